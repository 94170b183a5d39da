import { setTimeout as delay } from 'node:timers/promises';
import type { Broken } from '../broken.suite.ts';
import { isCaughtUp } from '../event-store.ts';
import type { CaughtUp, EventStore, Recorded, SubscribeOptions } from '../event-store.ts';
import { memoryStore } from '../memory.ts';
import type { MemoryEngine } from '../memory.ts';
import { listOf } from './harness.suite.ts';

type Items = AsyncIterable<Recorded | CaughtUp>;
type Subscribe = (options: SubscribeOptions, signal: AbortSignal) => Items;

export const brokenSubscribers: readonly Broken[] = [
  subscriber(
    'subscribes from the event at the position',
    ['a subscriber after a position'],
    (store) =>
      ({ after, ...options }, signal) =>
        store.subscribe(after === undefined ? options : { ...options, after: after - 1n }, signal),
  ),
  subscriber(
    'loses what is written between catching up and going live',
    ['a subscriber started in mid-flight'],
    (store) =>
      async function* (options, signal) {
        yield* await listOf(store.readAll(options));
        const caughtUp = await store.head();
        // Until something was written in between: without it nothing would be lost.
        for (let n = 0; n < 1_000 && (await store.head()) === caughtUp; n += 1) await delay(1);
        yield* store.subscribe({ ...options, after: await store.head() }, signal);
      },
  ),
  subscriber(
    'repeats the last event when it goes live',
    ['a subscriber started in mid-flight', 'a subscriber after a position'],
    (store) =>
      async function* (options, signal) {
        const events = await listOf(store.readAll(options));
        yield* events;
        const after = events.at(-1)?.position ?? options.after ?? 0n;
        yield* store.subscribe({ ...options, after: after - 1n }, signal);
      },
  ),
  subscriber(
    'gives nothing but what is new',
    ['a subscriber after a position', 'a filtered subscriber', 'a subscription ends'],
    (store) =>
      async function* (options, signal) {
        yield* store.subscribe({ ...options, after: await store.head() }, signal);
      },
  ),
  subscriber(
    'never says that it caught up',
    ['a subscriber to nothing', 'a filtered subscriber'],
    (store) =>
      async function* (options, signal) {
        for await (const item of store.subscribe(options, signal)) {
          if (!isCaughtUp(item)) yield item;
        }
      },
  ),
  subscriber(
    'says that it caught up before it delivered',
    ['a subscriber to nothing'],
    (store) =>
      async function* (options, signal) {
        yield { caughtUp: await store.head() };
        yield* store.subscribe(options, signal);
      },
  ),
  subscriber(
    'keeps the cursor at the last event that passed',
    ['a filtered subscriber'],
    (store) =>
      async function* (options, signal) {
        let position = options.after ?? 0n;
        for await (const item of store.subscribe(options, signal)) {
          if (!isCaughtUp(item)) position = item.position;
          yield isCaughtUp(item) ? { caughtUp: position } : item;
        }
      },
  ),
  subscriber(
    'moves the cursor only while it catches up',
    ['a filtered subscriber'],
    (store) =>
      async function* (options, signal) {
        let caughtUp = false;
        for await (const item of store.subscribe(options, signal)) {
          if (!isCaughtUp(item) || !caughtUp) yield item;
          caughtUp ||= isCaughtUp(item);
        }
      },
  ),
  subscriber(
    'hears only what its own process writes',
    ['a subscriber hears of what another process writes'],
    (store) => {
      const mine = new Set<string>();
      const { append } = store;
      store.append = (stream, expected, events) => {
        for (const { id } of events) mine.add(id);
        return append(stream, expected, events);
      };
      return async function* (options, signal) {
        let live = false;
        for await (const item of store.subscribe(options, signal)) {
          if (isCaughtUp(item) || !live || mine.has(item.id)) yield item;
          live ||= isCaughtUp(item);
        }
      };
    },
  ),
  subscriber(
    'does not hear its signal while it waits',
    ['a subscription ends'],
    (store) =>
      async function* (options, signal) {
        for await (const item of store.subscribe(options, new AbortController().signal)) {
          if (signal.aborted) return;
          yield item;
        }
      },
  ),
  subscriber(
    'delivers on after its signal',
    ['a subscription ends'],
    (store) =>
      async function* (options, signal) {
        yield* await listOf(store.readAll(options));
        yield* store.subscribe({ ...options, after: await store.head() }, signal);
      },
  ),
  subscriber(
    'ends when the engine stops',
    ['a subscription lives through'],
    (store, engine) => (options, signal) => {
      const ending = new AbortController();
      const looking = setInterval(() => {
        if (!engine.running || signal.aborted) ending.abort();
        if (ending.signal.aborted) clearInterval(looking);
      }, 1);
      looking.unref();
      return store.subscribe(options, ending.signal);
    },
  ),
  subscriber(
    'begins anew after the engine stopped',
    ['a subscription lives through'],
    (store, engine) =>
      async function* (options, signal) {
        while (!signal.aborted) {
          const cut = new AbortController();
          const looking = setInterval(() => {
            if (!engine.running || signal.aborted) cut.abort();
            if (cut.signal.aborted) clearInterval(looking);
          }, 1);
          looking.unref();
          yield* store.subscribe(options, cut.signal);
          await delay(1);
        }
      },
  ),
];

function subscriber(
  fault: string,
  caughtBy: readonly string[],
  subscribe: (store: EventStore, engine: MemoryEngine) => Subscribe,
): Broken {
  const open = (engine: MemoryEngine): EventStore => {
    const store = memoryStore(engine);
    const broken = subscribe({ ...store }, engine);
    return { ...store, subscribe: broken };
  };
  return { fault, caughtBy, open };
}
