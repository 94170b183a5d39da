import { commonProblems, problemTable, told, type HttpProblem } from '@fuhua/platform/http';
import type { PanelRefusal } from './record.decider.ts';

export const panelProblems = problemTable({
  ...commonProblems(
    ...(['evaluation', 'not-competent', 'competence-unknown'] as const),
    ...(['insufficient-evidence', 'not-due-yet'] as const),
  ),
  'evaluation.panel-unknown': told(404, '没有该评审组', 'No such panel is on record'),
  'evaluation.base-unknown': told(404, '没有该基地', 'No such base'),
  'evaluation.panel-over': told(409, '评审已结束或取消', 'The panel is over', {
    zh: '{stage}',
    en: '{stage}',
  }),
  'evaluation.rater-already-named': told(409, '该评委已指定过', 'The rater was named already'),
  'evaluation.rater-unknown-here': told(404, '不是该评审组的评委', 'Not a rater of this panel'),
  'evaluation.rater-recused': told(409, '该评委已回避', 'The rater stands back'),
  'evaluation.rater-in-place': told(
    409,
    '该评委既未回避也未逾期，不得更换',
    'The rater neither stands back nor is late: nobody takes its place',
  ),
  'evaluation.already-declared': told(409, '已签署声明', 'The declaration is signed already'),
  'evaluation.declaration-missing': told(
    409,
    '评分前须先签署独立性声明',
    'Independence has to be declared before',
  ),
  'evaluation.already-scored': told(
    409,
    '已评分，校准后只能修改一次',
    'Scored already: scores are revised once, after a calibration',
  ),
  'evaluation.sheet-wrong': told(
    422,
    '每项指标须有不超过满分的分数和理由',
    'Each indicator takes points within its maximum, and a reason',
    { zh: '{indicator}：{is}', en: '{indicator}: {is}' },
  ),
  'evaluation.scores-missing': told(409, '评分未齐', 'Not all scores that are needed are in', {
    zh: '已评 {raters} 人，其中外部 {outside} 人',
    en: '{raters} scored, {outside} of them from outside',
  }),
  'evaluation.calibration-not-needed': told(
    409,
    '分差未超过限度，无须校准',
    'The raters are not too far apart',
  ),
  'evaluation.calibration-held': told(409, '已校准过一次', 'A calibration was held already'),
  'evaluation.calibration-needed': told(
    409,
    '分差超过限度，须先校准',
    'The raters are too far apart: a calibration comes first',
  ),
  'evaluation.raters-not-independent': told(
    422,
    '有评委不独立，须回避',
    'A rater is not independent and has to stand back',
  ),
} satisfies Record<PanelRefusal['code'] | 'evaluation.base-unknown', HttpProblem>);

export const panelCodes = Object.keys(panelProblems);
