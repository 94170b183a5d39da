import { setImmediate as turn } from 'node:timers/promises';
import type { StreamName } from '@fuhua/kernel';
import type { Broken } from '../broken.suite.ts';
import { OutcomeUnknown, TooLarge, Unavailable, WrongRevision } from '../event-store.ts';
import type { Appended, EventStore, Expected, NewEvent } from '../event-store.ts';
import { memoryStore } from '../memory.ts';
import type { MemoryEngine } from '../memory.ts';
import { newEvent, newEvents } from './harness.suite.ts';

type Append = EventStore['append'];

export const brokenWriters: readonly Broken[] = [
  writer(
    'loses the second event of an append',
    ['an append of several events is written whole', 'a repeat that adds an event', 'any sequence'],
    (store) => (stream, expected, events) =>
      store.append(stream, expected, [...events.slice(0, 1), ...events.slice(2)]),
  ),
  writer(
    'leaves the first event of a refused append behind',
    ['a refused append leaves nothing behind', 'a repeat that adds an event'],
    (store) => (stream, expected, events) =>
      store.append(stream, expected, events).catch(async (error: unknown) => {
        if (error instanceof WrongRevision) {
          await store.append(stream, error.actual, [newEvent()]);
        }
        throw error;
      }),
  ),
  writer(
    'writes the events of an append one after the other',
    ['a reader never sees a part of an append'],
    (store) => async (stream, expected, events) => {
      let appended: Appended | undefined;
      for (const [n, event] of events.entries()) {
        appended = await store.append(stream, plus(expected, n), [event]);
        await turn();
      }
      return appended ?? store.append(stream, expected, []);
    },
  ),
  writer(
    'ignores the expected revision',
    ['of 64 writers racing', 'a wrong expectation is refused', 'any sequence'],
    ignoringExpectation,
  ),
  writer(
    'checks the expectation, then writes a turn later',
    ['of 64 writers racing'],
    (store) => async (stream, expected, events) => {
      for await (const last of store.readStream(stream, { backwards: true, limit: 1 })) {
        if (last.revision !== expected) return store.append(stream, expected, events);
      }
      await turn();
      return ignoringExpectation(store)(stream, expected, events);
    },
  ),
  writer(
    'takes an expected new stream for any stream',
    ['a wrong expectation is refused', 'of 64 writers racing'],
    (store) => (stream, expected, events) =>
      (expected === 'none' ? ignoringExpectation(store) : store.append)(stream, expected, events),
  ),
  writer(
    'does not tell where the stream stands',
    ['a wrong expectation is refused', '64 writers that try again'],
    (store) => (stream, expected, events) =>
      store.append(stream, expected, events).catch((error: unknown) => {
        throw error instanceof WrongRevision
          ? new WrongRevision(stream, expected, expected)
          : error;
      }),
  ),
  writer(
    'refuses a repeat',
    ['an append repeated after others', 'thirty copies', 'an append whose answer was lost'],
    onRepeat((_store, _appended, stream, expected) =>
      Promise.reject(new WrongRevision(stream, expected, expected)),
    ),
  ),
  writer(
    'writes a repeat again',
    [
      'an append repeated after others',
      'thirty copies',
      'a repeat of only the first events',
      'an append whose answer was lost',
      'any sequence',
    ],
    onRepeat((store, appended, stream, _expected, events) =>
      ignoringExpectation(store)(stream, appended.revision, newEvents(events.length)),
    ),
  ),
  forgettingRepeatsOnRestart(),
  writer(
    'recognises a repeat by its first event alone',
    ['a repeat that adds an event', 'any sequence'],
    (store) => (stream, expected, events) =>
      store.append(stream, expected, events).catch(async (error: unknown) => {
        const from = expected === 'none' ? 0 : expected + 1;
        for await (const { id, revision, position } of store.readStream(stream, {
          from,
          limit: 1,
        })) {
          if (id === events[0]?.id) return { revision, position };
        }
        throw error;
      }),
  ),
  letsIdsStandTwice(),
  writer(
    'says that nothing was written when it does not know',
    ['an append whose answer was lost'],
    (store) => (stream, expected, events) =>
      store.append(stream, expected, events).catch((error: unknown) => {
        throw error instanceof OutcomeUnknown ? new Unavailable('no answer') : error;
      }),
  ),
  writer(
    'sends an append of unknown outcome again under new ids',
    ['an append whose answer was lost'],
    (store) => (stream, expected, events) =>
      store.append(stream, expected, events).catch((error: unknown) => {
        if (!(error instanceof OutcomeUnknown)) throw error;
        return ignoringExpectation(store)(stream, expected, newEvents(events.length));
      }),
  ),
  writer(
    'writes what fits of an append that is too large',
    ['32 events, 256 KiB an event'],
    (store) => (stream, expected, events) =>
      store.append(stream, expected, events).catch((error: unknown) => {
        if (!(error instanceof TooLarge)) throw error;
        return store.append(stream, expected, [newEvent()]);
      }),
  ),
  writer(
    'refuses what is not too large',
    ['32 events, 256 KiB an event'],
    (store) => (stream, expected, events) =>
      events.some(({ data }) => data.length > 65_536)
        ? Promise.reject(new TooLarge('64 KiB'))
        : store.append(stream, expected, events),
  ),
  writer(
    'sends before it looks at the size',
    ['what is too large is refused before sending'],
    (store) => async (stream, expected, events) => {
      await store.head();
      return store.append(stream, expected, events);
    },
  ),
  writer(
    'says yes to an append without events',
    ['an append without events'],
    (store) => async (stream, expected, events) =>
      events.length === 0
        ? { revision: -1, position: await store.head() }
        : store.append(stream, expected, events),
  ),
  writer(
    'says yes when the engine is stopped',
    ['a stopped engine gives', 'when the engine stops under load'],
    (store) => (stream, expected, events) =>
      store.append(stream, expected, events).catch((error: unknown) => {
        if (!(error instanceof Unavailable)) throw error;
        return { revision: events.length, position: 1n };
      }),
  ),
  writer(
    'says yes before it wrote',
    ['when the engine stops under load'],
    (store) => async (stream, expected, events) => {
      const revision = (expected === 'none' ? -1 : expected) + events.length;
      const position = (await store.head()) + BigInt(events.length);
      // So long that something is owed whenever the engine stops.
      setTimeout(() => void store.append(stream, expected, events).catch(() => undefined), 50);
      return { revision, position };
    },
  ),
  writer(
    'writes what it says was not written',
    ['when the engine stops under load'],
    (store, engine) => (stream, expected, events) =>
      store.append(stream, expected, events).catch(async (error: unknown) => {
        if (error instanceof Unavailable) {
          engine.start();
          await store.append(stream, expected, events);
          engine.stop();
        }
        throw error;
      }),
  ),
];

function writer(
  fault: string,
  caughtBy: readonly string[],
  append: (store: EventStore, engine: MemoryEngine) => Append,
): Broken {
  const open = (engine: MemoryEngine): EventStore => {
    const store = memoryStore(engine);
    return { ...store, append: append(store, engine) };
  };
  return { fault, caughtBy, open };
}

function plus(expected: Expected, events: number): Expected {
  if (events === 0) return expected;
  return (expected === 'none' ? -1 : expected) + events;
}

function ignoringExpectation(store: EventStore): Append {
  return (stream, expected, events) =>
    store.append(stream, expected, events).catch((error: unknown) => {
      if (!(error instanceof WrongRevision)) throw error;
      return ignoringExpectation(store)(stream, error.actual, events);
    });
}

/** Repeats are known by the engine, so that every process and every copy in flight is one. */
const written = new WeakMap<MemoryEngine, Set<string>>();

function onRepeat(
  answer: (store: EventStore, appended: Appended, ...call: Parameters<Append>) => Promise<Appended>,
): (store: EventStore, engine: MemoryEngine) => Append {
  return (store, engine) => {
    const ids = written.get(engine) ?? new Set();
    written.set(engine, ids);
    return async (...call) => {
      const id = call[2][0]?.id ?? '';
      const repeated = ids.has(id);
      ids.add(id);
      const appended = await store.append(...call);
      return repeated ? answer(store, appended, ...call) : appended;
    };
  };
}

function forgettingRepeatsOnRestart(): Broken {
  const remembering = (store: EventStore, engine: MemoryEngine): Append => {
    const mine = new Set<string>();
    const refuse = onRepeat((_store, appended, stream, expected, events) =>
      mine.has(events[0]?.id ?? '')
        ? Promise.resolve(appended)
        : Promise.reject(new WrongRevision(stream, expected, appended.revision)),
    )(store, engine);
    return async (stream, expected, events) => {
      const appended = await refuse(stream, expected, events);
      for (const { id } of events) mine.add(id);
      return appended;
    };
  };
  return writer(
    'remembers in its process alone what it wrote',
    ['an append repeated through another process'],
    remembering,
  );
}

function letsIdsStandTwice(): Broken {
  return {
    fault: 'lets an event id stand in two streams',
    caughtBy: ['an event id that stands in another stream'],
    open: (engine) => {
      const store = memoryStore(engine);
      const stored = new Map<string, NewEvent>();
      const told = new Map<string, NewEvent['id']>();
      const alias = (stream: StreamName, event: NewEvent): NewEvent => {
        const known = stored.get(stream + event.id) ?? { ...event, id: newEvent().id };
        stored.set(stream + event.id, known);
        told.set(known.id, event.id);
        return known;
      };
      return {
        ...store,
        append: (stream, expected, events) =>
          store.append(
            stream,
            expected,
            events.map((event) => alias(stream, event)),
          ),
        async *readStream(stream, options) {
          for await (const event of store.readStream(stream, options)) {
            yield { ...event, id: told.get(event.id) ?? event.id };
          }
        },
      };
    },
  };
}
