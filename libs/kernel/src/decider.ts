import type { Catalogue, Origin, Told } from './event.ts';
import type { Refusal, Result } from './result.ts';
import type { OverridingOutcome } from './shared.events.ts';
import type { Instant } from './time.ts';

/** Pure. Clock, ids and facts come in the command; whatever it decides is in the events. */
export interface Decider<S, C, E, R> {
  readonly initial: S;
  /** Never throws for a business reason. */
  decide(command: C, state: S): Result<readonly E[], R>;
  /** Never fails; knows every event of its catalogue. */
  evolve(state: S, event: E, origin: Origin): S;
  /** What becomes due if nothing happens. */
  deadlines?(state: S): readonly Deadline[];
}

export interface Deadline {
  readonly name: string;
  readonly due: Instant;
}

export interface DomainEvent {
  readonly type: string;
  readonly data: object;
}

/** One decider with the category of its streams and every event it ever stored. */
export interface Slice<S, C, E extends DomainEvent, R extends Refusal> {
  readonly category: string;
  readonly events: Catalogue;
  readonly decider: Decider<S, C, E, R>;
  /** Brings stored data of an older shape to today's; needed from the second shape of any event on. */
  readonly upcast?: Upcast;
  /** Only the deciders of shared events: they fold the stream as written, before the overlay. */
  readonly hearsCorrections?: true;
}

/**
 * What follows in a slice where two persons put another outcome in place of a decision's (definition 20): pure, beside
 * the decider. `not-offered` where decisions of that kind cannot be overridden.
 */
export type Override<S, E extends DomainEvent, R extends Refusal> = (
  state: S,
  overridden: Overridden,
) => Result<readonly E[], R> | 'not-offered';

/** An outcome put in place of what the rules said. */
export interface Overridden {
  /** The event that holds the decision. */
  readonly event: Told;
  readonly outcome: OverridingOutcome;
  readonly conclusion?: Readonly<Record<string, unknown>> | undefined;
  readonly now: Instant;
}

export type Upcast = (
  type: string,
  shape: number,
  data: Readonly<Record<string, unknown>>,
) => Readonly<Record<string, unknown>>;

/** Folds events that already had their corrections applied. */
export function fold<S, E extends DomainEvent>(
  decider: Pick<Decider<S, never, E, never>, 'initial' | 'evolve'>,
  events: Iterable<E & { readonly origin: Origin }>,
): S {
  let state = decider.initial;
  for (const event of events) state = decider.evolve(state, event, event.origin);
  return state;
}
