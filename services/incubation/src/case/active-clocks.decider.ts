import { addDays, daysBetween, type Day } from '@fuhua/kernel';
import {
  daysBefore,
  dueAfterMonths,
  dueOnNamedDate,
  GraduationWindowParams,
  MidtermParams,
  midtermWindow,
  TeamParams,
  type Due,
  type RuleSet,
  type WorkingDayCalendar,
} from '@fuhua/rules';
import type { TermClocks } from './active-values.events.ts';
import { paramsIn } from './params.decider.ts';
import type { ApplicantKind, IncubationTerm } from './values.events.ts';

/** The clocks of a term: where they begin, and how they move (R-TRM-01, R-TRM-02, R-TRM-04, R-ENT-08). */

export interface StartOfTerm {
  readonly term: IncubationTerm;
  readonly applicantKind: ApplicantKind;
}

/** As they stand when the incubation starts. A set that lacks one of the rules is a bug. */
export function clocksAtStart(
  { term, applicantKind }: StartOfTerm,
  set: RuleSet,
  calendar: WorkingDayCalendar,
): TermClocks {
  const { preApprovalMonths } = paramsIn(set, 'R-ENT-08', TeamParams);
  const { from, until } = midtermWindow(term, paramsIn(set, 'R-TRM-02', MidtermParams));
  const { remindersDaysBefore } = paramsIn(set, 'R-GRD-01', GraduationWindowParams);
  const isTeam = applicantKind === 'preparing-team';
  return {
    ...{ end: term.end, midterm: { from, until } },
    reminders: remindersDaysBefore.map((daysLeft) => ({
      daysLeft,
      on: daysBefore(term.end, daysLeft),
    })),
    ...(isTeam && { nameBy: dueAfterMonths(term.start, preApprovalMonths, calendar) }),
  };
}

/** After a pause of `days` days: every clock later by as many. Limits roll again; the end and the window do not. */
export function movedByPause(
  clocks: TermClocks,
  days: number,
  calendar: WorkingDayCalendar,
): TermClocks {
  const { end, midterm, midtermAgainBy, nameBy } = clocks;
  const later = ({ due }: Due): Due => dueOnNamedDate(addDays(due, days), calendar);
  return {
    ...endingOn(clocks, addDays(end, days)),
    midterm: { from: addDays(midterm.from, days), until: addDays(midterm.until, days) },
    ...(midtermAgainBy && { midtermAgainBy: later(midtermAgainBy) }),
    ...(nameBy && { nameBy: later(nameBy) }),
  };
}

/** An extension, and an open exit file, move only the end, and what is counted back from it. */
export function endingOn(clocks: TermClocks, end: Day): TermClocks {
  const reminders = clocks.reminders.map(({ daysLeft }) => ({
    daysLeft,
    on: daysBefore(end, daysLeft),
  }));
  return { ...clocks, end, reminders };
}

/** Both days in it. */
export function daysIn({ from, until }: { readonly from: Day; readonly until: Day }): number {
  return daysBetween(from, until) + 1;
}
