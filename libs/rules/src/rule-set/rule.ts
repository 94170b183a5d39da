import { Day, EventId } from '@fuhua/kernel';
import { z } from 'zod';
import type { WorkingDayCalendar } from '../calendar/calendar.ts';
import type { Outcome, Text } from '../result.ts';

/** What is known of one thing a rule asks for, since when, until when, and from which events. */
export const Fact = z.object({
  /** JSON. A thing known to be missing has a value that says so; a thing not known is no fact at all. */
  value: z.unknown(),
  validFrom: Day,
  validTo: Day.optional(),
  sources: z.array(EventId),
});
export type Fact<T = unknown> = Omit<z.infer<typeof Fact>, 'value'> & { readonly value: T };

/** By name, `<subject>.<thing>`. What stands not here is unknown, never false (definition 5). */
export type Facts = Readonly<Record<string, Fact>>;

/** The facts of one rule; each may be missing. */
export type Known<F> = { readonly [K in keyof F]?: Fact<F[K]> };

/** The day a rule is asked for, and the calendar it counts working days by. */
export interface At {
  readonly on: Day;
  readonly calendar: WorkingDayCalendar;
}

/** What an implementation says; the rule set adds id, implementation and clause. */
export interface Finding {
  readonly outcome: Outcome;
  readonly reason: Text;
  /** Names of the facts it looked at. */
  readonly facts: readonly string[];
  /** Where a rule says more than pass or fail: the regime, say, or who goes first. JSON. */
  readonly conclusion?: Readonly<Record<string, unknown>> | undefined;
}

/** One implementation of one rule: pure, and never changed once released; a mended one is the next `impl`. */
export interface Rule<P, F extends object> {
  readonly rule: `R-${string}`;
  readonly impl: number;
  /** What a rule set sets: numbers of days, grades, points. */
  readonly params: z.ZodType<P>;
  /** Every fact it may look at, with the schema of its value. */
  readonly facts: { readonly [K in keyof F]: z.core.$ZodType<F[K]> };
  readonly evaluate: (facts: Known<F>, params: P, at: At) => Finding;
}
