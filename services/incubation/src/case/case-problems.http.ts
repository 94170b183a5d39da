import { commonProblems, problemTable, told, type HttpProblem } from '@fuhua/platform/http';
import { directoryProblems } from '../directory/not-yet-known.view.ts';
import type { CaseRefusal } from './case.decider.ts';

const until = { zh: '截止 {due}', en: 'by {due}' };

export const caseProblems = problemTable({
  ...directoryProblems,
  ...commonProblems(
    ...(['incubation', 'not-competent', 'competence-unknown', 'same-person'] as const),
    ...(['day-in-future', 'days-out-of-order', 'no-rule-set'] as const),
    ...(['insufficient-evidence', 'not-due-yet'] as const),
  ),
  'incubation.case-unknown': told(404, '没有该个案', 'No such case'),
  'incubation.case-exists': told(409, '该个案已存在', 'The case is on record already'),
  'incubation.not-in-stage': told(409, '当前阶段不能办理', 'Not at this stage', {
    zh: '当前阶段：{stage}（R-REV-01）',
    en: 'It stands at {stage} (R-REV-01)',
  }),
  'incubation.step-missing': told(409, '前一步骤未完成', 'A step that comes before is missing', {
    zh: '{step}（R-REV-01）',
    en: '{step} (R-REV-01)',
  }),
  'incubation.step-done': told(409, '该步骤已完成', 'The step was done already', {
    zh: '{step}',
    en: '{step}',
  }),
  'incubation.gap-unknown': told(422, '没有所指的补正事项', 'No such gap was notified', {
    zh: '{gap}',
    en: '{gap}',
  }),
  'incubation.gaps-open': told(409, '补正事项未补齐', 'Gaps are open', {
    zh: '{gaps}',
    en: '{gaps}',
  }),
  'incubation.no-gap-open': told(422, '没有未补齐的事项', 'No gap is named as open'),
  'incubation.notice-not-served': told(409, '补正通知未送达', 'The gap notice was not served'),
  'incubation.limit-not-over': told(409, '期限未满', 'The limit is not over', until),
  'incubation.limit-over': told(409, '期限已过', 'The limit is over', until),
  'incubation.other-pre-reviewer': told(
    403,
    '初审由另一方办理',
    'Another side does the pre-review',
    { zh: '{reviewer}（R-ENT-09）', en: '{reviewer} (R-ENT-09)' },
  ),
  'incubation.party-work-not-reviewed': told(
    409,
    '党建工作未核查（四(四)1-1）',
    'Party work was not reviewed before this gate (四(四)1-1)',
    { zh: '{gate}', en: '{gate}' },
  ),
  'incubation.evaluation-not-asked': told(409, '没有提请过该评审', 'No such panel was asked for'),
  'incubation.document-not-expected': told(
    409,
    '当前没有待送达的该类文书',
    'No such paper is to be served now',
    { zh: '{kind}，当前阶段：{stage}', en: '{kind}; it stands at {stage}' },
  ),
  'incubation.admission-not-sought': told(409, '没有提请过该批准', 'No such approval was sought'),
  'incubation.objection-unknown': told(404, '没有待答复的该异议', 'No such objection is open'),
  'incubation.objection-open': told(409, '公示异议未答复', 'An objection is not answered'),
  'incubation.notice-place-missing': told(
    422,
    '须填写公示网址或地点',
    'Where the notice can be read is needed',
  ),
  'incubation.notice-not-over': told(409, '公示未期满', 'The public notice still runs', {
    zh: '至 {endsOn}',
    en: 'through {endsOn}',
  }),
  'incubation.plan-not-approved': told(409, '孵化方案未核定', 'No plan is approved'),
  'incubation.term-reversed': told(
    422,
    '孵化期截止早于起始',
    'The term would end before it begins',
  ),
  'incubation.term-over': told(
    422,
    '孵化期已满，不再是在孵个案',
    'The term is over: it runs no more',
    {
      zh: '至 {end}',
      en: 'through {end}',
    },
  ),
  'incubation.end-unexplained': told(
    422,
    '现届满日期与延期、中止不符',
    'The end does not follow from extension and pauses',
    { zh: '约定至 {agreed}，现至 {end}', en: 'agreed through {agreed}, now through {end}' },
  ),
  'incubation.second-chance-unexplained': told(
    422,
    '再次评估与中期评估结果不符',
    'The second chance does not follow from the midterm evaluation',
  ),
  'incubation.residency-taken': told(
    409,
    '该组织已有在孵个案（R-ENT-07）',
    'The organization is in incubation already (R-ENT-07)',
    { zh: '个案 {holder}', en: 'case {holder}' },
  ),
  'incubation.place-taken': told(409, '基地没有空余名额', 'The base has no free place'),
  'incubation.case-paused': told(409, '孵化中止期间不能办理', 'The case is paused', {
    zh: '至 {until}',
    en: 'until {until}',
  }),
  'incubation.case-not-paused': told(409, '个案未中止', 'The case is not paused'),
  'incubation.exit-open': told(409, '提前退出程序进行中', 'An early exit is under way'),
  'incubation.exit-not-open': told(409, '没有提前退出程序', 'No early exit is under way'),
  'incubation.window-not-open': told(409, '未到办理时间', 'It is too early', {
    zh: '自 {from} 起',
    en: 'from {from}',
  }),
  'incubation.measures-missing': told(422, '须说明改进措施', 'The measures are missing'),
  'incubation.conditions-missing': told(422, '须说明跟踪条件', 'The conditions are missing'),
  'incubation.extension-too-long': told(422, '延期过长', 'The extension is too long', {
    zh: '最多 {months} 个月',
    en: 'at most {months} months',
  }),
  'incubation.no-preparing-team': told(409, '不是筹备团队', 'It is no preparing team'),
  'incubation.no-breach-agreed': told(
    409,
    '协议未约定为违约',
    'The agreement does not make it a breach',
  ),
  'incubation.notice-incomplete': told(
    422,
    '告知内容不全（R-EXT-02）',
    'The notice is not complete (R-EXT-02)',
  ),
  'incubation.cure-first': told(
    409,
    '须先限期改正（R-EXT-03）',
    'It is to be cured first (R-EXT-03)',
  ),
  'incubation.hearing-too-soon': told(422, '听证日过早', 'The hearing would be too soon', {
    zh: '最早 {earliest}',
    en: '{earliest} at the earliest',
  }),
  'incubation.handover-incomplete': told(
    422,
    '交接事项不全（R-EXT-07）',
    'The handover is not complete (R-EXT-07)',
  ),
  'incubation.follow-up-unknown': told(404, '没有该次回访', 'No such check is open', {
    zh: '{month} 个月',
    en: 'month {month}',
  }),
} satisfies Record<
  CaseRefusal['code'] | ('incubation.residency-taken' | 'incubation.place-taken'),
  HttpProblem
>);

export const caseCodes = Object.keys(caseProblems);
