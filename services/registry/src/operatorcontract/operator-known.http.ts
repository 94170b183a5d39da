import { addDays, type Day, type EventId } from '@fuhua/kernel';
import { registerIsFresh, type Fact, type Facts } from '@fuhua/rules';
import { begunOn, type FactRow, inForceOn, newestOn } from '@fuhua/directory';
import type { Grade } from './operatorcontract.events.ts';

/** What an organization's own facts say for R-OPR-01, on the day `on` as it is known today. */

export interface KnownOfOperator {
  /** What no fresh register says is unknown, and so no fact (definition 5). */
  readonly facts: Facts;
  /** Every GradeAwarded. */
  readonly awards: readonly EventId[];
}

export function knownOfOperator(
  rows: readonly FactRow[],
  days: { readonly on: Day; readonly today: Day },
): KnownOfOperator {
  const at = { rows, ...days };
  const grade = gradeFact(at);
  const classifications = classificationsFact(at);
  return {
    facts: {
      ...(grade && { 'operator.grade': grade }),
      ...(classifications && { 'operator.classifications': classifications }),
    },
    awards: rows.filter(({ kind }) => kind === 'grade').map(({ event }) => event),
  };
}

interface At {
  readonly rows: readonly FactRow[];
  readonly on: Day;
  readonly today: Day;
}

/** The grade in force on the day, else the one that lapsed last; `none` where the register says that there was never one. */
function gradeFact({ rows, on, today }: At): Fact | undefined {
  const inForce = newestOn(rows, 'grade', on);
  if (inForce !== undefined) return gradeOf(inForce);
  const synchronised = synchronisedBy(rows, 'grades', today);
  if (synchronised === undefined) return undefined;
  const lapsed = begunOn(rows, 'grade', on).at(-1);
  if (lapsed !== undefined) return gradeOf(lapsed);
  return { value: 'none', validFrom: earlier(on, today), sources: [synchronised.event] };
}

function gradeOf(row: FactRow): Fact {
  const { validFrom, event } = row;
  return { value: gradeIn(row), validFrom, validTo: lastDay(row), sources: [event] };
}

/** One that suffices is known as it is recorded; that there is no other one, only the register of registrations says. */
function classificationsFact({ rows, on, today }: At): Fact | undefined {
  const inForce = inForceOn(rows, 'classification', on);
  const value = inForce.map(({ data }) => String(data['classification']));
  const synchronised = synchronisedBy(rows, 'registrations', today);
  const suffices = value.some((one) => one === 'hub' || one === 'social-work-agency');
  if (!suffices && synchronised === undefined) return undefined;
  const sources = inForce.map(({ event }) => event);
  const begun = inForce.map(({ validFrom }) => validFrom).sort();
  const lasts = inForce.flatMap((row) => lastDayOrNone(row) ?? []).sort();
  return {
    value,
    validFrom: begun.at(-1) ?? earlier(on, today),
    ...(lasts[0] !== undefined && { validTo: lasts[0] }),
    sources: suffices || synchronised === undefined ? sources : [...sources, synchronised.event],
  };
}

/** The newest synchronisation of a register, if it is fresh today. */
function synchronisedBy(
  rows: readonly FactRow[],
  register: string,
  today: Day,
): FactRow | undefined {
  const newest = begunOn(rows, 'synchronisation', today)
    .filter(({ data }) => (data['registers'] as readonly string[]).includes(register))
    .at(-1);
  return registerIsFresh(newest?.validFrom, today) ? newest : undefined;
}

export function gradeIn({ data }: FactRow): Grade {
  return data['grade'] as Grade;
}

/** A grade always has one. */
export function lastDay(row: FactRow): Day {
  return lastDayOrNone(row) ?? row.validFrom;
}

function lastDayOrNone({ validTo, endedOn }: FactRow): Day | undefined {
  const ended = endedOn === null ? undefined : addDays(endedOn, -1);
  if (validTo === null || ended === undefined) return validTo ?? ended;
  return earlier(validTo, ended);
}

function earlier(a: Day, b: Day): Day {
  return a < b ? a : b;
}
