import { z } from 'zod';

const MS_PER_DAY = 86_400_000;
const SHANGHAI_OFFSET_MS = 8 * 3_600_000; // no daylight saving since 1991; every day the record knows is later
const FIRST_MS = Date.parse('1900-01-01T00:00:00+08:00');
const LAST_MS = Date.parse('9999-12-31T23:59:59.999+08:00');
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const INSTANT =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;

/** A calendar day in Asia/Shanghai, `YYYY-MM-DD`, 1900-01-01 … 9999-12-31. Days compare as text. */
export const Day = z
  .string()
  .refine(isDay, { error: 'must be an existing day, YYYY-MM-DD' })
  .brand<'Day'>();
export type Day = z.infer<typeof Day>;

/**
 * A point in time on such a day, RFC 3339 with offset. Stored instants are UTC with milliseconds, so that they compare
 * as text.
 */
export const Instant = z
  .string()
  .refine(isInstant, { error: 'must be an instant, RFC 3339 with offset' })
  .brand<'Instant'>();
export type Instant = z.infer<typeof Instant>;

/** An inclusive validity, open when `validTo` is missing (definition 3). */
export interface Validity {
  readonly validFrom: Day;
  readonly validTo?: Day | undefined;
}

function isDay(text: string): boolean {
  return exists(text) && Number(text.slice(0, 4)) >= 1900;
}

function exists(day: string): boolean {
  const match = DAY.exec(day);
  if (match === null) return false;
  const [, year, month, date] = match.map(Number) as [number, number, number, number];
  const found = new Date(Date.UTC(year, month - 1, date));
  return found.getUTCMonth() === month - 1 && found.getUTCDate() === date;
}

function isInstant(text: string): boolean {
  return INSTANT.test(text) && exists(text.slice(0, 10)) && isWithin(Date.parse(text));
}

function isWithin(ms: number): boolean {
  return ms >= FIRST_MS && ms <= LAST_MS;
}

/** Beyond, text would no longer compare as time does. */
function assertWithin(ms: number): void {
  if (!isWithin(ms)) throw new RangeError(`outside the years 1900 to 9999: ${String(ms)} ms`);
}

/** @throws RangeError when the text is not an existing day. */
export function parseDay(text: string): Day {
  if (!isDay(text)) throw new RangeError(`not a day: ${JSON.stringify(text)}`);
  return text as Day;
}

/** Normalises to UTC with milliseconds. @throws RangeError when the text is not an RFC 3339 instant. */
export function parseInstant(text: string): Instant {
  if (!isInstant(text)) throw new RangeError(`not an instant: ${JSON.stringify(text)}`);
  return new Date(text).toISOString() as Instant;
}

/** @throws RangeError outside 1900-01-01 … 9999-12-31, Asia/Shanghai. */
export function instantOfEpochMs(ms: number): Instant {
  assertWithin(ms);
  return new Date(ms).toISOString() as Instant;
}

export function epochMsOf(instant: Instant): number {
  return Date.parse(instant);
}

/** The day an instant falls on in Asia/Shanghai. */
export function dayOf(instant: Instant): Day {
  return new Date(epochMsOf(instant) + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10) as Day;
}

/** 00:00 Asia/Shanghai of the day (definition 1: days entered without a time). */
export function startOfDay(day: Day): Instant {
  return instantOfEpochMs(Date.parse(`${day}T00:00:00+08:00`));
}

export function latest(a: Instant, b: Instant): Instant {
  return a < b ? b : a;
}

function utc(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`);
}

function dayOfUtc(ms: number): Day {
  assertWithin(ms - SHANGHAI_OFFSET_MS);
  return new Date(ms).toISOString().slice(0, 10) as Day;
}

/** @throws RangeError outside 1900-01-01 … 9999-12-31. */
export function addDays(day: Day, days: number): Day {
  return dayOfUtc(utc(day) + days * MS_PER_DAY);
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return (utc(to) - utc(from)) / MS_PER_DAY;
}

/** Same day number, else the month's last day (definition 2). @throws RangeError outside 1900-01-01 … 9999-12-31. */
export function addMonths(day: Day, months: number): Day {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const lastDate = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return dayOfUtc(Date.UTC(year, month - 1 + months, Math.min(date, lastDate)));
}

/** Inclusive at both ends (definition 3). */
export function isInForce(validity: Validity, on: Day): boolean {
  return validity.validFrom <= on && (validity.validTo === undefined || on <= validity.validTo);
}
