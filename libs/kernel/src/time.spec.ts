import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  addMonths,
  Day,
  dayOf,
  daysBetween,
  epochMsOf,
  Instant,
  instantOfEpochMs,
  isInForce,
  latest,
  parseDay,
  parseInstant,
  startOfDay,
  type Validity,
} from './index.ts';

const day = parseDay;
const anyDay = fc.integer({ min: 0, max: 2_958_463 }).map((n) => addDays(day('1900-01-01'), n));
/** Leaves room for arithmetic. */
const innerDay = fc
  .integer({ min: 40_000, max: 2_900_000 })
  .map((n) => addDays(day('1900-01-01'), n));

test.each(['1900-01-01', '1999-12-31', '2000-02-29', '2024-02-29', '2024-12-31', '9999-12-31'])(
  '%s is a day',
  (text) => {
    expect(Day.parse(text)).toBe(text);
    expect(parseDay(text)).toBe(text);
  },
);

test.each([
  ...['', '2024', '2024-1-1', '20240101', '2024/01/01', ' 2024-01-01', '2024-01-01 '],
  ...['2024-01-01T00:00:00Z', '24-01-01', '12024-01-01', '-2024-01-01', '２０２４-01-01'],
  ...['2023-02-29', '1900-02-29', '2100-02-29', '2024-02-30', '2024-04-31', '2024-06-31'],
  ...['2024-00-01', '2024-13-01', '2024-01-00', '2024-01-32', '1899-12-31', '0000-01-01'],
])('%j is no day', (text) => {
  expect(Day.safeParse(text).success).toBe(false);
  expect(() => parseDay(text)).toThrow(new RangeError(`not a day: ${JSON.stringify(text)}`));
});

test.each([
  ['2024-03-04T09:00:00+08:00', '2024-03-04T01:00:00.000Z'],
  ['2024-03-04T01:00:00Z', '2024-03-04T01:00:00.000Z'],
  ['2024-03-04T00:00:00+08:00', '2024-03-03T16:00:00.000Z'],
  ['2024-03-04T01:00:00.5Z', '2024-03-04T01:00:00.500Z'],
  ['2024-03-04T01:00:00.123456789Z', '2024-03-04T01:00:00.123Z'],
  ['2024-02-29T23:59:59.999-14:00', '2024-03-01T13:59:59.999Z'],
  ['2024-03-04T01:00:00-00:00', '2024-03-04T01:00:00.000Z'],
  ['1900-01-01T00:00:00+08:00', '1899-12-31T16:00:00.000Z'],
  ['1899-12-31T16:00:00.000Z', '1899-12-31T16:00:00.000Z'],
  ['9999-12-31T23:59:59.999+08:00', '9999-12-31T15:59:59.999Z'],
])('the instant %s is stored as %s', (text, stored) => {
  expect(parseInstant(text)).toBe(stored);
  expect(Instant.safeParse(text).success).toBe(true);
  expect(Instant.safeParse(stored).success).toBe(true);
});

test.each([
  ...['', '2024-03-04', '2024-03-04T09:00:00', '2024-03-04 09:00:00Z', '2024-03-04T09:00Z'],
  ...['2024-03-04t09:00:00z', '2024-03-04T24:00:00Z', '2024-03-04T23:60:00Z'],
  ...['2024-03-04T23:59:60Z', '2024-02-30T00:00:00Z', '2023-02-29T00:00:00Z'],
  ...['2024-03-04T09:00:00+0800', '2024-03-04T09:00:00+15:00', '2024-03-04T09:00:00+08:60'],
  ...['2024-03-04T09:00:00.Z', '2024-03-04T09:00:00.1234567890Z', '2024-03-04T09:00:00Z\n'],
  ...['1899-12-31T15:59:59.999Z', '1900-01-01T00:00:00+09:00', '9999-12-31T16:00:00Z'],
  ...['9999-12-31T23:59:59-14:00', '0099-01-01T00:00:00Z', '0001-01-01T00:00:00Z'],
])('%j is no instant', (text) => {
  expect(Instant.safeParse(text).success).toBe(false);
  expect(() => parseInstant(text)).toThrow(RangeError);
});

test('stored instants compare as text as they do in time', () => {
  const any = fc
    .integer({ min: Date.parse('1899-12-31T16:00:00Z'), max: Date.parse('9999-12-31T15:59:59Z') })
    .map(instantOfEpochMs);
  fc.assert(
    fc.property(any, any, (a, b) => {
      expect(a < b).toBe(epochMsOf(a) < epochMsOf(b));
      expect(latest(a, b)).toBe(epochMsOf(a) < epochMsOf(b) ? b : a);
      expect(parseInstant(a)).toBe(a);
      expect(Day.safeParse(dayOf(a)).success).toBe(true);
    }),
  );
});

test.each([
  ['2024-03-04T15:59:59.999Z', '2024-03-04'],
  ['2024-03-04T16:00:00.000Z', '2024-03-05'],
  ['2024-02-28T16:00:00.000Z', '2024-02-29'],
  ['2024-02-29T16:00:00.000Z', '2024-03-01'],
  ['2023-12-31T15:59:59.999Z', '2023-12-31'],
  ['2023-12-31T16:00:00.000Z', '2024-01-01'],
])('%s falls on %s in Asia/Shanghai', (instant, expected) => {
  expect(dayOf(parseInstant(instant))).toBe(expected);
});

test('a day starts at 00:00 Asia/Shanghai, and the millisecond before is the day before', () => {
  fc.assert(
    fc.property(innerDay, (any) => {
      const start = startOfDay(any);
      expect(Instant.safeParse(start).success).toBe(true);
      expect(dayOf(start)).toBe(any);
      expect(dayOf(instantOfEpochMs(epochMsOf(start) - 1))).toBe(addDays(any, -1));
    }),
  );
  expect(startOfDay(day('2024-03-04'))).toBe('2024-03-03T16:00:00.000Z');
  expect(dayOf(startOfDay(day('1900-01-01')))).toBe('1900-01-01');
});

test.each([
  ['2024-01-31', 1, '2024-02-29'],
  ['2023-01-31', 1, '2023-02-28'],
  ['2100-01-31', 1, '2100-02-28'],
  ['2000-01-31', 1, '2000-02-29'],
  ['2024-01-30', 1, '2024-02-29'],
  ['2024-01-29', 1, '2024-02-29'],
  ['2024-01-28', 1, '2024-02-28'],
  ['2024-02-29', 1, '2024-03-29'],
  ['2024-02-29', 12, '2025-02-28'],
  ['2024-02-29', 24, '2026-02-28'],
  ['2024-02-29', 48, '2028-02-29'],
  ['2024-03-31', 1, '2024-04-30'],
  ['2024-10-31', 4, '2025-02-28'],
  ['2024-11-30', 1, '2024-12-30'],
  ['2024-12-31', 1, '2025-01-31'],
  ['2024-12-31', 24, '2026-12-31'],
  ['2024-03-31', -1, '2024-02-29'],
  ['2024-01-31', -1, '2023-12-31'],
  ['2025-02-28', -12, '2024-02-28'],
  ['2024-05-31', -15, '2023-02-28'],
  ['2024-03-04', 0, '2024-03-04'],
])('%s and %i months is %s', (from, months, to) => {
  expect(addMonths(day(from), months)).toBe(to);
});

test('months keep the day number or end with the month, in the month that is so many months away', () => {
  const monthOf = (text: string): number =>
    Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
  const months = fc.integer({ min: -1_200, max: 1_200 });
  fc.assert(
    fc.property(innerDay, months, (from, count) => {
      const to = addMonths(from, count);
      expect(monthOf(to) - monthOf(from)).toBe(count);
      if (to.slice(8) === from.slice(8)) return;
      expect(addDays(to, 1).slice(8)).toBe('01');
      expect(to.slice(8) < from.slice(8)).toBe(true);
    }),
  );
});

test('days added and days between agree, over any end of month or year', () => {
  fc.assert(
    fc.property(anyDay, anyDay, (from, to) => {
      const between = daysBetween(from, to);
      expect(Number.isInteger(between)).toBe(true);
      expect(addDays(from, between)).toBe(to);
      expect(daysBetween(to, from)).toBe(0 - between);
      expect(between > 0).toBe(from < to);
    }),
  );
  expect(daysBetween(day('2024-02-28'), day('2024-03-01'))).toBe(2);
  expect(daysBetween(day('2023-02-28'), day('2023-03-01'))).toBe(1);
});

test.each([
  () => addDays(day('9999-12-31'), 1),
  () => addDays(day('1900-01-01'), -1),
  () => addMonths(day('9999-12-01'), 1),
  () => addMonths(day('1900-01-31'), -1),
  () => instantOfEpochMs(Date.parse('9999-12-31T16:00:00Z')),
  () => instantOfEpochMs(Date.parse('1899-12-31T15:59:59.999Z')),
  () => instantOfEpochMs(Number.NaN),
])('what leaves the years 1900 to 9999 is a bug, not a day that compares wrongly', (leave) => {
  expect(leave).toThrow(RangeError);
});

test.each<[string, boolean, Validity]>([
  ['2024-03-03', false, { validFrom: day('2024-03-04') }],
  ['2024-03-04', true, { validFrom: day('2024-03-04') }],
  ['9999-12-31', true, { validFrom: day('2024-03-04') }],
  ['2024-03-04', true, { validFrom: day('2024-03-04'), validTo: day('2024-03-04') }],
  ['2024-03-05', false, { validFrom: day('2024-03-04'), validTo: day('2024-03-04') }],
  ['2024-03-31', true, { validFrom: day('2024-03-04'), validTo: day('2024-03-31') }],
  ['2024-04-01', false, { validFrom: day('2024-03-04'), validTo: day('2024-03-31') }],
  ['2024-03-04', false, { validFrom: day('2024-03-04'), validTo: day('2024-03-03') }],
])('on %s in force: %j, inclusive at both ends', (on, expected, validity) => {
  expect(isInForce(validity, day(on))).toBe(expected);
});
