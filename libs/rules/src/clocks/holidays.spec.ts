import { describe, expect, test } from '@jest/globals';
import { addDays, parseDay } from '@fuhua/kernel';
import {
  calendarOf,
  dueAfterDays,
  dueAfterMonths,
  dueAfterWorkingDays,
  isOverdue,
  type Due,
} from '../index.ts';

/**
 * Limits across Spring Festival, National Day and make-up workdays, counted by hand from the State Council's notices for
 * 2023 to 2026. In each: the day before and the last day are in time, the day after is not. Beside a line, what was
 * counted over.
 */
const calendar = calendarOf('CN-2026-1');
const day = parseDay;
type Line = readonly [day0: string, n: number, due: string];

const limits: Readonly<Record<string, readonly Line[]>> = {
  wd: [
    // Spring Festival 2023, 21 to 27 January; 28 and 29 are made up.
    ['2023-01-19', 1, '2023-01-20'], // Friday
    ['2023-01-20', 1, '2023-01-28'], // Saturday, made up
    ['2023-01-20', 2, '2023-01-29'], // Sunday, made up
    ['2023-01-20', 5, '2023-02-01'], // 28, 29, 30, 31, 1
    ['2023-01-24', 1, '2023-01-28'], // received in the holiday
    // National Day 2023, 29 September to 6 October; 7 and 8 are made up.
    ['2023-09-28', 1, '2023-10-07'],
    ['2023-09-28', 5, '2023-10-11'], // 7, 8, 9, 10, 11
    ['2023-10-01', 10, '2023-10-18'], // 7 to 13 are seven, 16, 17, 18
    // Spring Festival 2024, 10 to 17 February; 4 and 18 are made up.
    ['2024-02-02', 1, '2024-02-04'], // Friday to Sunday
    ['2024-02-02', 5, '2024-02-08'], // 4, 5, 6, 7, 8
    ['2024-02-08', 2, '2024-02-18'], // 9, 18
    ['2024-02-08', 10, '2024-02-28'], // 9, 18 to 23 are seven, 26, 27, 28
    // National Day 2024, 1 to 7 October; 29 September and 12 October are made up.
    ['2024-09-27', 1, '2024-09-29'],
    ['2024-09-27', 3, '2024-10-08'], // 29, 30, 8
    ['2024-09-30', 5, '2024-10-12'], // 8, 9, 10, 11, 12
    ['2024-09-30', 6, '2024-10-14'],
    // Spring Festival 2025, 28 January to 4 February; 26 January and 8 February are made up.
    ['2025-01-24', 1, '2025-01-26'],
    ['2025-01-27', 1, '2025-02-05'],
    ['2025-01-27', 5, '2025-02-10'], // 5, 6, 7, 8, 10
    ['2025-01-27', 20, '2025-03-03'], // 5 to 8 are four, 10-14 nine, 17-21 fourteen, 24-28 nineteen, 3
    // National Day 2025, 1 to 8 October; 28 September and 11 October are made up.
    ['2025-09-26', 1, '2025-09-28'],
    ['2025-09-30', 3, '2025-10-11'], // 9, 10, 11
    ['2025-09-30', 4, '2025-10-13'],
    // Spring Festival 2026, 15 to 23 February; 14 and 28 are made up.
    ['2026-02-13', 1, '2026-02-14'],
    ['2026-02-13', 2, '2026-02-24'],
    ['2026-02-14', 5, '2026-02-28'], // 24, 25, 26, 27, 28
    ['2026-02-14', 6, '2026-03-02'],
    // National Day 2026, 1 to 7 October; 20 September and 10 October are made up, 25 to 27 September are off.
    ['2026-09-18', 1, '2026-09-20'],
    ['2026-09-24', 1, '2026-09-28'],
    ['2026-09-30', 3, '2026-10-10'], // 8, 9, 10
    ['2026-09-30', 4, '2026-10-12'],
  ],
  d: [
    ['2022-12-23', 30, '2023-01-28'], // 22 January, in the holiday, to the Saturday made up
    ['2023-01-18', 2, '2023-01-20'],
    ['2023-09-01', 30, '2023-10-07'], // 1 October
    ['2023-09-08', 30, '2023-10-08'], // a Sunday made up: it does not roll
    ['2024-01-11', 30, '2024-02-18'], // 10 February
    ['2024-01-19', 30, '2024-02-18'],
    ['2024-01-20', 30, '2024-02-19'],
    ['2024-07-03', 90, '2024-10-08'], // 28 days of July, 31, 30: 1 October
    ['2024-07-14', 90, '2024-10-12'], // 17, 31, 30, 12: a Saturday made up
    ['2024-07-15', 90, '2024-10-14'], // a Sunday
    ['2024-12-29', 30, '2025-02-05'], // 28 January
    ['2025-01-09', 30, '2025-02-08'], // a Saturday made up
    ['2025-08-29', 30, '2025-09-28'], // a Sunday made up
    ['2025-09-01', 30, '2025-10-09'], // 1 October
    ['2026-01-15', 30, '2026-02-14'], // a Saturday made up
    ['2026-01-16', 30, '2026-02-24'], // 15 February
    ['2026-01-29', 30, '2026-02-28'], // a Saturday made up
    ['2026-09-10', 30, '2026-10-10'], // a Saturday made up
  ],
  months: [
    ['2022-07-21', 6, '2023-01-28'], // 21 January
    ['2022-07-29', 6, '2023-01-29'], // a Sunday made up
    ['2023-03-31', 6, '2023-10-07'], // 30 September, off
    ['2023-04-08', 6, '2023-10-08'],
    ['2023-08-10', 6, '2024-02-18'],
    ['2023-08-04', 6, '2024-02-04'], // a Sunday made up
    ['2023-10-01', 12, '2024-10-08'],
    ['2024-04-12', 6, '2024-10-12'], // a Saturday made up
    ['2024-04-13', 6, '2024-10-14'], // a Sunday
    ['2024-07-31', 6, '2025-02-05'], // 31 January
    ['2024-08-31', 6, '2025-02-28'], // no such day in February
    ['2024-10-08', 12, '2025-10-09'], // 8 October, the holiday's last day
    ['2025-02-15', 12, '2026-02-24'], // the holiday's first day
    ['2024-02-29', 24, '2026-02-28'], // no such day; a Saturday made up
    ['2026-04-01', 6, '2026-10-08'],
    ['2026-03-20', 6, '2026-09-20'], // a Sunday made up
  ],
};

const count: Readonly<Record<string, (day0: string, n: number) => Due>> = {
  wd: (day0, n) => dueAfterWorkingDays(day(day0), n, calendar),
  d: (day0, n) => dueAfterDays(day(day0), n, calendar),
  months: (day0, n) => dueAfterMonths(day(day0), n, calendar),
};

describe.each(Object.keys(limits))('a limit in %s', (unit) => {
  test.each([...limits[unit]!])('from %s, %i: by %s', (day0, n, due) => {
    const limit = count[unit]!(day0, n);
    expect(limit).toEqual({ due, provisional: false });
    const around = [-1, 0, 1].map((days) => addDays(day(due), days));
    expect(around.map((on) => isOverdue(limit, on))).toEqual([false, false, true]);
  });
});
