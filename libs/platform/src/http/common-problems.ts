import type { HttpProblem } from './problem.ts';

/** A problem in one line. */
export const told = (
  status: number,
  zh: string,
  en: string,
  detail?: HttpProblem['detail'],
): HttpProblem => ({ status, title: { zh, en }, ...(detail && { detail }) });

/** What slices of every service refuse for, in the same words; each code begins with the service's name. */
const reasons = {
  'not-competent': told(403, '无权办理：不是主管部门', 'Another authority is competent', {
    zh: '依据 {rule}（{clause}），应由 {competentAuthority} 办理',
    en: 'By {rule} ({clause}), {competentAuthority} is competent',
  }),
  'competence-unknown': told(422, '无法确定由谁办理', 'Who is competent cannot be determined', {
    zh: '依据 {rule}（{clause}）',
    en: 'By {rule} ({clause})',
  }),
  'same-person': told(403, '须由另一人决定', 'Another person decides than the one who asked'),
  'day-in-future': told(422, '日期不能晚于今天', 'The day must not be later than today', {
    zh: '{day}，今天是 {today}',
    en: '{day}; today is {today}',
  }),
  'days-out-of-order': told(422, '日期先后颠倒', 'The days are in the wrong order', {
    zh: '{then} 早于 {first}',
    en: '{then} is before {first}',
  }),
  'validity-reversed': told(422, '截止日早于起始日', 'It would end before it begins', {
    zh: '{validFrom} 至 {validTo}',
    en: '{validFrom} to {validTo}',
  }),
  'no-rule-set': told(422, '当日没有有效的规则集', 'No rule set is in force on that day', {
    zh: '{division}，{day}',
    en: '{division}, {day}',
  }),
  'insufficient-evidence': told(
    422,
    '依据不足，不作决定',
    'The evidence is insufficient: nothing is decided',
  ),
  'fact-already-recorded': told(
    409,
    '该事实已记录，有误请更正',
    'The fact is on record already; correct it if it is wrong',
    { zh: '{fact}，事件 {recorded}', en: '{fact}, event {recorded}' },
  ),
  'fact-unknown': told(404, '没有所指的事实', 'No such fact is on record'),
  'fact-already-ended': told(409, '该事实已终止或失效', 'The fact has ended already', {
    zh: '自 {endedOn} 起',
    en: 'From {endedOn}',
  }),
  'not-due-yet': told(409, '期限未到', 'The deadline is not due yet', {
    zh: '{name}，{due}',
    en: '{name}, {due}',
  }),
} satisfies Readonly<Record<string, HttpProblem>>;
type Reason = keyof typeof reasons;

/** Those that a slice names, to stand in its table: `...commonProblems('registry', 'not-competent', 'not-due-yet')`. */
export function commonProblems<const S extends string, const R extends Reason>(
  service: S,
  ...named: readonly R[]
): { readonly [K in R as `${S}.${K}`]: HttpProblem } {
  const table = named.map((reason) => [`${service}.${reason}`, reasons[reason]] as const);
  return Object.fromEntries(table) as { readonly [K in R as `${S}.${K}`]: HttpProblem };
}
