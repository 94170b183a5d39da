import { parseDay, type Day, type EventId } from '@fuhua/kernel';
import { calendarOf, type At, type Fact, type Known } from '../index.ts';

const source = '0192f0c1-0000-7000-8000-000000000001' as EventId;

/** Known since 2023, and without an end. */
export function fact<T>(value: T, from = '2023-01-01', to?: string): Fact<T> {
  const validity = {
    validFrom: parseDay(from),
    ...(to !== undefined && { validTo: parseDay(to) }),
  };
  return { value, ...validity, sources: [source] };
}

/** Each value as a fact; what is undefined is not known. */
export function known<F extends object>(values: {
  readonly [K in keyof F]?: F[K] | undefined;
}): Known<F> {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, fact(value)])) as Known<F>;
}

export function at(on: string): At {
  return { on: parseDay(on), calendar: calendarOf('CN-2026-1') };
}

export const days = (...texts: readonly string[]): readonly Day[] => texts.map(parseDay);
