import { beforeEach, expect, test } from '@jest/globals';
import {
  memoryEngine,
  memoryStore,
  type EventStore,
  type MemoryEngine,
} from '../event-store/index.ts';
import { UnknownEvent } from '../handle/index.ts';
import { make } from '../views/things.suite.ts';
import { awaitConclusion, type AwaitConclusion } from './conclusion.ts';
import { landOf, said, sighed, specPrivacy, type Land } from './echoes.suite.ts';

let engine: MemoryEngine;
let store: EventStore;
let land: Land;
let asking: AwaitConclusion;

beforeEach(async () => {
  engine = memoryEngine();
  store = memoryStore(engine);
  land = landOf({ store, privacy: await specPrivacy() });
  asking = {
    source: land.valleys,
    stream: 'land-a',
    after: 0,
    concludes: ({ type }) => type === 'Sighed',
  };
});

test('the conclusion is answered when it stands there already, or as soon as it comes', async () => {
  await land.say('a', 'question');
  const waiting = awaitConclusion(store, asking);
  await land.append('a', make(said({ text: 'between' })), make(sighed({})));
  const { event, recorded } = (await waiting)!;
  expect([event.type, recorded.revision]).toEqual(['Sighed', 2]);
  expect((await awaitConclusion(store, asking))?.recorded).toEqual(recorded);
});

test('what was concluded before it was asked does not count', async () => {
  await land.append('a', make(sighed({})), make(said({ text: 'question' })));
  expect(await awaitConclusion(store, { ...asking, after: 1, timeoutMs: 30 })).toBeUndefined();
});

test('64 callers read little while they wait, and none reads what it has seen', async () => {
  await land.say('a', 'question');
  const froms: (number | undefined)[] = [];
  const counting: Pick<typeof store, 'readStream'> = {
    readStream: (stream, options) => {
      froms.push(options?.from);
      return store.readStream(stream, options);
    },
  };
  const callers = Array.from({ length: 64 }, () =>
    awaitConclusion(counting, { ...asking, timeoutMs: 400 }),
  );
  await land.say('a', 'between');
  expect(new Set(await Promise.all(callers))).toEqual(new Set([undefined]));
  expect(froms.length / 64).toBeLessThan(20);
  expect(new Set(froms)).toEqual(new Set([1, 2]));
});

test('an engine that stops, or an event of a later release, is said at once', async () => {
  await land.append('a', make({ type: 'FromTheFuture', data: {} }));
  await expect(awaitConclusion(store, { ...asking, after: -1 })).rejects.toThrow(UnknownEvent);
  engine.stop();
  await expect(awaitConclusion(store, asking)).rejects.toThrow('the engine is stopped');
});
