import type { Rubric } from './rubric.ts';

/**
 * What a panel rates by where its authority has released nothing of its own [D]: dimensions and their weights as 5.2 and 5.5
 * have them, the bands of 5.2, 5.4 and 5.5; a midterm looks at what graduation will. Raters are told apart by no mean without
 * calibration where they are more than 20 percentage points apart (R-ASM-05).
 */

const indicator = (code: string, zh: string, en: string, points: number) => ({
  code,
  name: { zh, en },
  max: `${String(points)}.00`,
});
const dimension = (
  code: string,
  zh: string,
  en: string,
  ...indicators: ReturnType<typeof indicator>[]
) => ({ code, name: { zh, en }, indicators });
const band = (code: string, from: number, zh: string, en: string) => ({
  code,
  name: { zh, en },
  from: `${String(from)}.00`,
});
const common = { drop: 'none', calibrationPercent: 20 } as const;

const entry: Rubric = {
  name: { zh: '入壳评审标准', en: 'Rubric of entry' },
  dimensions: [
    dimension(
      ...(['need', '社会需求与效益', 'Need and benefit'] as const),
      indicator('need-shown', '需求依据', 'Need is shown', 15),
      indicator('benefit', '预期社会效益', 'Expected benefit', 10),
    ),
    dimension(
      ...(['team', '团队', 'Team'] as const),
      indicator('core-team', '核心团队', 'Core team', 12),
      indicator('competence', '专业能力', 'Professional competence', 8),
    ),
    dimension(
      ...(['plan', '孵化计划', 'Plan'] as const),
      indicator('plan-goals', '目标与进度', 'Goals and schedule', 10),
      indicator('plan-feasibility', '可行性', 'Feasibility', 10),
    ),
    dimension(
      ...(['finance-compliance', '财务与合规', 'Finance and compliance'] as const),
      indicator('finance', '财务管理', 'Finance', 8),
      indicator('compliance', '合规情况', 'Compliance', 7),
    ),
    dimension(
      ...(['party-building', '党建工作', 'Party-building'] as const),
      indicator('party-work', '党建工作开展', 'Party work', 10),
    ),
    dimension(
      ...(['growth', '成长性与可持续', 'Growth and sustainability'] as const),
      indicator('sustainability', '可持续发展', 'Sustainability', 10),
    ),
  ],
  bands: [
    { ...band('pass', 70, '通过', 'Pass'), dimensionPercentMin: 50 },
    band('fail', 0, '不通过', 'Fail'),
  ],
  ...common,
};

const incubated: Rubric['dimensions'] = [
  dimension(
    ...(['governance', '内部治理', 'Governance'] as const),
    indicator('charter-bodies', '章程与组织机构', 'Charter and bodies', 10),
    indicator('rules-records', '制度与档案', 'Rules and records', 10),
  ),
  dimension(
    ...(['party-work', '党建工作', 'Party-building'] as const),
    indicator('party-work', '党建工作开展', 'Party work', 10),
  ),
  dimension(
    ...(['finance-compliance', '财务与合规', 'Finance and compliance'] as const),
    indicator('finance', '财务管理', 'Finance', 10),
    indicator('compliance', '合规情况', 'Compliance', 10),
  ),
  dimension(
    ...(['project-service', '项目与服务', 'Projects and service'] as const),
    indicator('project', '项目运作', 'Projects', 10),
    indicator('service', '服务质量', 'Quality of service', 10),
  ),
  dimension(
    ...(['self-financing-resources', '自我造血与资源', 'Self-financing and resources'] as const),
    indicator('income', '收入来源', 'Sources of income', 8),
    indicator('resources', '资源链接', 'Resources found', 7),
  ),
  dimension(
    ...(['staff-volunteers', '人员与志愿者', 'Staff and volunteers'] as const),
    indicator('staff', '专职人员', 'Staff', 6),
    indicator('volunteers', '志愿者', 'Volunteers', 4),
  ),
  dimension(
    ...(['social-evaluation', '社会评价', 'Social evaluation'] as const),
    indicator('social-evaluation', '社会评价', 'Social evaluation', 5),
  ),
];

const midterm: Rubric = {
  name: { zh: '中期评估标准', en: 'Rubric of the midterm' },
  dimensions: incubated,
  bands: [
    band('continue', 60, '继续孵化', 'Continue'),
    band('improve', 50, '限期改进', 'Improve'),
    band('warn', 0, '警示并复评', 'Warn and evaluate again'),
  ],
  ...common,
};

const graduation: Rubric = {
  name: { zh: '出壳评估标准', en: 'Rubric of graduation' },
  dimensions: incubated,
  bands: [
    band('excellent', 90, '优秀出壳', 'Graduate as excellent'),
    band('graduate', 80, '出壳', 'Graduate'),
    band('conditions', 70, '附条件出壳', 'Graduate with follow-up conditions'),
    band('extend', 60, '延期一次', 'Extend once'),
    band('end', 0, '终止孵化', 'End without graduation'),
  ],
  ...common,
};

export const defaultRubrics = { entry, midterm, graduation };
