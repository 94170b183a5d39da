import type { Day } from '@fuhua/kernel';
import type { WorkingDayCalendar } from '../calendar/calendar.ts';
import { dueAfterMonths, type Due } from '../clocks/limits.ts';
import { fail, pass, unknown, valuesOn, verdictOf, type Verdict } from '../findings/findings.ts';
import type { Rule } from '../rule-set/rule.ts';
import { followUpFacts, FollowUpParams, type FollowUpFacts } from './facts.ts';

/** The last day of each follow-up check, from the day of the graduation; it rolls (definition 1). */
export function followUpsDue(
  graduatedOn: Day,
  { months }: FollowUpParams,
  calendar: WorkingDayCalendar,
): readonly (Due & { readonly month: number })[] {
  return months.map((month) => ({ month, ...dueAfterMonths(graduatedOn, month, calendar) }));
}

/**
 * R-GRD-04 (四(三)2-2) [D, practice 成都]: checks `months` after the graduation: the organization is active, and what it
 * graduated on condition of is done. It has survived when it is active at month `survivalMonth`.
 *
 * Conclusion: `month`, `active`, `survived`: true or false at month `survivalMonth`, null before.
 */
export const followUpRule: Rule<FollowUpParams, FollowUpFacts> = {
  rule: 'R-GRD-04',
  impl: 1,
  params: FollowUpParams,
  facts: followUpFacts,
  evaluate(known, params, { on }) {
    const facts = Object.keys(followUpFacts);
    const values = valuesOn(known, on);
    const [month, active] = [values['followUp.month'], values['organization.active']];
    const verdict = verdictOf([
      monthOf(month, values['case.graduatedOn'], params, on),
      activeOf(active),
      conditionsOf(values['followUp.openConditions']),
    ]);
    if (month === undefined || active === undefined) return { ...verdict, facts };
    const survived = month === params.survivalMonth ? active : null;
    return { ...verdict, facts, conclusion: { month, active, survived } };
  },
};

function monthOf(
  month: number | undefined,
  graduatedOn: Day | undefined,
  { months }: FollowUpParams,
  on: Day,
): Verdict {
  if (month === undefined || graduatedOn === undefined) {
    return unknown('跟踪期次或出壳日未知', 'which check it is, or since when, is not known');
  }
  const [which, all] = [String(month), months.map(String)];
  if (!months.includes(month)) {
    return fail(
      `跟踪期次 ${which} 个月不在 ${all.join('、')} 个月之列`,
      `month ${which} is none of the checks at ${all.join(', ')} months`,
    );
  }
  return on < graduatedOn
    ? fail(`${on} 早于出壳日 ${graduatedOn}`, `${on} is before the graduation, ${graduatedOn}`)
    : pass(`出壳后第 ${which} 个月跟踪`, `the check at month ${which}`);
}

function activeOf(active: boolean | undefined): Verdict {
  if (active === undefined) return unknown('是否正常活动未知', 'whether it is active is not known');
  return active ? pass('正常开展活动', 'is active') : fail('未正常开展活动', 'is not active');
}

function conditionsOf(open: readonly string[] | undefined): Verdict {
  if (open === undefined) return unknown('附带条件未知', 'open conditions are not known');
  if (open.length === 0) return pass('无未落实的条件', 'no condition is open');
  return fail(`未落实的条件：${open.join('、')}`, `conditions still open: ${open.join(', ')}`);
}
