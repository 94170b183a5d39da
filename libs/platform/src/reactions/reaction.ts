import type { DomainEvent, Origin, Refusal, Result } from '@fuhua/kernel';
import type { CommandContext, Handled, HandleRefusal, Readable } from '../handle/index.ts';
import type { View } from '../views/index.ts';

/**
 * What a refusal of the command means. `done`: the event has had its effect, or never will, and the next one comes.
 * `retry`: it counts as a failure and is tried again, by the retry budget. `park`: nothing helps but a person.
 */
export type RefusalMeans = 'done' | 'retry' | 'park';

/**
 * The next step inside the same service: an event of one stream in, a command to another out.
 *
 * Delivery is at least once and in the order of each stream; different streams are heard side by side. The effect is
 * exactly once because the command's identity is the group's and the event's, so `react` must send one command, by
 * `handle` and with the context it is given, and otherwise leave no trace.
 */
export interface Reaction<E extends DomainEvent = DomainEvent, R extends Refusal = Refusal> {
  /** Names the cursor and the commands for ever, `[a-z][a-z0-9-]*`: another name hears the history from its beginning. */
  readonly group: string;
  /**
   * The streams it hears. An event of any type or shape that this release does not know halts the group: a later
   * release may react to it, and the cursor must not have passed it then.
   */
  readonly on: Readable;
  /** Events of other types are passed over. */
  readonly types: readonly E['type'][];
  /** A view that `react` queries: it is waited for until it has passed the event in hand. */
  readonly after?: View;
  /**
   * Answers what `handle` answered, or `ignored` when this event asks for nothing.
   *
   * The event is as stored: what a correction said of it, before or after, is not in it. A reaction that must follow
   * corrections lists `EventCorrected` among its types; one that needs today's values reads them where they are kept.
   *
   * A throw counts as a failure. Unavailable and OutcomeUnknown do not: the group pauses until the engine answers.
   */
  react(
    event: E & { readonly origin: Origin },
    context: CommandContext,
  ): Promise<Result<Handled, R | HandleRefusal> | 'ignored'>;
  /** Complete. The codes of `handle` itself are the runtime's: a conflict is tried again, any other is a bug and parks. */
  readonly refusals: Readonly<Record<Exclude<R['code'], HandleRefusal['code']>, RefusalMeans>>;
}

export function reaction<E extends DomainEvent, R extends Refusal>(
  definition: Reaction<E, R>,
): Reaction<E, R> {
  return definition;
}
