import { describe, expect, test } from '@jest/globals';
import { addDays, parseDay, type Day } from '@fuhua/kernel';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import {
  calendarIds,
  calendarOf,
  dayKind,
  isCovered,
  isWorkingDay,
  newestCalendar,
} from '../index.ts';
import { WORKING_DAY_VERSIONS } from './working-days.data.ts';

const day = parseDay;
const published = createRequire(import.meta.url)('chinese-days/dist/chinese-days.json') as {
  readonly holidays: Readonly<Record<string, string>>;
  readonly workdays: Readonly<Record<string, string>>;
};

/** A calendar that ends with 2026, whatever is added later. */
const calendar = calendarOf('CN-2026-1');

/** SHA-256 of each version ever released. Add a line with a version; never change one. */
const released: Readonly<Record<string, string>> = {
  'CN-2026-1': 'ae784ff1f1e1ff48ffb76aa0cbd9b12060cddf87ec4a7d7b64bee00a36ef8a75',
};

describe('versions', () => {
  test('are never changed, taken out or put in between', () => {
    const now = WORKING_DAY_VERSIONS.map((text) => [
      text.slice(0, text.indexOf('\n')),
      createHash('sha256').update(text).digest('hex'),
    ]);
    expect(now).toEqual(Object.entries(released));
    expect(calendarIds).toEqual(Object.keys(released));
  });

  test.each(Object.keys(released))('%s covers the years up to the one in its name', (id) => {
    const { years } = calendarOf(id);
    const last = Number(id.slice(3, 7));
    expect(calendarOf(id).id).toBe(id);
    expect(years).toEqual(Array.from({ length: last - 2003 }, (_, i) => 2004 + i));
  });

  test('the newest is what new decisions count with', () => {
    expect(newestCalendar()).toBe(calendarOf(Object.keys(released).at(-1)!));
  });

  test.each(['', 'CN-2026', 'CN-2026-0', 'CN-1999-1'])('there is none named %j', (id) => {
    expect(() => calendarOf(id)).toThrow(new RangeError(`no such calendar: ${id}`));
  });

  test('the newest says what the installed package says', () => {
    const newest = newestCalendar();
    expect(Array.from(newest.holidays).sort()).toEqual(Object.keys(published.holidays).sort());
    expect(Array.from(newest.makeUpWorkdays).sort()).toEqual(
      Object.keys(published.workdays).sort(),
    );
  });

  test('a make-up workday falls on a weekend, and on no holiday', () => {
    const weekdays = Array.from(calendar.makeUpWorkdays, weekdayOf);
    expect(new Set(weekdays)).toEqual(new Set([0, 6]));
    expect(Array.from(calendar.makeUpWorkdays).filter((d) => calendar.holidays.has(d))).toEqual([]);
  });
});

describe('working days', () => {
  test.each([
    ['2024-02-04', true, 'a Sunday made up for Spring Festival'],
    ['2024-02-09', true, 'the Friday before Spring Festival'],
    ['2024-02-10', false, 'its first day'],
    ['2024-02-17', false, 'its last day'],
    ['2024-02-18', true, 'a Sunday made up'],
    ['2024-02-24', false, 'a Saturday'],
    ['2024-02-25', false, 'a Sunday'],
    ['2024-02-26', true, 'a Monday'],
    ['2024-10-01', false, 'National Day, a Tuesday'],
    ['2024-10-07', false, 'the last day of its holiday, a Monday'],
    ['2024-10-08', true, 'the day after'],
    ['2024-10-12', true, 'a Saturday made up'],
    ['2025-05-30', true, 'a Friday'],
    ['2025-05-31', false, 'Dragon Boat Festival, a Saturday'],
    ['2025-06-02', false, 'a Monday off'],
    ['2025-06-03', true, 'the day after'],
    ['2018-12-29', true, 'a Saturday made up by the notice for 2019'],
    ['2018-12-31', false, 'a Monday off by the notice for 2019'],
    ['2022-12-31', false, 'a Saturday off by the notice for 2023'],
    ['2026-02-14', true, 'a Saturday made up'],
    ['2026-02-23', false, 'the last day of Spring Festival, a Monday'],
  ])('%s is one: %s (%s)', (text, working) => {
    expect(dayKind(day(text), calendar)).toEqual({ working, provisional: false });
    expect(isWorkingDay(day(text), calendar)).toBe(working);
  });
});

describe('a day that no notice can change any more is covered', () => {
  test.each([
    ['2003-12-31', false],
    ['2004-01-01', true],
    ['2025-12-24', true],
    ['2025-12-25', true],
    ['2025-12-31', true],
    ['2026-01-01', true],
    ['2026-12-24', true],
    ['2026-12-25', false],
    ['2026-12-31', false],
    ['2027-01-01', false],
    ['2030-12-31', false],
  ])('%s: %s', (text, expected) => {
    expect(isCovered(day(text), calendar)).toBe(expected);
    expect(dayKind(day(text), calendar).provisional).toBe(!expected);
  });

  test('what notices have moved in a December lies in the part that waits for the next one', () => {
    const moved = [...calendar.holidays, ...calendar.makeUpWorkdays].filter(
      (d) => d.slice(5, 7) === '12',
    );
    expect(moved.sort()).toEqual([
      ...['2006-12-30', '2006-12-31', '2007-12-29', '2007-12-30', '2007-12-31', '2011-12-31'],
      ...['2018-12-29', '2018-12-30', '2018-12-31', '2022-12-31'],
    ]);
    const withoutNext = (year: number) => ({ ...calendar, years: [year] });
    expect(moved.filter((d) => isCovered(d, withoutNext(Number(d.slice(0, 4)))))).toEqual([]);
  });

  test('beyond, Monday to Friday are taken to be working', () => {
    const week = Array.from({ length: 7 }, (_, i) => addDays(day('2027-10-04'), i));
    expect(week.map((d) => dayKind(d, calendar))).toEqual(
      [true, true, true, true, true, false, false].map((working) => ({
        working,
        provisional: true,
      })),
    );
  });
});

function weekdayOf(of: Day): number {
  return new Date(`${of}T00:00:00Z`).getUTCDay();
}
