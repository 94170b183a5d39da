import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { WrongRevision } from '../event-store.ts';
import type { Appended, EventStore } from '../event-store.ts';
import { during, idsOf, listOf, newEvent, newEvents, newStream, refusal } from './harness.suite.ts';
import type { Case } from './harness.suite.ts';

const WRITERS = 64;

export const appendCases: readonly Case[] = [
  {
    guarantee: 'all or nothing',
    title: 'an append of several events is written whole, in its order, and answers its last event',
    async run(harness) {
      const store = await harness.open();
      const stream = newStream();
      const events = newEvents(5);
      const appended = await store.append(stream, 'none', events);
      const read = await listOf(store.readStream(stream));
      assert.deepEqual(idsOf(read), idsOf(events));
      const last = read.at(-1);
      assert.deepEqual(appended, { revision: last?.revision, position: last?.position });
    },
  },
  {
    guarantee: 'all or nothing',
    title: 'a refused append leaves nothing behind',
    async run(harness) {
      const store = await harness.open();
      const stream = newStream();
      const first = newEvents(2);
      await store.append(stream, 'none', first);
      await refusal(store.append(stream, 0, newEvents(3)), WrongRevision);
      await refusal(store.append(stream, 7, newEvents(3)), WrongRevision);
      assert.deepEqual(idsOf(await listOf(store.readStream(stream))), idsOf(first));
    },
  },
  {
    guarantee: 'all or nothing',
    title: 'a reader never sees a part of an append',
    async run(harness) {
      const store = await harness.open();
      const stream = newStream();
      await during(grow(store, stream, 20), async () => {
        const seen = (await listOf(store.readStream(stream))).length;
        assert.equal(seen % 3, 0, `${String(seen)} events seen of appends of 3`);
      });
    },
  },
  {
    guarantee: 'optimistic concurrency',
    title:
      'of 64 writers racing at one revision exactly one gets in, and the others hear where it stands',
    async run(harness) {
      const stores = [await harness.open(), await harness.open()];
      const stream = newStream();
      for (let round = 0; round < 4; round += 1) {
        const expected = round === 0 ? 'none' : round - 1;
        const outcomes = await Promise.allSettled(
          Array.from({ length: WRITERS }, (_, n) =>
            (stores[n % 2] as EventStore).append(stream, expected, [newEvent()]),
          ),
        );
        const won = outcomes.flatMap((o) => (o.status === 'fulfilled' ? [o.value] : []));
        assert.deepEqual(
          won.map(({ revision }) => revision),
          [round],
        );
        for (const outcome of outcomes) {
          if (outcome.status === 'fulfilled') continue;
          assert.ok(outcome.reason instanceof WrongRevision, String(outcome.reason));
          assert.equal(outcome.reason.actual, round);
        }
      }
      assert.equal((await listOf(store0(stores).readStream(stream))).length, 4);
    },
  },
  {
    guarantee: 'optimistic concurrency',
    title:
      'a wrong expectation is refused with the stream, the expectation and where the stream stands',
    async run(harness) {
      const store = await harness.open();
      const stream = newStream();
      const refused = async (expected: number | 'none', actual: number | 'none'): Promise<void> => {
        const error = await refusal(store.append(stream, expected, [newEvent()]), WrongRevision);
        const { stream: named, expected: wished, actual: stands } = error;
        assert.deepEqual([named, wished, stands], [stream, expected, actual]);
      };
      await refused(0, 'none');
      await store.append(stream, 'none', newEvents(3));
      await refused('none', 2);
      await refused(1, 2);
      await refused(3, 2);
    },
  },
  {
    guarantee: 'revisions without holes',
    title: '64 writers that try again until they get in fill revisions 0 to n',
    async run(harness) {
      const store = await harness.open();
      const stream = newStream();
      await Promise.all(Array.from({ length: WRITERS }, () => insist(store, stream)));
      const revisions = (await listOf(store.readStream(stream))).map(({ revision }) => revision);
      assert.deepEqual(revisions, [...Array(WRITERS).keys()]);
    },
  },
];

function store0(stores: readonly EventStore[]): EventStore {
  return stores[0] as EventStore;
}

async function grow(
  store: EventStore,
  stream: ReturnType<typeof newStream>,
  appends: number,
): Promise<void> {
  for (let n = 0; n < appends; n += 1) {
    await store.append(stream, n === 0 ? 'none' : n * 3 - 1, newEvents(3));
    await turn();
  }
}

/** The first try guesses a new stream; each refusal tells where it stands. */
async function insist(store: EventStore, stream: ReturnType<typeof newStream>): Promise<Appended> {
  let expected: number | 'none' = 'none';
  for (let tries = 0; tries < 10 * WRITERS; tries += 1) {
    try {
      return await store.append(stream, expected, [newEvent()]);
    } catch (error) {
      if (!(error instanceof WrongRevision)) throw error;
      expected = error.actual;
    }
  }
  return assert.fail('never got in');
}
