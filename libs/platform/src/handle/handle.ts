import { setTimeout as delay } from 'node:timers/promises';
import {
  fold,
  ok,
  overlay,
  refuse,
  streamOf,
  type DomainEvent,
  type EventId,
  type Instant,
  type Refusal,
  type Result,
  type Slice,
  type StreamName,
  type Told,
} from '@fuhua/kernel';
import {
  OutcomeUnknown,
  Unavailable,
  WrongRevision,
  type Appended,
  type EventStore,
  type Expected,
  type NewEvent,
  type Position,
  type Recorded,
} from '../event-store/index.ts';
import type { Privacy } from '../privacy/index.ts';
import { compose } from './compose.ts';
import type { CommandContext } from './context.ts';
import { inTurn } from './in-turn.ts';
import { metadataOf, tell, type About } from './metadata.ts';

/** Tries of a whole decision when others write to the same stream in between. */
const DECISION_TRIES_MAX = 3;
/** Pauses before each repeat of an append whose outcome is unknown; after the last it is the caller's to repeat. */
const RESEND_PAUSES_MS = [50, 100, 200, 400, 800, 1600, 3200];

export interface HandlePorts {
  readonly store: EventStore;
  readonly privacy: Privacy;
}

/** What an accepted command left in the history; the same for every repeat of it. */
export interface Handled {
  readonly id: string;
  readonly stream: StreamName;
  readonly revision: number;
  readonly position: Position;
  readonly events: readonly { readonly id: EventId; readonly type: string }[];
  /** The decision among the events, if there is one. */
  readonly decision?: unknown;
}

export type HandleRefusal =
  | { readonly code: 'platform.stale-revision'; readonly actual: Expected }
  | { readonly code: 'platform.conflict' }
  | { readonly code: 'platform.idempotency-key-reused' }
  | { readonly code: 'platform.occurred-in-future'; readonly occurredAt: Instant };

export interface HandleOptions<S, E> {
  /** The id was made for this command: without an Idempotency-Key the stream need not be read. */
  readonly fresh?: boolean;
  /** Whom the events concern. */
  readonly about?: (state: S, events: readonly E[]) => About;
}

interface Standing<S> {
  readonly state: S;
  readonly expected: Expected;
  readonly position: Position;
  readonly recordedAt: Instant | undefined;
}

/**
 * Decides a command in one stream and appends what it decides: the only way anything is written.
 *
 * A command already accepted (same commandId) is answered as it was then. `toCommand` sees the state, so that it can
 * gather facts; it runs again when others wrote in between.
 *
 * @throws OutcomeUnknown — repeat the request with the same Idempotency-Key.
 * @throws Unavailable, TooLarge, UnknownEvent — nothing was written.
 */
export async function handle<S, C, E extends DomainEvent, R extends Refusal>(
  ports: HandlePorts,
  slice: Slice<S, C, E, R>,
  id: string,
  context: CommandContext,
  toCommand: (state: S) => C | Promise<C>,
  options: HandleOptions<S, E> = {},
): Promise<Result<Handled, R | HandleRefusal>> {
  const occurredAt = context.occurredAt ?? context.now;
  if (occurredAt > context.now) return refuse({ code: 'platform.occurred-in-future', occurredAt });
  const stream = streamOf(slice.category, id);
  const decideOnce = (): Promise<Result<Handled, R | HandleRefusal>> =>
    decideAndAppend(ports, slice, id, context, toCommand, options);
  return options.fresh === true ? decideOnce() : inTurn(ports.store, stream, decideOnce);
}

async function decideAndAppend<S, C, E extends DomainEvent, R extends Refusal>(
  ports: HandlePorts,
  slice: Slice<S, C, E, R>,
  id: string,
  context: CommandContext,
  toCommand: (state: S) => C | Promise<C>,
  options: HandleOptions<S, E>,
): Promise<Result<Handled, R | HandleRefusal>> {
  const stream = streamOf(slice.category, id);
  let readFirst = context.keyed || options.fresh !== true;
  for (let tries = 0; ; tries += 1) {
    const recorded = readFirst ? await all(ports.store.readStream(stream)) : [];
    const accepted = acceptedBefore(id, stream, recorded, context);
    if (accepted !== undefined) return accepted;
    if (tries === DECISION_TRIES_MAX) return refuse({ code: 'platform.conflict' });
    const standing = stand(slice, recorded);
    if (context.expected !== undefined && context.expected !== standing.expected) {
      return refuse({ code: 'platform.stale-revision', actual: standing.expected });
    }
    const decided = slice.decider.decide(await toCommand(standing.state), standing.state);
    if (!decided.ok) return decided;
    if (decided.value.length === 0) return ok(nothingNew(id, stream, standing));
    const about = options.about?.(standing.state, decided.value);
    const batch = await compose(
      ports,
      slice,
      stream,
      standing.recordedAt,
      context,
      about,
      decided.value,
    );
    try {
      const appended = await appendForSure(ports.store, stream, standing.expected, batch);
      return ok(handled(id, stream, appended, batch));
    } catch (error) {
      if (!(error instanceof WrongRevision)) throw error;
      readFirst = true;
    }
  }
}

function stand<S, C, E extends DomainEvent, R extends Refusal>(
  slice: Slice<S, C, E, R>,
  recorded: readonly Recorded[],
): Standing<S> {
  const told = recorded.map((event) => tell(slice, event));
  const last = recorded.at(-1);
  const heard = slice.hearsCorrections === true ? told : overlay(told);
  return {
    state: fold(slice.decider, heard as readonly (Told & E)[]),
    expected: last?.revision ?? 'none',
    position: last?.position ?? 0n,
    recordedAt: told.at(-1)?.origin.recordedAt,
  };
}

function acceptedBefore(
  id: string,
  stream: StreamName,
  recorded: readonly Recorded[],
  context: CommandContext,
): Result<Handled, HandleRefusal> | undefined {
  const mine = recorded.filter((event) => metadataOf(event).commandId === context.commandId);
  const last = mine.at(-1);
  if (last === undefined) return undefined;
  if (metadataOf(last).requestHash !== context.requestHash) {
    return refuse({ code: 'platform.idempotency-key-reused' });
  }
  return ok(handled(id, stream, last, mine));
}

/** @throws OutcomeUnknown — not even the repeats got an answer. */
async function appendForSure(
  store: EventStore,
  stream: StreamName,
  expected: Expected,
  events: readonly NewEvent[],
): Promise<Appended> {
  try {
    return await store.append(stream, expected, events);
  } catch (error) {
    if (!(error instanceof OutcomeUnknown)) throw error;
    return resend(store, stream, expected, events, error);
  }
}

/**
 * Repeats identical bytes at the identical revision until the answer is definite. That a repeat wrote nothing, because
 * the engine is still away, is none: it says nothing of the append whose answer was lost.
 */
async function resend(
  store: EventStore,
  stream: StreamName,
  expected: Expected,
  events: readonly NewEvent[],
  unknown: OutcomeUnknown,
): Promise<Appended> {
  for (const pauseMs of RESEND_PAUSES_MS) {
    await delay(pauseMs);
    try {
      return await store.append(stream, expected, events);
    } catch (error) {
      if (!(error instanceof OutcomeUnknown || error instanceof Unavailable)) throw error;
    }
  }
  throw unknown;
}

function nothingNew(id: string, stream: StreamName, standing: Standing<unknown>): Handled {
  const revision = standing.expected === 'none' ? -1 : standing.expected;
  return { id, stream, revision, position: standing.position, events: [] };
}

/** Told from what is stored, so that a repeat is answered in the same words. */
function handled(
  id: string,
  stream: StreamName,
  { revision, position }: Appended,
  events: readonly NewEvent[],
): Handled {
  const made = events.map(({ id: event, type }) => ({ id: event, type }));
  return { id, stream, revision, position, events: made, ...decisionAmong(events) };
}

function decisionAmong(events: readonly NewEvent[]): { readonly decision?: unknown } {
  for (const event of events) {
    const data = JSON.parse(event.data) as object;
    // A text of that name is the number of a document, or names another event.
    if ('decision' in data && typeof data.decision === 'object') return { decision: data.decision };
  }
  return {};
}

async function all<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}
