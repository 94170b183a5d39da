import type { Day } from '@fuhua/kernel';
import { calendar } from '../../src/case/case.suite.ts';

/**
 * The model's own day arithmetic: a day is its place in a list that is written out day by day, and everything else counts
 * along that list. Of the calendar it takes the data alone: which days are holidays, which are make-up workdays.
 */

const FIRST_YEAR = 2012;
const LAST_YEAR = 2036;
/** 2012-01-01 was a Sunday. */
const FIRST_WEEKDAY = 0;

const written: readonly string[] = yearsWritten();
const places = new Map(written.map((day, place) => [day, place]));

function yearsWritten(): readonly string[] {
  const all: string[] = [];
  for (let year = FIRST_YEAR; year <= LAST_YEAR; year += 1) {
    for (let month = 1; month <= 12; month += 1) {
      for (let day = 1; day <= lengthOf(year, month); day += 1) all.push(dayText(year, month, day));
    }
  }
  return all;
}

function lengthOf(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  if (month === 2) return isLeap ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function dayText(year: number, month: number, day: number): string {
  return `${String(year)}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** @throws RangeError beyond the list */
export function placeOf(day: string): number {
  const place = places.get(day);
  if (place === undefined) throw new RangeError(`not in the list: ${day}`);
  return place;
}

/** @throws RangeError beyond the list */
export function dayAt(place: number): Day {
  const day = written[place];
  if (day === undefined) throw new RangeError(`not in the list: ${String(place)}`);
  return day as Day;
}

function isWorking(place: number): boolean {
  const day = dayAt(place);
  if (calendar.makeUpWorkdays.has(day)) return true;
  const weekday = (FIRST_WEEKDAY + place) % 7;
  return !calendar.holidays.has(day) && weekday !== 0 && weekday !== 6;
}

/** `n wd`: so many working days after day 0 (definition 1). */
export function afterWorkingDays(day0: number, n: number): number {
  let [place, left] = [day0, n];
  while (left > 0) {
    place += 1;
    if (isWorking(place)) left -= 1;
  }
  return place;
}

/** What ends on a day off ends on the next working day (definition 1). */
export function rolled(place: number): number {
  return isWorking(place) ? place : rolled(place + 1);
}

/** Same day number, else the month's last day (definition 2). */
export function monthsLater(place: number, n: number): number {
  const [year = 0, month = 0, day = 0] = dayAt(place).split('-').map(Number);
  const [toYear, toMonth] = monthAfter(year, month, n);
  return placeOf(dayText(toYear, toMonth, Math.min(day, lengthOf(toYear, toMonth))));
}

function monthAfter(year: number, month: number, n: number): readonly [number, number] {
  let [toYear, toMonth] = [year, month];
  for (let step = 0; step < Math.abs(n); step += 1) {
    toMonth += n > 0 ? 1 : -1;
    if (toMonth === 13) [toYear, toMonth] = [toYear + 1, 1];
    if (toMonth === 0) [toYear, toMonth] = [toYear - 1, 12];
  }
  return [toYear, toMonth];
}

/** Of a term of n months (definition 2). */
export function lastOfTerm(start: number, months: number): number {
  return monthsLater(start, months) - 1;
}

export function yearOf(place: number): number {
  return Number(dayAt(place).slice(0, 4));
}
