import { addDays, daysBetween } from '@fuhua/kernel';
import { termEnd } from '../clocks/terms.ts';
import { fail, pass, unknown, valuesOn, verdictOf, type Verdict } from '../findings/findings.ts';
import type { Rule } from '../rule-set/rule.ts';
import { pauseFacts, PauseParams, type PauseFacts } from './facts.ts';

/** Days for which a pause stops the clock; both ends are in. */
export function pausedDaysOf({ from, until }: PauseFacts['pause.period']): number {
  return daysBetween(from, until) + 1;
}

/**
 * R-TRM-04 (四(三)2-1) [D]: a pause, for one of `reasons` (force majeure), within the term, all pauses of a case together at
 * most `monthsMax` months, counted from the first day of this one. It stops the clock: the term ends so many days later.
 *
 * Conclusion: `days`, and `end`, the last day of the term once it is over.
 */
export const pauseRule: Rule<PauseParams, PauseFacts> = {
  rule: 'R-TRM-04',
  impl: 1,
  params: PauseParams,
  facts: pauseFacts,
  evaluate(known, params, { on }) {
    const facts = Object.keys(pauseFacts);
    const values = valuesOn(known, on);
    const period = values['pause.period'];
    const verdict = verdictOf([
      reasonOf(values['pause.reason'], params),
      lengthOf(period, values['case.pausedDays'], params),
      withinTerm(values),
    ]);
    const end = values['case.termEnd'];
    if (period === undefined || end === undefined) return { ...verdict, facts };
    const days = pausedDaysOf(period);
    return { ...verdict, facts, conclusion: { days, end: addDays(end, days) } };
  },
};

function reasonOf(
  reason: PauseFacts['pause.reason'] | undefined,
  { reasons }: PauseParams,
): Verdict {
  if (reason === undefined) return unknown('暂停理由未知', 'the reason is not known');
  return reasons.includes(reason)
    ? pass('理由符合规定', 'the reason is one of those allowed')
    : fail('理由不在允许范围（不可抗力）', 'the reason is not one of those allowed: force majeure');
}

function lengthOf(
  period: PauseFacts['pause.period'] | undefined,
  before: number | undefined,
  { monthsMax }: PauseParams,
): Verdict {
  if (period === undefined || before === undefined) {
    return unknown('暂停期间或以往暂停天数未知', 'this pause, or earlier ones, are not known');
  }
  const latest = addDays(termEnd(period.from, monthsMax), -before);
  const [zh, en] = [
    `累计最长 ${String(monthsMax)} 个月（至 ${latest}）`,
    `${String(monthsMax)} months in all, until ${latest}`,
  ];
  return period.until <= latest
    ? pass(`暂停至 ${period.until}，${zh}`, `until ${period.until}; at most ${en}`)
    : fail(
        `暂停至 ${period.until} 过长，${zh}`,
        `until ${period.until} is too long; at most ${en}`,
      );
}

function withinTerm(values: Partial<PauseFacts>): Verdict {
  const period = values['pause.period'];
  const [start, end] = [values['case.startedOn'], values['case.termEnd']];
  if (period === undefined || start === undefined || end === undefined) {
    return unknown('孵化期限未知', 'the term is not known');
  }
  return start <= period.from && period.from <= end
    ? pass(`自 ${period.from} 起，在孵化期限内`, `from ${period.from}, within the term`)
    : fail(
        `自 ${period.from} 起，不在孵化期限 ${start} 至 ${end} 内`,
        `from ${period.from}, not within the term from ${start} to ${end}`,
      );
}
