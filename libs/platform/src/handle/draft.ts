import {
  ok,
  streamOf,
  type DomainEvent,
  type EventId,
  type Instant,
  type Refusal,
  type Result,
  type Slice,
  type Told,
} from '@fuhua/kernel';
import { APPEND_EVENTS_MAX, type EventStore, type NewEvent } from '../event-store/index.ts';
import type { Privacy } from '../privacy/index.ts';
import { compose } from './compose.ts';
import type { CommandContext } from './context.ts';
import type { HandleOptions } from './handle.ts';
import { metadataOf } from './metadata.ts';

/** What was decided and not yet written, an event as its stream will tell it. */
export interface Drafted extends Told {
  readonly id: EventId;
}

/** A new stream that nobody else writes to, decided command by command in memory and appended in few steps. */
export interface Draft<S, C, R> {
  readonly id: string;
  /** After everything decided so far. */
  state(): S;
  /** As `handle` decides, with the same ids; a refusal changes nothing. */
  decide(context: CommandContext, command: C): Promise<Result<readonly Drafted[], R>>;
  /**
   * Appends what is not yet appended, at most 32 events at a time; answers how many.
   * @throws WrongRevision when somebody else has written to the stream, OutcomeUnknown, Unavailable
   */
  append(store: Pick<EventStore, 'append'>): Promise<number>;
}

/** For whoever writes many new streams at once, such as a synthetic province: a command costs no read and no append. */
export function draftOf<S, C, E extends DomainEvent, R extends Refusal>(
  ports: { readonly privacy: Privacy },
  slice: Slice<S, C, E, R>,
  id: string,
  { about }: HandleOptions<S, E> = {},
): Draft<S, C, R> {
  const stream = streamOf(slice.category, id);
  let state = slice.decider.initial;
  let recordedAt: Instant | undefined;
  let revision = -1;
  let decidedEvents = 0;
  let pending: (readonly NewEvent[])[] = [];
  return {
    id,
    state: () => state,
    async decide(context, command) {
      const decided = slice.decider.decide(command, state);
      if (!decided.ok) return decided;
      const concerns = about?.(state, decided.value);
      const args = [ports, slice, stream, recordedAt, context, concerns, decided.value] as const;
      const composed = await compose(...args);
      const drafted = composed.map(({ id: event, type, data, metadata }, index) => {
        const stored = JSON.parse(data) as Readonly<Record<string, unknown>>;
        const { actor, occurredAt, recordedAt: at } = metadataOf({ metadata });
        const origin = {
          id: event,
          stream,
          revision: decidedEvents + index,
          occurredAt,
          recordedAt: at,
          actor,
        };
        recordedAt = at;
        state = slice.decider.evolve(state, { type, data: stored } as unknown as E, origin);
        return { id: event, type, data: stored, origin };
      });
      decidedEvents += composed.length;
      if (composed.length > 0) pending.push(composed);
      return ok(drafted);
    },
    async append(store) {
      const count = pending.flat().length;
      while (pending.length > 0) {
        const commands = commandsThatFit(pending);
        const batch = pending.slice(0, commands).flat();
        await store.append(stream, revision < 0 ? 'none' : revision, batch);
        revision += batch.length;
        pending = pending.slice(commands);
      }
      return count;
    },
  };
}

/** One at least: what one command decided is never torn apart. */
function commandsThatFit(pending: readonly (readonly NewEvent[])[]): number {
  let events = 0;
  const beyond = pending.findIndex((batch) => (events += batch.length) > APPEND_EVENTS_MAX);
  return beyond < 0 ? pending.length : Math.max(beyond, 1);
}
