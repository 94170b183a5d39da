import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { TestHistory } from '../event-store/postgres/database.suite.ts';
import { startTestHistory } from '../event-store/postgres/database.suite.ts';
import type { Recorded } from '../event-store/index.ts';
import { tell } from '../handle/metadata.ts';
import { foldStream } from './fold.ts';
import { runMigrations, schemaDrift } from './migrate.ts';
import { ViewBehind } from './progress.ts';
import {
  acts,
  itemAdded,
  ItemEntity,
  make,
  planOf,
  record,
  thing,
  thingBoard,
  thingItems,
  thingOpened,
  ThingEntity,
  things,
} from './things.suite.ts';
import type { ItemRow, ThingRow } from './things.suite.ts';
import { openDataSource, openWorld, until } from './world.suite.ts';
import type { World } from './world.suite.ts';
import type { View, ViewRow } from './view.ts';

let history: TestHistory;
let world: World;

beforeAll(async () => {
  history = await startTestHistory();
});
afterAll(() => history.postgres.stop());
beforeEach(async () => {
  world = await openWorld(history.postgres);
});
afterEach(() => world.close());

const open = (id: string, title = 'x'): Promise<Recorded[]> =>
  record(world.store, [{ stream: thing(id), event: make(thingOpened({ title })) }]);

const rowsOf = (dataSource = world.dataSource): Promise<[ThingRow[], ItemRow[]]> =>
  Promise.all([
    dataSource.getRepository(ThingEntity).find({ order: { stream: 'asc' } }),
    dataSource.getRepository(ItemEntity).find({ order: { stream: 'asc', item: 'asc' } }),
  ]);

async function fromScratch(): Promise<[ViewRow[], ViewRow[]]> {
  const streams = new Map<string, Recorded[]>();
  for await (const event of world.store.readAll({ categories: ['thing'] })) {
    streams.set(event.stream, [...(streams.get(event.stream) ?? []), event]);
  }
  const rows = (view: View): ViewRow[] =>
    [...streams.keys()].sort().flatMap((stream) => {
      const told = (streams.get(stream) ?? []).map((event) => tell(things, event));
      const folded = [...foldStream<ViewRow, never>(view, told)] as (ViewRow & { item?: string })[];
      return folded.sort((a, b) => ((a.item ?? '') < (b.item ?? '') ? -1 : 1));
    });
  return [rows(thingBoard), rows(thingItems)];
}

const plain = (rows: readonly object[][]): unknown =>
  rows.map((each) => each.map((row) => ({ ...row })));

test('migrations make the tables that the entities say, once', async () => {
  expect(await schemaDrift(world.dataSource)).toEqual([]);
  expect(await runMigrations(world.dataSource)).toEqual([]);
  await world.dataSource.query('alter table thing_item drop column by');
  expect(await schemaDrift(world.dataSource)).toEqual([expect.stringContaining('ADD "by"')]);
});

test('two instances may migrate at once', async () => {
  const database = new URL(world.adminUrl);
  database.pathname = '/fresh_for_two';
  await history.postgres.createDatabase('fresh_for_two');
  const both = await Promise.all([openDataSource(database.href), openDataSource(database.href)]);
  const ran = await Promise.all(both.map(runMigrations));
  expect(ran.flat()).toHaveLength(2);
  await Promise.all(both.map((each) => each.destroy()));
});

test('live rows are what every stream folds to from scratch, whatever happened in which order', async () => {
  const live = world.project({ batch: { eventsMax: 7 } });
  let turn = 0;
  await fc.assert(
    fc.asyncProperty(acts, async (script) => {
      turn += 1;
      await record(world.store, planOf(script, `t${String(turn)}x`));
    }),
    { numRuns: 15 },
  );
  const head = await world.store.head();
  await live.waitUntil(thingBoard, head, 20_000);
  await live.waitUntil(thingItems, head, 20_000);
  const [boards, items] = await rowsOf();
  expect(boards.length).toBeGreaterThan(5);
  expect(items.length).toBeGreaterThan(5);
  expect(plain([boards, items])).toEqual(await fromScratch());
  expect(world.errors).toEqual([]);
});

test('a projector goes on where another was stopped in the middle', async () => {
  await record(world.store, planOf(fc.sample(acts, 12).flat(), 'm'));
  for (let n = 1; n <= 5; n += 1) {
    const seen: bigint[] = [];
    const live = world.project({
      batch: { eventsMax: 3 },
      onProgress: (_, position) => seen.push(position),
    });
    await until(async () => {
      const status = await live.status();
      return seen.length >= 4 || status.every(({ lagEvents }) => lagEvents === 0);
    });
    await live.stop();
  }
  const live = world.project();
  const head = await world.store.head();
  await live.waitUntil(thingBoard, head, 20_000);
  await live.waitUntil(thingItems, head, 20_000);
  expect(plain(await rowsOf())).toEqual(await fromScratch());
});

test('two projectors of the same views race and every event counts once', async () => {
  const racers = [1, 2, 3].map((n) => world.project({ batch: { eventsMax: n } }));
  await record(world.store, planOf(fc.sample(acts, 10).flat(), 'r'));
  const head = await world.store.head();
  for (const racer of racers) {
    await racer.waitUntil(thingBoard, head, 20_000);
    await racer.waitUntil(thingItems, head, 20_000);
  }
  expect(plain(await rowsOf())).toEqual(await fromScratch());
  for (const racer of racers) {
    for (const status of await racer.status()) {
      expect(status).toMatchObject({ state: 'live', lagEvents: 0, lagSeconds: 0 });
    }
  }
  expect(world.errors).toEqual([]);
});

test('what was appended is seen after waiting for its position', async () => {
  const live = world.project();
  for (let n = 0; n < 50; n += 1) {
    const [event] = await open(`own${String(n)}`);
    await live.waitUntil('thing_board', event!.position);
    const rows = await world.dataSource
      .getRepository(ThingEntity)
      .findBy({ stream: event!.stream });
    expect(rows).toHaveLength(1);
  }
});

test('a position is also reached by what other categories append', async () => {
  const live = world.project();
  const { position } = await world.store.append('other-1', 'none', [
    { ...make(thingOpened({ title: 'x' })), type: 'Elsewhere' },
  ]);
  await live.waitUntil(thingBoard, position);
  const stored = async (): Promise<boolean> => {
    const [row] = await world.dataSource.query<{ position: string }[]>(
      `select position from view_cursor where name = 'thing_board'`,
    );
    return row?.position === String(position);
  };
  expect(await until(stored)).toBe(true);
});

test('a reader that waits for what does not come hears how far the view is', async () => {
  const live = world.project();
  const [event] = await open('alone');
  await live.waitUntil(thingBoard, event!.position);
  const wanted = event!.position + 1n;
  const waiting = live.waitUntil(thingBoard, wanted, 50);
  await expect(waiting).rejects.toThrow(ViewBehind);
  await expect(waiting).rejects.toMatchObject({
    view: 'thing_board',
    lag: { position: event!.position, wanted },
  });
});

test('another process that projects is waited for as well', async () => {
  const stopped = world.project();
  await stopped.stop();
  const live = world.project();
  const [event] = await open('elsewhere');
  await stopped.waitUntil(thingBoard, event!.position);
  await live.stop();
});

test('a fold that fails halts its view before the event, red, and no other', async () => {
  const [first] = await open('good');
  await record(world.store, [
    { stream: thing('bad'), event: make(itemAdded({ item: 'a', fen: '1', tag: 't' })) },
  ]);
  const last = await open('later');
  const live = world.project();
  await live.waitUntil(thingItems, last[0]!.position);
  const status = await until(async () => {
    const found = (await live.status()).find(({ name }) => name === 'thing_board');
    return found?.state === 'halted' ? found : undefined;
  });
  expect(status).toMatchObject({ position: first!.position, lagEvents: 2 });
  expect(status.error).toBe('thing_board cannot fold thing-bad@0 ItemAdded: not opened');
  expect(status.lagSeconds).toBeGreaterThan(0);
  expect((await rowsOf())[0]).toMatchObject([{ stream: 'thing-good' }]);
  expect((await live.status())[1]).toMatchObject({ name: 'thing_items', state: 'live' });
  expect(world.errors).toHaveLength(1);
});

test('an event that this release does not know halts the view', async () => {
  await world.store.append(thing('new'), 'none', [
    { ...make(thingOpened({ title: 'x' })), type: 'FromTheFuture' },
  ]);
  const live = world.project();
  const red = async (): Promise<boolean> =>
    (await live.status()).every(({ state }) => state === 'halted');
  expect(await until(red)).toBe(true);
  expect((await live.status())[0]?.error).toContain('FromTheFuture');
});

test('a row that the table cannot hold halts the view and names the column', async () => {
  const fold = (): ThingRow[] => [{ stream: thing('odd'), revision: 0 } as ThingRow];
  const live = world.project({ views: [{ ...thingBoard, fold }] });
  await open('odd');
  const red = async (): Promise<string | undefined> => (await live.status())[0]?.error;
  expect(await until(red)).toBe(
    'thing_board.title of thing-odd: text holds a string or null, not undefined',
  );
});

test('another version or epoch than the table has is refused and names the rebuild', async () => {
  const first = world.project();
  const [event] = await open('kept');
  await first.waitUntil(thingBoard, event!.position);
  await first.waitUntil(thingItems, event!.position);
  await first.stop();
  const errorOf = (options: Parameters<World['project']>[0]): Promise<string> => {
    const live = world.project(options);
    return until(async () => (await live.status())[0]?.error);
  };
  expect(await errorOf({ views: [{ ...thingBoard, version: 2 }] })).toBe(
    "thing_board's table is of version 1, not 2; run: fuhua rebuild thing_board",
  );
  expect(await errorOf({ views: [thingItems], epoch: 'restored' })).toContain(
    'and the history is now restored; run: fuhua rebuild thing_items',
  );
  await world.dataSource.query('delete from view_cursor');
  expect(await errorOf({ views: [thingBoard] })).toBe(
    'thing_board has rows but no cursor; run: fuhua rebuild thing_board',
  );
});
