import { addDays, addMonths, daysBetween } from '@fuhua/kernel';
import {
  dueAfterMonths,
  dueOnNamedDate,
  MidtermParams,
  TeamParams,
  termEnd,
  type Due,
  type RuleSet,
  type WorkingDayCalendar,
} from '@fuhua/rules';
import type { MidtermWindow, TermClocks } from './active-values.events.ts';
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
  const midterm = midtermWindow(term, paramsIn(set, 'R-TRM-02', MidtermParams));
  const isTeam = applicantKind === 'preparing-team';
  return {
    ...{ end: term.end, midterm },
    ...(isTeam && { nameBy: dueAfterMonths(term.start, preApprovalMonths, calendar) }),
  };
}

/** R-TRM-02: `windowMonths` before and after the middle of the term, both days in it. None of the days rolls. */
function midtermWindow(
  { start, months }: IncubationTerm,
  { atPercent, windowMonths }: MidtermParams,
): MidtermWindow {
  const before = (months * atPercent) / 100;
  const days = daysBetween(start, addDays(termEnd(start, months), 1));
  const middle = Number.isInteger(before)
    ? addMonths(start, before)
    : addDays(start, Math.floor((days * atPercent) / 100));
  return { from: addMonths(middle, -windowMonths), until: addMonths(middle, windowMonths) };
}

/** After a pause of `days` days: every clock later by as many. Limits roll again; the end and the window do not. */
export function movedByPause(
  { end, midterm, midtermAgainBy, nameBy }: TermClocks,
  days: number,
  calendar: WorkingDayCalendar,
): TermClocks {
  const later = ({ due }: Due): Due => dueOnNamedDate(addDays(due, days), calendar);
  return {
    end: addDays(end, days),
    midterm: { from: addDays(midterm.from, days), until: addDays(midterm.until, days) },
    ...(midtermAgainBy && { midtermAgainBy: later(midtermAgainBy) }),
    ...(nameBy && { nameBy: later(nameBy) }),
  };
}

/** While an exit file is open only the end of the term waits, and with it what is counted back from it. */
export function movedByWaiting(clocks: TermClocks, days: number): TermClocks {
  return { ...clocks, end: addDays(clocks.end, days) };
}
