import { addDays, addMonths, type Day, type Validity } from '@fuhua/kernel';

/** Months, terms and validity of definitions 2 and 3. None of these ever rolls to a working day. */

/** The last day of a term: start + n months − 1 day. A contract of n years is a term of 12 n months. */
export function termEnd(start: Day, months: number): Day {
  return addDays(addMonths(start, months), -1);
}

/** Whether `day` lies in the look-back of n months on day t: after t − n months, up to t. */
export function withinLookBack(t: Day, months: number, day: Day): boolean {
  return addMonths(t, -months) < day && day <= t;
}

/** "≤ n months since": the anniversary is still in, a day before `since` is not. */
export function atMostMonthsSince(since: Day, months: number, day: Day): boolean {
  return since <= day && day <= addMonths(since, months);
}

/** The latest day that is at least n days before an end, for "≥ 30 d before the end". */
export function daysBefore(end: Day, days: number): Day {
  return addDays(end, -days);
}

/** The first day on which what was valid no longer is; undefined while it is open. */
export function lapseDay({ validTo }: Validity): Day | undefined {
  return validTo === undefined ? undefined : addDays(validTo, 1);
}
