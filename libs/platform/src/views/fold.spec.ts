import { expect, test } from '@jest/globals';
import type { StreamName, Told } from '@fuhua/kernel';
import fc from 'fast-check';
import { memoryStore } from '../event-store/index.ts';
import type { EventStore, Recorded } from '../event-store/index.ts';
import { tell } from '../handle/metadata.ts';
import { foldBatch, foldStream, FoldFailed, OutOfStep } from './fold.ts';
import type { Standing } from './fold.ts';
import {
  acts,
  correctionOf,
  itemAdded,
  make,
  planOf,
  record,
  thing,
  thingBoard,
  thingClosed,
  thingItems,
  thingOpened,
  things,
} from './things.suite.ts';
import type { View, ViewRow } from './view.ts';

const told = (recorded: readonly Recorded[]): readonly Told[] =>
  recorded.map((event) => tell(things, event));

/** A table that forgets object identity, as a real one does. */
class Table {
  readonly stored = new Map<StreamName, string>();
  /** Streams read, with the revision they were read to. */
  readonly read: [StreamName, number][] = [];
  constructor(readonly store: EventStore) {}

  async take(view: View, batch: readonly Told[]): Promise<void> {
    const changes = await foldBatch(view, batch, {
      standing: async (streams) =>
        new Map(streams.flatMap((stream) => this.standing(stream).map((one) => [stream, one]))),
      history: async (stream, through) => {
        this.read.push([stream, through]);
        const events: Recorded[] = [];
        for await (const event of this.store.readStream(stream)) events.push(event);
        return told(events.slice(0, through + 1));
      },
    });
    for (const { stream, after } of changes) this.stored.set(stream, JSON.stringify(after));
  }

  standing(stream: StreamName): Standing[] {
    const text = this.stored.get(stream);
    if (text === undefined) return [];
    const { rows, revision } = JSON.parse(text) as {
      rows: (ViewRow & { openedAt?: string })[];
      revision: number;
    };
    const revived = rows.map(({ openedAt, ...row }) => ({
      ...row,
      ...(openedAt !== undefined && { openedAt: new Date(openedAt) }),
    }));
    return rows.length === 0 ? [] : [{ rows: revived, revision }];
  }

  rows(stream: StreamName): readonly ViewRow[] {
    return this.standing(stream).flatMap(({ rows, revision }) =>
      rows.map((row) => ({ ...row, revision })),
    );
  }
}

test.each([thingBoard, thingItems])(
  'any batch size and any interleaving give the rows of each stream folded from scratch: $name',
  async (view) => {
    await fc.assert(
      fc.asyncProperty(
        acts,
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
        async (script, sizes) => {
          const store = memoryStore();
          const events = told(await record(store, planOf(script)));
          const table = new Table(store);
          for (let from = 0, n = 0; from < events.length; n += 1) {
            const size = sizes[n % sizes.length] ?? 1;
            await table.take(view, events.slice(from, from + size));
            from += size;
          }
          for (const stream of new Set(events.map(({ origin }) => origin.stream))) {
            const own = events.filter(({ origin }) => origin.stream === stream);
            expect(table.rows(stream)).toEqual(foldStream<ViewRow, never>(view, own));
            expect(table.rows(stream).every((row) => row.revision === own.length - 1)).toBe(true);
          }
        },
      ),
      { numRuns: 150 },
    );
  },
);

test('a corrected stream is folded anew to the correction and never beyond', async () => {
  const store = memoryStore();
  const stream = thing('late');
  const added = make(itemAdded({ item: 'a', fen: '1', tag: 'x' }));
  const planned = [
    make(thingOpened({ title: 'before' })),
    added,
    correctionOf(added, '7'),
    make(itemAdded({ item: 'b', fen: '2', tag: 'x' })),
  ];
  const events = told(
    await record(
      store,
      planned.map((event) => ({ stream, event })),
    ),
  );
  const table = new Table(store);
  await table.take(thingBoard, events.slice(0, 3));
  expect(table.read).toEqual([[stream, 2]]);
  expect(table.rows(stream)).toMatchObject([{ fen: '7', items: 1, revision: 2 }]);
  await table.take(thingBoard, events.slice(3));
  expect(table.rows(stream)).toMatchObject([{ fen: '9', items: 2, revision: 3 }]);
});

test('rows show the newest revision, also after an event that changes nothing else', async () => {
  const store = memoryStore();
  const stream = thing('quiet');
  const opened = make(thingOpened({ title: 'x' }));
  const planned = [opened, correctionOf(opened, 'x'), correctionOf(opened, 'x')];
  const events = told(
    await record(
      store,
      planned.map((event) => ({ stream, event })),
    ),
  );
  expect(foldStream(thingBoard, events)).toMatchObject([{ revision: 2, title: 'x' }]);
});

test('a fold that throws names the view, the event and the reason', async () => {
  const store = memoryStore();
  const stream = thing('bad');
  const events = told(await record(store, [{ stream, event: make(thingClosed({})) }]));
  const fold = (): unknown => foldStream(thingBoard, events);
  expect(fold).toThrow(FoldFailed);
  expect(fold).toThrow('thing_board cannot fold thing-bad@0 ThingClosed: not opened');
});

test('rows that do not stand at the revision before are not folded upon', async () => {
  const store = memoryStore();
  const stream = thing('gap');
  const planned = [thingOpened({ title: 'x' }), thingClosed({}), thingClosed({})].map((event) => ({
    stream,
    event: make(event),
  }));
  const events = told(await record(store, planned));
  const table = new Table(store);
  await table.take(thingBoard, events.slice(0, 1));
  await expect(table.take(thingBoard, events.slice(2))).rejects.toThrow(OutOfStep);
});
