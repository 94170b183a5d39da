import assert from 'node:assert/strict';
import type { StreamName } from '@fuhua/kernel';
import type { EventStore, Position, Recorded } from '../event-store.ts';
import { fill, listOf, newCategory, newEvents, newStream } from './harness.suite.ts';
import { startLoad } from './load.suite.ts';
import type { Case } from './harness.suite.ts';

export const orderCases: readonly Case[] = [
  {
    guarantee: 'order',
    title: 'positions grow along the global order, and the newest is the head',
    async run(harness) {
      const store = await harness.open();
      const before = await store.head();
      const stream = newStream();
      await store.append(newStream(), 'none', newEvents(2));
      const appended = await store.append(stream, 'none', newEvents(2));
      assert.equal(await store.head(), appended.position);
      const read = await listOf(store.readAll({ after: before }));
      assert.equal(read.length, 4);
      assertGrowing(read, before);
      assert.equal(read.at(-1)?.position, appended.position);
    },
  },
  {
    guarantee: 'order',
    title: 'every stream keeps its order in the global order, whoever writes at the same time',
    async run(harness) {
      const stores = [await harness.open(), await harness.open()] as const;
      const category = newCategory();
      const after = await stores[0].head();
      const streams = Array.from({ length: 8 }, () => newStream(category));
      await Promise.all(streams.map((stream, n) => grow(stores[n % 2 === 0 ? 0 : 1], stream, 12)));
      const read = await listOf(stores[0].readAll({ after, categories: [category] }));
      assertGrowing(read, after);
      for (const stream of streams) {
        const revisions = read.filter((e) => e.stream === stream).map(({ revision }) => revision);
        assert.deepEqual(revisions, [...Array(24).keys()]);
      }
    },
  },
  {
    guarantee: 'order',
    title:
      'reading after a position begins with the next event, and before the first event with the first',
    async run(harness) {
      const store = await harness.open();
      const category = newCategory();
      const events = await fill(store, category, 5);
      for (const [n, { position }] of events.entries()) {
        const rest = await listOf(store.readAll({ after: position, categories: [category] }));
        assert.deepEqual(rest, events.slice(n + 1));
      }
      assert.deepEqual(await listOf(store.readAll({ after: 0n, categories: [category] })), events);
      assert.deepEqual(await listOf(store.readAll({ categories: [category] })), events);
      const all = await listOf(store.readAll());
      assert.deepEqual(
        all.filter((e) => e.stream.startsWith(`${category}-`)),
        events,
      );
      assertGrowing(all, 0n);
    },
  },
  {
    guarantee: 'order',
    title: 'a limit gives the first events after the position',
    async run(harness) {
      const store = await harness.open();
      const category = newCategory();
      const after = await store.head();
      const events = await fill(store, category, 40);
      for (const limit of [0, 1, 16, 17, 39, 40, 41]) {
        const some = await listOf(store.readAll({ after, categories: [category], limit }));
        assert.deepEqual(some, events.slice(0, limit));
        const any = await listOf(store.readAll({ after, limit }));
        assert.equal(any.length, Math.min(limit, 40));
      }
    },
  },
  {
    guarantee: 'nothing is skipped',
    title: 'a reader that goes on from its last position sees every event, whatever commits late',
    async run(harness) {
      const store = await harness.open();
      const category = newCategory();
      const seen: string[] = [];
      let after = await store.head();
      const readOn = async (): Promise<void> => {
        for await (const event of store.readAll({ after })) {
          if (event.stream.startsWith(`${category}-`)) seen.push(event.id);
          after = event.position;
        }
      };
      const load = await startLoad(harness, category);
      for (let round = 0; round < 10_000 && seen.length < 8_000; round += 1) {
        await readOn();
        await new Promise(setImmediate);
      }
      const written = await load.end();
      await readOn();
      assert.equal(new Set(seen).size, seen.length, 'an event was seen twice');
      assert.deepEqual(seen.toSorted(), written.toSorted());
    },
  },
];

export function assertGrowing(events: readonly Recorded[], after: Position): void {
  let last = after;
  for (const { position } of events) {
    assert.ok(position > last, `position ${String(position)} after ${String(last)}`);
    last = position;
  }
}

async function grow(store: EventStore, stream: StreamName, appends: number): Promise<void> {
  for (let n = 0; n < appends; n += 1) {
    await store.append(stream, n === 0 ? 'none' : 2 * n - 1, newEvents(2));
  }
}
