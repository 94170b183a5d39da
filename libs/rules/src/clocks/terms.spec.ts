import { describe, expect, test } from '@jest/globals';
import { addDays, isInForce, parseDay } from '@fuhua/kernel';
import fc from 'fast-check';
import { atMostMonthsSince, daysBefore, lapseDay, termEnd, withinLookBack } from '../index.ts';
import { anyDay } from './any-day.suite.ts';

const day = parseDay;
const anyMonths = fc.integer({ min: 1, max: 60 });

describe('a term ends on start + n months − 1 day and never rolls', () => {
  test.each([
    ['2024-04-22', 12, '2025-04-21'],
    ['2024-01-01', 24, '2025-12-31'],
    ['2024-01-31', 1, '2024-02-28'],
    ['2023-01-31', 1, '2023-02-27'],
    ['2024-02-29', 12, '2025-02-27'],
    ['2024-03-01', 12, '2025-02-28'],
    ['2023-03-01', 12, '2024-02-29'],
    ['2024-08-31', 6, '2025-02-27'],
    ['2024-06-01', 12, '2025-05-31'], // a Saturday and a holiday
    ['2023-10-02', 12, '2024-10-01'], // National Day
    ['2024-01-01', 36, '2026-12-31'],
  ])('%s for %i months: %s', (start, months, end) => {
    expect(termEnd(day(start), months)).toBe(end);
  });

  test('a longer term ends later', () => {
    fc.assert(
      fc.property(anyDay(), anyMonths, (start, months) => {
        expect(termEnd(start, months) < termEnd(start, months + 1)).toBe(true);
      }),
    );
  });
});

describe('a look-back of n months on day t covers the days after t − n months, up to t', () => {
  test.each([
    ['2024-03-04', 24, '2022-03-04', false],
    ['2024-03-04', 24, '2022-03-05', true],
    ['2024-03-04', 24, '2024-03-04', true],
    ['2024-03-04', 24, '2024-03-05', false],
    ['2024-02-29', 12, '2023-02-28', false],
    ['2024-02-29', 12, '2023-03-01', true],
    ['2025-02-28', 12, '2024-02-28', false],
    ['2025-02-28', 12, '2024-02-29', true],
    ['2024-05-31', 3, '2024-02-29', false],
    ['2024-05-31', 3, '2024-03-01', true],
    ['2024-10-07', 1, '2024-09-07', false], // neither end is a working day
    ['2024-10-07', 1, '2024-09-08', true],
  ])('on %s, %i months: %s is covered: %s', (t, months, text, expected) => {
    expect(withinLookBack(day(t), months, day(text))).toBe(expected);
  });

  test('a longer one covers no less', () => {
    fc.assert(
      fc.property(anyDay(), anyMonths, anyDay(), (t, months, any) => {
        const covers = withinLookBack(t, months, any);
        expect(covers && !withinLookBack(t, months + 1, any)).toBe(false);
      }),
    );
  });
});

describe('at most n months since a day includes the anniversary', () => {
  test.each([
    ['2022-03-04', 24, '2022-03-03', false],
    ['2022-03-04', 24, '2022-03-04', true],
    ['2022-03-04', 24, '2024-03-04', true],
    ['2022-03-04', 24, '2024-03-05', false],
    ['2024-02-29', 24, '2026-02-28', true],
    ['2024-02-29', 24, '2026-03-01', false],
    ['2022-08-31', 6, '2023-02-28', true],
    ['2022-08-31', 6, '2023-03-01', false],
    ['2022-10-01', 24, '2024-10-01', true], // National Day: it does not roll
    ['2022-10-01', 24, '2024-10-08', false],
  ])('since %s, %i months: %s is in: %s', (since, months, text, expected) => {
    expect(atMostMonthsSince(day(since), months, day(text))).toBe(expected);
  });

  test('more months let in no less', () => {
    fc.assert(
      fc.property(anyDay(), anyMonths, anyDay(), (since, months, any) => {
        const isIn = atMostMonthsSince(since, months, any);
        expect(isIn && !atMostMonthsSince(since, months + 1, any)).toBe(false);
      }),
    );
  });
});

test.each([
  ['2025-04-21', 30, '2025-03-22'], // a Saturday: counted back, it does not roll
  ['2025-03-30', 30, '2025-02-28'],
  ['2024-03-30', 30, '2024-02-29'],
  ['2024-01-01', 1, '2023-12-31'],
])('at least so long before %s (%i d) is until %s', (end, days, expected) => {
  expect(daysBefore(day(end), days)).toBe(expected);
});

describe('what is valid lapses on the day after its last', () => {
  test.each([
    ['2028-05-31', '2028-06-01'],
    ['2024-02-28', '2024-02-29'],
    ['2024-12-31', '2025-01-01'],
  ])('valid to %s: %s', (validTo, expected) => {
    expect(lapseDay({ validFrom: day('2023-06-01'), validTo: day(validTo) })).toBe(expected);
  });

  test('and never while it is open', () => {
    expect(lapseDay({ validFrom: day('2023-06-01') })).toBeUndefined();
  });

  test('a term is in force from its start to its end, and not the days around them', () => {
    fc.assert(
      fc.property(anyDay(), anyMonths, (start, months) => {
        const term = { validFrom: start, validTo: termEnd(start, months) };
        const days = [addDays(start, -1), start, term.validTo, lapseDay(term)!];
        expect(days.map((one) => isInForce(term, one))).toEqual([false, true, true, false]);
      }),
    );
  });
});
