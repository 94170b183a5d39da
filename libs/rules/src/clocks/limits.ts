import { addDays, addMonths, Day, startOfDay, type Instant } from '@fuhua/kernel';
import { z } from 'zod';
import { dayKind, type WorkingDayCalendar } from '../calendar/calendar.ts';

/**
 * Clocks of definition 1. Day 0 is the day of service or receipt; the due day ends at 24:00 Asia/Shanghai. Limits in
 * calendar days or months, and named dates, roll to the next working day; limits in working days cannot end elsewhere.
 * What never rolls (validity, look-back, terms, limits counted back) is in `terms.ts`.
 */
export const Due = z.object({
  /** The last day on which the act is in time. */
  due: Day,
  /** A day was counted that the calendar does not cover; adding the year confirms or moves it (definition 26). */
  provisional: z.boolean(),
});
export type Due = z.infer<typeof Due>;

/** R-REV-02 and others, `n wd`. @throws RangeError unless n is a whole number, 1 or more. */
export function dueAfterWorkingDays(day0: Day, n: number, calendar: WorkingDayCalendar): Due {
  assertCount(n);
  let [due, counted, provisional] = [day0, 0, false];
  while (counted < n) {
    due = addDays(due, 1);
    const kind = dayKind(due, calendar);
    provisional ||= kind.provisional;
    if (kind.working) counted += 1;
  }
  return { due, provisional };
}

/** `n d`. @throws RangeError unless n is a whole number, 1 or more. */
export function dueAfterDays(day0: Day, n: number, calendar: WorkingDayCalendar): Due {
  assertCount(n);
  return dueOnNamedDate(addDays(day0, n), calendar);
}

/** Ends on the same day number, else the month's last day (definition 2). @throws RangeError as `dueAfterDays`. */
export function dueAfterMonths(day0: Day, months: number, calendar: WorkingDayCalendar): Due {
  assertCount(months);
  return dueOnNamedDate(addMonths(day0, months), calendar);
}

/** A limit that names its day: that day when it is a working day, else the next one. */
export function dueOnNamedDate(day: Day, calendar: WorkingDayCalendar): Due {
  let [due, provisional] = [day, false];
  for (;;) {
    const kind = dayKind(due, calendar);
    provisional ||= kind.provisional;
    if (kind.working) return { due, provisional };
    due = addDays(due, 1);
  }
}

/** Whether an act on that day is too late: from the day after the due day. */
export function isOverdue({ due }: Due, on: Day): boolean {
  return on > due;
}

/** 24:00 of the due day, from which its limit is missed. */
export function missedFrom({ due }: Due): Instant {
  return startOfDay(addDays(due, 1));
}

function assertCount(n: number): void {
  if (!Number.isSafeInteger(n) || n < 1) throw new RangeError(`not a limit: ${String(n)}`);
}
