import { describe, expect, test } from '@jest/globals';
import { addDays, addMonths, daysBetween, parseDay, parseInstant, type Day } from '@fuhua/kernel';
import fc from 'fast-check';
import {
  calendarOf,
  dueAfterDays,
  dueAfterMonths,
  dueAfterWorkingDays,
  dueOnNamedDate,
  isOverdue,
  isWorkingDay,
  missedFrom,
} from '../index.ts';
import { anyDay } from './any-day.suite.ts';

const day = parseDay;
const calendar = calendarOf('CN-2026-1');
const provisional = false;
const anyCount = fc.integer({ min: 1, max: 60 });

describe('working days are counted from the day after day 0', () => {
  test.each([
    ['2024-03-04', 1, '2024-03-05'],
    ['2024-03-04', 5, '2024-03-11'],
    ['2024-03-08', 1, '2024-03-11'], // Friday
    ['2024-03-09', 1, '2024-03-11'], // received on a Saturday
    ['2024-03-08', 15, '2024-03-29'],
    ['2024-03-15', 20, '2024-04-15'], // over Tomb-Sweeping and a Sunday made up
    ['2024-02-09', 1, '2024-02-18'], // over Spring Festival to a Sunday made up
    ['2024-02-09', 2, '2024-02-19'],
    ['2024-02-17', 1, '2024-02-18'],
    ['2024-09-30', 1, '2024-10-08'],
    ['2024-09-30', 5, '2024-10-12'], // a Saturday made up
    ['2018-12-28', 1, '2018-12-29'],
    ['2018-12-29', 1, '2019-01-02'],
    ['2024-12-31', 1, '2025-01-02'],
    ['2024-02-28', 1, '2024-02-29'],
  ])('%s and %i wd: %s', (day0, n, due) => {
    expect(dueAfterWorkingDays(day(day0), n, calendar)).toEqual({ due, provisional });
  });
});

describe('calendar days and months roll to the next working day', () => {
  test.each([
    ['2024-03-04', 1, '2024-03-05'],
    ['2024-03-04', 30, '2024-04-03'],
    ['2024-03-05', 30, '2024-04-07'], // Tomb-Sweeping, then a Sunday made up
    ['2024-03-01', 1, '2024-03-04'],
    ['2024-01-30', 30, '2024-02-29'],
    ['2024-10-12', 1, '2024-10-14'],
    ['2024-10-11', 1, '2024-10-12'],
    ['2025-04-01', 60, '2025-06-03'],
  ])('%s and %i d: %s', (day0, n, due) => {
    expect(dueAfterDays(day(day0), n, calendar)).toEqual({ due, provisional });
  });

  test.each([
    ['2024-01-31', 1, '2024-02-29'],
    ['2023-01-31', 1, '2023-02-28'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-03-31', 1, '2024-04-30'],
    ['2024-08-31', 1, '2024-09-30'],
    ['2024-09-01', 1, '2024-10-08'],
    ['2024-12-31', 5, '2025-06-03'],
    ['2024-03-04', 6, '2024-09-04'],
    ['2024-02-29', 24, '2026-02-28'], // a Saturday made up
  ])('%s and %i months: %s', (day0, n, due) => {
    expect(dueAfterMonths(day(day0), n, calendar)).toEqual({ due, provisional });
  });

  test.each([
    ['2025-05-31', '2025-06-03'],
    ['2024-05-31', '2024-05-31'],
    ['2024-03-31', '2024-04-01'],
    ['2024-10-01', '2024-10-08'],
    ['2024-02-18', '2024-02-18'],
    ['2022-12-31', '2023-01-03'],
  ])('the named date %s: %s', (named, due) => {
    expect(dueOnNamedDate(day(named), calendar)).toEqual({ due, provisional });
  });
});

describe('a day that was counted on and is not covered makes the due day provisional', () => {
  test.each([
    ['2026-12-23', 1, '2026-12-24', false],
    ['2026-12-24', 1, '2026-12-25', true],
    ['2026-12-18', 4, '2026-12-24', false],
    ['2026-12-18', 5, '2026-12-25', true],
    ['2026-12-25', 1, '2026-12-28', true],
    ['2027-03-01', 1, '2027-03-02', true],
    ['2003-12-30', 2, '2004-01-02', true], // 31 December was counted
    ['2003-12-31', 1, '2004-01-02', false], // day 0 is not counted
  ])('%s and %i wd: %s, provisional: %s', (day0, n, due, expected) => {
    expect(dueAfterWorkingDays(day(day0), n, calendar)).toEqual({ due, provisional: expected });
  });

  test.each([
    ['2026-12-24', '2026-12-24', false],
    ['2026-12-25', '2026-12-25', true],
    ['2026-12-26', '2026-12-28', true],
    ['2027-05-31', '2027-05-31', true],
    ['2003-12-28', '2003-12-29', true],
  ])('the named date %s: %s, provisional: %s', (named, due, expected) => {
    expect(dueOnNamedDate(day(named), calendar)).toEqual({ due, provisional: expected });
  });

  test('days passed over count in calendar days only where the limit ends', () => {
    expect(dueAfterDays(day('2026-12-01'), 23, calendar).provisional).toBe(false);
    expect(dueAfterDays(day('2026-12-01'), 24, calendar).provisional).toBe(true);
    expect(dueAfterMonths(day('2003-12-05'), 1, calendar)).toEqual({
      due: '2004-01-05',
      provisional,
    });
  });
});

test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('%p is no limit', (n) => {
  const wrong = new RangeError(`not a limit: ${String(n)}`);
  expect(() => dueAfterWorkingDays(day('2024-03-04'), n, calendar)).toThrow(wrong);
  expect(() => dueAfterDays(day('2024-03-04'), n, calendar)).toThrow(wrong);
  expect(() => dueAfterMonths(day('2024-03-04'), n, calendar)).toThrow(wrong);
});

test('the due day is in time until its 24:00 in Asia/Shanghai', () => {
  const due = { due: day('2025-06-03'), provisional };
  const days = ['2025-05-31', '2025-06-03', '2025-06-04'].map(day);
  expect(days.map((on) => isOverdue(due, on))).toEqual([false, false, true]);
  expect(missedFrom(due)).toBe(parseInstant('2025-06-04T00:00:00+08:00'));
});

describe('laws of every limit', () => {
  function workingDaysAfter(from: Day, to: Day): number {
    const days = Array.from({ length: daysBetween(from, to) }, (_, i) => addDays(from, i + 1));
    return days.filter((one) => isWorkingDay(one, calendar)).length;
  }

  test('it ends on a working day, the first that there is', () => {
    fc.assert(
      fc.property(anyDay(), anyCount, (day0, n) => {
        const afterDays = dueAfterDays(day0, n, calendar).due;
        const afterMonths = dueAfterMonths(day0, n, calendar).due;
        expect([afterDays, afterMonths].map((due) => isWorkingDay(due, calendar))).toEqual([
          ...[true, true],
        ]);
        expect(workingDaysAfter(addDays(day0, n - 1), afterDays)).toBe(1);
        expect(workingDaysAfter(addDays(addMonths(day0, n), -1), afterMonths)).toBe(1);
      }),
    );
  });

  test('n working days hold n working days, the last of them the due day', () => {
    fc.assert(
      fc.property(anyDay(), anyCount, (day0, n) => {
        const { due } = dueAfterWorkingDays(day0, n, calendar);
        expect(isWorkingDay(due, calendar)).toBe(true);
        expect(workingDaysAfter(day0, due)).toBe(n);
      }),
    );
  });

  test('a longer limit never ends earlier, and one of working days ends later', () => {
    fc.assert(
      fc.property(anyDay(), anyCount, anyCount, (day0, n, more) => {
        for (const dueAfter of [dueAfterDays, dueAfterMonths]) {
          const [sooner, later] = [dueAfter(day0, n, calendar), dueAfter(day0, n + more, calendar)];
          expect(sooner.due <= later.due).toBe(true);
        }
        const sooner = dueAfterWorkingDays(day0, n, calendar);
        expect(sooner.due < dueAfterWorkingDays(day0, n + more, calendar).due).toBe(true);
      }),
    );
  });

  test('a later day 0 never ends earlier', () => {
    fc.assert(
      fc.property(anyDay(), anyDay(), anyCount, (a, b, n) => {
        const [first, second] = a < b ? [a, b] : [b, a];
        for (const dueAfter of [dueAfterWorkingDays, dueAfterDays, dueAfterMonths]) {
          expect(dueAfter(first, n, calendar).due <= dueAfter(second, n, calendar).due).toBe(true);
        }
      }),
    );
  });

  test('the days of a limit in working days add up', () => {
    fc.assert(
      fc.property(anyDay(), anyCount, anyCount, (day0, n, more) => {
        const first = dueAfterWorkingDays(day0, n, calendar).due;
        const both = dueAfterWorkingDays(day0, n + more, calendar).due;
        expect(dueAfterWorkingDays(first, more, calendar).due).toBe(both);
      }),
    );
  });
});
