import type { Broken } from '../broken.suite.ts';
import { Unavailable } from '../event-store.ts';
import type { EventStore, NewEvent, Recorded } from '../event-store.ts';
import { memoryStore } from '../memory.ts';
import type { MemoryEngine } from '../memory.ts';
import { listOf } from './harness.suite.ts';

/** Which reads `change` replaces, given the sound store. */
type Change = (store: EventStore, engine: MemoryEngine) => Partial<EventStore>;

export const brokenReaders: readonly Broken[] = [
  reader('leaves holes between revisions', ['64 writers that try again'], (store) => ({
    readStream: (stream, options) =>
      mapped(store.readStream(stream, options), (event) => ({
        ...event,
        revision: 2 * event.revision,
      })),
  })),
  reader('answers an old head', ['positions grow along'], (store) => {
    const first = store.head();
    return { head: () => first };
  }),
  reader('swaps neighbours in the global order', ['positions grow along'], (store) => ({
    readAll: (options) => swapped(store.readAll(options)),
  })),
  reader(
    'gives events positions against the order of their stream',
    ['every stream keeps its order'],
    (store) => ({
      async *readAll(options) {
        const events = await listOf(store.readAll(options));
        const positions = events.map(({ position }) => position);
        let n = 0;
        for await (const event of swapped(from(events))) {
          yield { ...event, position: positions[n] ?? 0n };
          n += 1;
        }
      },
    }),
  ),
  reader(
    'begins with the event at the position',
    ['reading after a position', 'a reader that goes on'],
    (store) => ({
      readAll: ({ after = 0n, ...options } = {}) =>
        store.readAll({ ...options, after: after > 0n ? after - 1n : after }),
    }),
  ),
  reader('begins after the first event', ['reading after a position'], (store) => ({
    readAll: ({ after = 0n, ...options } = {}) =>
      store.readAll({ ...options, after: after === 0n ? 1n : after }),
  })),
  reader('gives one event more than the limit', ['a limit gives'], (store) => ({
    readAll: ({ limit, ...options } = {}) =>
      store.readAll(limit === undefined ? options : { ...options, limit: limit + 1 }),
  })),
  reader('counts events that do not pass against the limit', ['categories and types'], (store) => ({
    async *readAll({ categories, types, ...options } = {}) {
      const wanted = await listOf(
        store.readAll({ ...(categories && { categories }), ...(types && { types }) }),
      );
      const ids = new Set(wanted.map(({ id }) => id));
      for await (const event of store.readAll(options)) if (ids.has(event.id)) yield event;
    },
  })),
  reader('ignores types', ['categories and types', 'a filtered subscriber'], (store) => ({
    readAll: ({ types: _, ...options } = {}) => store.readAll(options),
    subscribe: ({ types: _, ...options }, signal) => store.subscribe(options, signal),
  })),
  reader('takes a category for the beginning of a name', ['categories and types'], (store) => ({
    async *readAll({ categories, ...options } = {}) {
      for await (const event of store.readAll(options)) {
        if (categories?.some((category) => event.stream.startsWith(category)) ?? true) yield event;
      }
    },
  })),
  reader('takes an empty list for no filter', ['categories and types'], (store) => ({
    readAll: ({ categories, types, ...options } = {}) =>
      store.readAll({
        ...options,
        ...(categories?.length ? { categories } : {}),
        ...(types?.length ? { types } : {}),
      }),
  })),
  reader(
    'shows an event only after a later one',
    ['a reader that goes on', 'a subscriber started in mid-flight'],
    (store) => {
      const shows = ({ position }: Recorded, head: bigint): boolean =>
        position % 3n !== 0n || position + 2n <= head;
      return {
        async *readAll(options) {
          const head = await store.head();
          for await (const event of store.readAll(options)) if (shows(event, head)) yield event;
        },
        async *subscribe(options, signal) {
          for await (const item of store.subscribe(options, signal)) {
            if ('caughtUp' in item || shows(item, await store.head())) yield item;
          }
        },
      };
    },
  ),
  reader(
    'forgets where to begin when it reads backwards',
    ['a stream reads from any revision'],
    (store) => ({
      readStream: (stream, { from: first, ...options } = {}) =>
        store.readStream(
          stream,
          first === undefined || options.backwards ? options : { ...options, from: first },
        ),
    }),
  ),
  reader('reads at least one event', ['a stream reads from any revision'], (store) => ({
    readStream: (stream, { limit, ...options } = {}) =>
      store.readStream(
        stream,
        limit === undefined ? options : { ...options, limit: Math.max(1, limit) },
      ),
  })),
  reader('mixes streams whose names begin alike', ['a stream that was never written'], (store) => ({
    async *readStream(stream) {
      for await (const event of store.readAll()) if (event.stream.startsWith(stream)) yield event;
    },
  })),
  reader('takes a stopped engine for an empty history', ['a stopped engine gives'], (store) => ({
    readStream: (stream, options) => emptyWhenStopped(store.readStream(stream, options)),
    readAll: (options) => emptyWhenStopped(store.readAll(options)),
  })),
  altering(
    'stores JSON as values and not as text',
    ['delicate JSON text', 'any text that UTF-8 can hold'],
    (text) => {
      try {
        return JSON.stringify(JSON.parse(text));
      } catch {
        return text;
      }
    },
  ),
  altering('trims white space', ['delicate JSON text'], (text) => text.trim()),
  altering('normalises characters', ['delicate JSON text'], (text) => text.normalize('NFC')),
  altering('unescapes characters', ['delicate JSON text'], (text) =>
    text.replaceAll('\\u4e2d', '中'),
  ),
  altering('replaces lone surrogates', ['any text that UTF-8 can hold'], (text) =>
    Buffer.from(text).toString(),
  ),
];

function reader(fault: string, caughtBy: readonly string[], change: Change): Broken {
  const open = (engine: MemoryEngine): EventStore => {
    const store = memoryStore(engine);
    return { ...store, ...change(store, engine) };
  };
  return { fault, caughtBy, open };
}

function altering(
  fault: string,
  caughtBy: readonly string[],
  alter: (text: string) => string,
): Broken {
  const altered = (event: NewEvent): NewEvent => ({
    ...event,
    data: alter(event.data),
    metadata: alter(event.metadata),
  });
  return reader(fault, caughtBy, (store) => ({
    append: (stream, expected, events) => store.append(stream, expected, events.map(altered)),
  }));
}

async function* mapped(
  events: AsyncIterable<Recorded>,
  change: (event: Recorded) => Recorded,
): AsyncGenerator<Recorded, void> {
  for await (const event of events) yield change(event);
}

/** 2, 1, 4, 3, … */
async function* swapped(events: AsyncIterable<Recorded>): AsyncGenerator<Recorded, void> {
  let held: Recorded | undefined;
  for await (const event of events) {
    if (held === undefined) held = event;
    else {
      yield event;
      yield held;
      held = undefined;
    }
  }
  if (held !== undefined) yield held;
}

async function* from(events: readonly Recorded[]): AsyncGenerator<Recorded, void> {
  await Promise.resolve();
  yield* events;
}

async function* emptyWhenStopped(events: AsyncIterable<Recorded>): AsyncGenerator<Recorded, void> {
  try {
    yield* events;
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
  }
}
