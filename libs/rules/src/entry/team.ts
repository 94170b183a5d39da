import type { Day } from '@fuhua/kernel';
import type { WorkingDayCalendar } from '../calendar/calendar.ts';
import { dueAfterMonths, type Due } from '../clocks/limits.ts';
import { fail, pass, unknown, valuesOn, type Verdict } from '../findings/findings.ts';
import type { Rule } from '../rule-set/rule.ts';
import { teamFacts, TeamParams, type TeamFacts } from './facts.ts';

/**
 * R-ENT-08 (四(三)2-2) [D]: a preparing team has `corePersonsMin` core persons or more, and its name is pre-approved or
 * applied for, or will be by `nameDue`; otherwise the case ends then. Other applicants pass.
 *
 * Conclusion, of a team: `nameDueMonths`, the months from the start by which the name is to be applied for; 0 when it is.
 */
export const teamRule: Rule<TeamParams, TeamFacts> = {
  rule: 'R-ENT-08',
  impl: 1,
  params: TeamParams,
  facts: teamFacts,
  evaluate(known, params, { on }) {
    const facts = Object.keys(teamFacts);
    const values = valuesOn(known, on);
    const kind = values['applicant.kind'];
    if (kind === undefined) {
      return { ...unknown('申请主体类别未知', 'the kind of applicant is not known'), facts };
    }
    if (kind !== 'preparing-team') return { ...pass('不是筹备团队', 'no preparing team'), facts };
    const [persons, name] = [values['team.corePersons'], values['team.name']];
    const verdict = staffed(persons, params);
    if (name === undefined && verdict.outcome !== 'fail') {
      return { ...unknown('名称核准情况未知', 'how its name stands is not known'), facts };
    }
    if (name === undefined) return { ...verdict, facts };
    const nameDueMonths = name === 'not-applied-for' ? params.preApprovalMonths : 0;
    return { ...verdict, facts, conclusion: { nameDueMonths } };
  },
};

/** The last day to have the name pre-approved or applied for, from IncubationStarted (definition 11); it rolls. */
export function nameDue(startedOn: Day, params: TeamParams, calendar: WorkingDayCalendar): Due {
  return dueAfterMonths(startedOn, params.preApprovalMonths, calendar);
}

function staffed(persons: number | undefined, { corePersonsMin }: TeamParams): Verdict {
  if (persons === undefined) return unknown('核心成员人数未知', 'its core persons are not known');
  const [has, min] = [String(persons), String(corePersonsMin)];
  return persons >= corePersonsMin
    ? pass(`核心成员 ${has} 人，不少于 ${min} 人`, `${has} core persons, at least ${min}`)
    : fail(`核心成员 ${has} 人，少于 ${min} 人`, `${has} core persons, fewer than ${min}`);
}
