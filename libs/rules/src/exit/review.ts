import type { Day } from '@fuhua/kernel';
import type { WorkingDayCalendar } from '../calendar/calendar.ts';
import { dueAfterDays, dueAfterWorkingDays, isOverdue, type Due } from '../clocks/limits.ts';
import { fail, pass, unknown, valuesOn, verdictOf, type Verdict } from '../findings/findings.ts';
import type { Rule } from '../rule-set/rule.ts';
import { exitReviewFacts, ExitReviewParams, type ExitReviewFacts } from './facts.ts';

/** The last day to ask for a review, from the service of the decision; unused, the decision is final the day after. */
export function reviewAskDue(
  servedOn: Day,
  { askWorkingDays }: ExitReviewParams,
  calendar: WorkingDayCalendar,
): Due {
  return dueAfterWorkingDays(servedOn, askWorkingDays, calendar);
}

/** The last day to decide a review, from the request. */
export function reviewDecisionDue(
  askedOn: Day,
  { decideWorkingDays }: ExitReviewParams,
  calendar: WorkingDayCalendar,
): Due {
  return dueAfterWorkingDays(askedOn, decideWorkingDays, calendar);
}

/** The last day for administrative reconsideration, which the text names; in days from service, so it rolls. */
export function reconsiderationDue(
  servedOn: Day,
  { reconsiderationDays }: ExitReviewParams,
  calendar: WorkingDayCalendar,
): Due {
  return dueAfterDays(servedOn, reconsiderationDays, calendar);
}

/**
 * R-EXT-06 (四(三)2-4) [D]: a review is taken in when it is asked for in time, of the next-higher authority (definition 8). The
 * effects of the exit wait for it, except for safety.
 */
export const exitReviewRule: Rule<ExitReviewParams, ExitReviewFacts> = {
  rule: 'R-EXT-06',
  impl: 1,
  params: ExitReviewParams,
  facts: exitReviewFacts,
  evaluate(known, params, { on, calendar }) {
    const values = valuesOn(known, on);
    return {
      ...verdictOf([inTime(values, params, calendar), ofHigher(values)]),
      facts: Object.keys(exitReviewFacts),
    };
  },
};

function inTime(
  values: Partial<ExitReviewFacts>,
  params: ExitReviewParams,
  calendar: WorkingDayCalendar,
): Verdict {
  const [servedOn, askedOn] = [values['exit.servedOn'], values['review.askedOn']];
  if (servedOn === undefined || askedOn === undefined) {
    return unknown('送达日或申请日未知', 'service, or the request, is not known');
  }
  const limit = reviewAskDue(servedOn, params, calendar);
  return isOverdue(limit, askedOn)
    ? fail(`${askedOn} 申请，期限 ${limit.due} 已过`, `asked for on ${askedOn}, after ${limit.due}`)
    : pass(`${askedOn} 申请，期限 ${limit.due}`, `asked for on ${askedOn}, by ${limit.due}`);
}

function ofHigher(values: Partial<ExitReviewFacts>): Verdict {
  const [asked, higher] = [values['review.authority'], values['base.reviewAuthority']];
  if (asked === undefined || higher === undefined) {
    return unknown('复核机关未知', 'who reviews is not known');
  }
  return asked === higher
    ? pass(`由上一级 ${higher} 复核`, `reviewed by ${higher}, the next higher`)
    : fail(`复核机关应为 ${higher}，而非 ${asked}`, `to be reviewed by ${higher}, not ${asked}`);
}
