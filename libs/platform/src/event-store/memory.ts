import type { EventId, StreamName } from '@fuhua/kernel';
import { assertStorable, passes } from './checks.ts';
import { EventIdTaken } from './errors.ts';
import { OutcomeUnknown, Unavailable, WrongRevision } from './event-store.ts';
import type {
  Appended,
  CaughtUp,
  EventStore,
  Expected,
  NewEvent,
  ReadAllOptions,
  ReadStreamOptions,
  Recorded,
  SubscribeOptions,
} from './event-store.ts';

/** What several memory stores share, as processes share a database; it can fail like one. */
export interface MemoryEngine {
  /** The event at position n is number n - 1. */
  readonly log: Recorded[];
  readonly streams: Map<StreamName, Recorded[]>;
  readonly ids: Set<EventId>;
  /** Called after every change and every start. */
  readonly watchers: Set<() => void>;
  running: boolean;
  answersToLose: number;
  /** Until `start`, every call gives Unavailable. */
  stop(): void;
  start(): void;
  /** The next `appends` are written, but their callers hear OutcomeUnknown. */
  loseAnswers(appends: number): void;
}

export function memoryEngine(): MemoryEngine {
  const engine: MemoryEngine = {
    log: [],
    streams: new Map(),
    ids: new Set(),
    watchers: new Set(),
    running: true,
    answersToLose: 0,
    stop: () => {
      engine.running = false;
    },
    start: () => {
      engine.running = true;
      wake(engine);
    },
    loseAnswers: (appends) => {
      engine.answersToLose = appends;
    },
  };
  return engine;
}

/** For unit specs. Its positions are gapless from 1. @throws what the port says, and EventIdTaken */
export function memoryStore(engine: MemoryEngine = memoryEngine()): EventStore {
  const closing = new AbortController();
  const assertUp = (): void => {
    if (closing.signal.aborted) throw new Unavailable('the store is closed');
    if (!engine.running) throw new Unavailable('the engine is stopped');
  };
  return {
    async append(stream, expected, events) {
      assertStorable(stream, expected, events);
      // A turn passes, so that racing callers really interleave.
      await Promise.resolve();
      assertUp();
      const appended = write(engine, stream, expected, events);
      if (engine.answersToLose === 0) return appended;
      engine.answersToLose -= 1;
      throw new OutcomeUnknown('the answer was lost');
    },
    async *readStream(stream, options = {}) {
      await Promise.resolve();
      assertUp();
      yield* cut(engine.streams.get(stream) ?? [], options);
    },
    async *readAll(options = {}) {
      await Promise.resolve();
      assertUp();
      yield* page(engine.log, options);
    },
    subscribe: (options, signal) => follow(engine, options, signal, closing.signal),
    async head() {
      await Promise.resolve();
      assertUp();
      return BigInt(engine.log.length);
    },
    close: () => {
      closing.abort();
      wake(engine);
      return Promise.resolve();
    },
  };
}

function write(
  engine: MemoryEngine,
  stream: StreamName,
  expected: Expected,
  events: readonly NewEvent[],
): Appended {
  const recorded = engine.streams.get(stream) ?? [];
  const first = expected === 'none' ? 0 : expected + 1;
  if (recorded.length !== first) {
    const before = recorded.slice(first, first + events.length);
    const last = before.at(-1);
    const repeated =
      before.length === events.length && before.every(({ id }, n) => id === events[n]?.id);
    if (repeated && last !== undefined) return { revision: last.revision, position: last.position };
    throw new WrongRevision(stream, expected, recorded.at(-1)?.revision ?? 'none');
  }
  const taken = events.filter(({ id }) => engine.ids.has(id));
  if (taken.length > 0)
    throw new EventIdTaken(
      stream,
      taken.map(({ id }) => id),
    );
  for (const { id, type, data, metadata } of events) {
    const position = BigInt(engine.log.length + 1);
    const event = { id, type, data, metadata, stream, revision: recorded.length, position };
    recorded.push(event);
    engine.log.push(event);
    engine.ids.add(id);
  }
  engine.streams.set(stream, recorded);
  wake(engine);
  return { revision: recorded.length - 1, position: BigInt(engine.log.length) };
}

function wake(engine: MemoryEngine): void {
  for (const watcher of engine.watchers) watcher();
}

function cut(
  recorded: readonly Recorded[],
  { from, backwards = false, limit = Infinity }: ReadStreamOptions,
): readonly Recorded[] {
  return backwards
    ? recorded
        .slice(0, (from ?? Infinity) + 1)
        .toReversed()
        .slice(0, limit)
    : recorded.slice(from ?? 0).slice(0, limit);
}

function page(log: readonly Recorded[], options: ReadAllOptions): readonly Recorded[] {
  const later = log.slice(Number(options.after ?? 0n));
  return later.filter((event) => passes(options, event)).slice(0, options.limit);
}

async function* follow(
  engine: MemoryEngine,
  options: SubscribeOptions,
  signal: AbortSignal,
  closing: AbortSignal,
): AsyncGenerator<Recorded | CaughtUp, void> {
  let after = options.after ?? 0n;
  let told: bigint | undefined;
  while (!signal.aborted) {
    if (closing.aborted) throw new Unavailable('the store is closed');
    const next = engine.running ? engine.log[Number(after)] : undefined;
    if (next !== undefined) {
      after = next.position;
      if (passes(options, next)) yield next;
    } else if (engine.running && told !== after) {
      told = after;
      yield { caughtUp: after };
    } else {
      await change(engine, signal);
    }
  }
}

/** Resolves when something was written, the engine started, a store closed, or the signal was given. */
async function change(engine: MemoryEngine, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = (): void => {
      engine.watchers.delete(done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    engine.watchers.add(done);
    signal.addEventListener('abort', done);
  });
}
