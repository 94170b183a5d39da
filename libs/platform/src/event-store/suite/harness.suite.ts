import assert from 'node:assert/strict';
import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { streamOf } from '@fuhua/kernel';
import type { EventId, StreamName } from '@fuhua/kernel';
import { isCaughtUp, OutcomeUnknown, Unavailable } from '../event-store.ts';
import type {
  Appended,
  EventStore,
  Expected,
  NewEvent,
  Position,
  Recorded,
} from '../event-store.ts';

/** One adapter and its engine, prepared for one case. The history need not be empty. */
export interface Harness {
  /** A store over the one history of this harness, opened as another process would. `dispose` closes it. */
  open(): Promise<EventStore>;
  /** Missing where the harness cannot stop the engine. */
  readonly engine?: { stop(): Promise<void>; start(): Promise<void> };
  /** The next append is written, but its answer gets lost. Missing where the harness cannot do that. */
  readonly loseNextAnswer?: () => void;
  /** False for an engine that lets an event id stand in two streams. */
  readonly idsAreUnique: boolean;
  /** What takes longer is taken to hang. */
  readonly patienceMs: number;
  dispose(): Promise<void>;
}

export const guarantees = [
  'all or nothing',
  'optimistic concurrency',
  'repeats',
  'revisions without holes',
  'order',
  'nothing is skipped',
  'bytes',
  'too large',
  'filters',
  'streams',
  'subscriptions',
  'never a false yes',
] as const;

export type Need = 'engine' | 'lost answers' | 'unique ids';

export interface Case {
  readonly guarantee: (typeof guarantees)[number];
  /** A sentence, unique among all cases. */
  readonly title: string;
  /** What the harness must be able to do. */
  readonly needs?: Need;
  /** Throws when the adapter breaks the guarantee. */
  run(harness: Harness): Promise<void>;
}

export function offers(harness: Harness, need: Need | undefined): boolean {
  switch (need) {
    case undefined:
      return true;
    case 'engine':
      return harness.engine !== undefined;
    case 'lost answers':
      return harness.loseNextAnswer !== undefined;
    case 'unique ids':
      return harness.idsAreUnique;
  }
}

/** Of its own, so that cases may share one history. */
export function newCategory(): string {
  return Array.from({ length: 12 }, () => 'abcdefghijklmnopqrstuvwxyz'[randomInt(26)]).join('');
}

export function newStream(category: string = newCategory()): StreamName {
  return streamOf(category, randomUUID());
}

export function newEvent(type = 'Happened', data = '{}', metadata = '{}'): NewEvent {
  return { id: randomUUID() as EventId, type, data, metadata };
}

export function newEvents(count: number, type?: string): readonly NewEvent[] {
  return Array.from({ length: count }, () => newEvent(type));
}

export function idsOf(events: readonly NewEvent[]): readonly string[] {
  return events.map(({ id }) => id);
}

export async function listOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** As many new streams of one event each; answers the events in global order. */
export async function fill(
  store: EventStore,
  category: string,
  count: number,
): Promise<Recorded[]> {
  const after = await store.head();
  for (let n = 0; n < count; n += 1) await store.append(newStream(category), 'none', [newEvent()]);
  const events = await listOf(store.readAll({ after, categories: [category] }));
  assert.equal(events.length, count);
  return events;
}

/** @throws AssertionError when the promise takes longer than the harness is patient. */
export async function soon<T>(harness: Harness, what: string, promise: Promise<T>): Promise<T> {
  const patience = new AbortController();
  const late = delay(harness.patienceMs, undefined, { signal: patience.signal }).then(() =>
    assert.fail(`still waiting: ${what}`),
  );
  late.catch(() => undefined);
  try {
    return await Promise.race([promise, late]);
  } finally {
    patience.abort();
  }
}

/** Takes from a subscription until `enough`, then ends it. @throws AssertionError when that takes too long. */
export async function take(
  harness: Harness,
  items: (signal: AbortSignal) => AsyncIterable<Recorded | { caughtUp: Position }>,
  enough: (events: readonly Recorded[], caughtUp: Position | undefined) => boolean,
): Promise<{ events: readonly Recorded[]; caughtUp: Position | undefined }> {
  const ending = new AbortController();
  const events: Recorded[] = [];
  let caughtUp: Position | undefined;
  const taking = async (): Promise<void> => {
    for await (const item of items(ending.signal)) {
      if (isCaughtUp(item)) caughtUp = item.caughtUp;
      else events.push(item);
      if (enough(events, caughtUp)) return;
    }
    assert.fail('a subscription ended without its signal');
  };
  const taken = taking();
  taken.catch(() => undefined);
  try {
    await soon(harness, `a subscription, after ${String(events.length)} events`, taken);
  } finally {
    ending.abort();
  }
  return { events, caughtUp };
}

/** Repeats the very same call while its outcome is unknown or the engine unavailable. */
export async function appendForSure(
  store: EventStore,
  stream: StreamName,
  expected: Expected,
  events: readonly NewEvent[],
): Promise<Appended> {
  return persist(() => store.append(stream, expected, events));
}

/** Repeats `action`, a turn apart, while the work runs; answers what the work answers. */
export async function during<T>(work: Promise<T>, action: () => Promise<void>): Promise<T> {
  const state = { running: true };
  const ended = (): void => {
    state.running = false;
  };
  work.then(ended, ended);
  while (state.running) {
    await action();
    await new Promise(setImmediate);
  }
  return work;
}

/** Tries again while the engine is not there. */
export async function persist<T>(action: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await action();
    } catch (error) {
      const passing = error instanceof Unavailable || error instanceof OutcomeUnknown;
      if (!passing || tries === 1_000) throw error;
      await delay(20);
    }
  }
}

/** The error, of one of the classes. @throws AssertionError for an answer or any other error. */
export async function refusal<C extends readonly (new (...args: never[]) => Error)[]>(
  promise: Promise<unknown>,
  ...classes: C
): Promise<InstanceType<C[number]>> {
  try {
    await promise;
  } catch (error) {
    for (const type of classes) if (error instanceof type) return error as InstanceType<C[number]>;
    throw new assert.AssertionError({ message: `refused in another way: ${String(error)}` });
  }
  return assert.fail('a false yes');
}
