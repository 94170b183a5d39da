import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { TestHistory } from '../event-store/postgres/database.suite.ts';
import { startTestHistory } from '../event-store/postgres/database.suite.ts';
import { digestView } from './digest.ts';
import { rebuildView, RebuildRunning } from './rebuild.ts';
import type { Rebuilt, RebuildOptions } from './rebuild.ts';
import { NotSwappable } from './shadow.ts';
import { readViews } from './snapshot.ts';
import {
  acts,
  itemAdded,
  make,
  planOf,
  record,
  thing,
  thingBoard,
  thingItems,
  ThingEntity,
  thingOpened,
} from './things.suite.ts';
import { verifyView } from './verify.ts';
import { openWorld, until } from './world.suite.ts';
import type { World } from './world.suite.ts';

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

const options = (): Omit<RebuildOptions, 'view'> => {
  const { store, dataSource } = world;
  return { store, dataSource, epoch: store.epoch() };
};

const rebuild = (view = thingBoard, more: Partial<RebuildOptions> = {}): Promise<Rebuilt> =>
  rebuildView({ ...options(), view, ...more });

const verify = (view = thingBoard): ReturnType<typeof verifyView> =>
  verifyView({ ...options(), view });

const write = (prefix: string, runs = 10): Promise<unknown> =>
  record(world.store, planOf(fc.sample(acts, runs).flat(), prefix));

/** A thing with one item, under a name of its own. */
const grow = (name: string): Promise<unknown> =>
  record(
    world.store,
    [thingOpened({ title: name }), itemAdded({ item: 'a', fen: '5', tag: 't' })].map((event) => ({
      stream: thing(name),
      event: make(event),
    })),
  );

async function live(): Promise<void> {
  const projection = world.project();
  const head = await world.store.head();
  await projection.waitUntil(thingBoard, head, 20_000);
  await projection.waitUntil(thingItems, head, 20_000);
}

/** Everything about the table that is not a row. */
const DESCRIPTION = `
select array(select indexdef from pg_indexes i where i.schemaname = 'public' and i.tablename = c.relname order by 1) as indexes,
  array(select conname || ' ' || pg_get_constraintdef(oid) from pg_constraint where conrelid = c.oid order by 1) as constraints,
  array(select a.attname || format_type(a.atttypid, a.atttypmod) || a.attnotnull || coalesce(pg_get_expr(d.adbin, d.adrelid), '')
    || coalesce(col_description(c.oid, a.attnum), '')
    from pg_attribute a left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where a.attrelid = c.oid and a.attnum > 0 order by a.attnum) as columns,
  array(select grantee || privilege_type || is_grantable from aclexplode(c.relacl) order by 1) as grants,
  array(select attname || attacl::text from pg_attribute where attrelid = c.oid and attacl is not null) as column_grants,
  c.reloptions, obj_description(c.oid, 'pg_class') as comment, c.relowner
from pg_class c where c.oid = 'public.thing_board'::regclass`;

test('a rebuilt table has the rows, and everything else, that the table had before', async () => {
  const { dataSource } = world;
  for (const sql of [
    `create index "odd ""name"" of index" on thing_board using gin ("byItem") where not closed`,
    'create index on thing_board (lower(title) text_pattern_ops, fen desc)',
    'alter table thing_board add constraint not_negative check (items >= 0)',
    'alter table thing_board set (fillfactor = 70, autovacuum_enabled = true)',
    `comment on table thing_board is 'it''s the board'`,
    `comment on column thing_board.fen is 'fen'`,
    'grant select on thing_board to history_service with grant option',
    'grant update (title) on thing_board to history_service',
    'grant select on thing_board to public',
  ]) {
    await dataSource.query(sql);
  }
  await write('w');
  await live();
  const [before, digest] = [
    await dataSource.query(DESCRIPTION),
    await digestView(dataSource, thingBoard),
  ];
  const { rows, events } = await rebuild();
  expect(rows).toBe(digest.rows);
  expect(events).toBeGreaterThan(rows);
  expect(await dataSource.query(DESCRIPTION)).toEqual(before);
  expect(await digestView(dataSource, thingBoard)).toEqual(digest);
  expect(await dataSource.query(`select from pg_tables where schemaname = 'fuhua_shadow'`)).toEqual(
    [],
  );
});

test.each([1, 3, 10, 1_000])(
  'with %i rows in memory at most, the rows are the same',
  async (rowsInMemoryMax) => {
    for (const prefix of 'abcdef') await write(prefix, 4);
    await live();
    for (const view of [thingBoard, thingItems]) {
      const digest = await digestView(world.dataSource, view);
      const { spilled } = await rebuild(view as typeof thingBoard, {
        rowsInMemoryMax,
        eventsMax: 5,
      });
      expect(spilled > 0).toBe(rowsInMemoryMax < 1_000);
      expect(await digestView(world.dataSource, view)).toEqual(digest);
    }
  },
);

test('a rebuild brings a table of another version or epoch back to life, under a projector that waits', async () => {
  await write('v');
  await live();
  const next = { ...thingBoard, version: 2 };
  const waiting = world.project({ views: [next] });
  await until(async () => (await waiting.status())[0]?.state === 'halted');
  const { position } = await rebuild(next);
  await waiting.waitUntil(next, position, 20_000);
  await until(async () => (await waiting.status())[0]?.state === 'live');
  await grow('afterwards');
  await waiting.waitUntil(next, await world.store.head(), 20_000);
  expect((await verify(next)).equal).toBe(true);
});

test('writes go on and every read is served while tables are rebuilt again and again', async () => {
  await write('start');
  const projections = [world.project(), world.project({ batch: { eventsMax: 2 } })];
  const going = { on: true };
  let grown = 0;
  const writing = async (): Promise<void> => {
    for (; going.on; grown += 1) await grow(`g${String(grown)}`);
  };
  let reads = 0;
  const reading = async (): Promise<void> => {
    let seen = { position: -1n, rows: 0 };
    for (; going.on; reads += 1) {
      const { value, position } = await readViews(world.dataSource, [thingBoard], (manager) =>
        manager.getRepository(ThingEntity).count(),
      );
      expect(position >= seen.position).toBe(true);
      expect(value).toBeGreaterThanOrEqual(seen.rows);
      seen = { position, rows: value };
      const found = await world.dataSource.getRepository(ThingEntity).find({ where: { items: 1 } });
      expect(found.length).toBeLessThanOrEqual(grown + 100);
    }
  };
  const rebuilding = async (): Promise<void> => {
    try {
      for (let n = 0; n < 4; n += 1) {
        const [grownBefore, readsBefore] = [grown, reads];
        await rebuild(thingBoard, { eventsMax: 7, rowsInMemoryMax: 20 });
        await rebuild(thingItems as never, { eventsMax: 50 });
        expect(grown).toBeGreaterThan(grownBefore);
        expect(reads).toBeGreaterThan(readsBefore);
      }
    } finally {
      going.on = false;
    }
  };
  await Promise.all([rebuilding(), writing(), reading(), reading()]);
  const head = await world.store.head();
  for (const projection of projections) {
    await projection.waitUntil(thingBoard, head, 20_000);
    await projection.waitUntil(thingItems, head, 20_000);
  }
  expect((await verify()).differences).toEqual([]);
  expect((await verify(thingItems as never)).differences).toEqual([]);
  expect(world.errors).toEqual([]);
}, 60_000);

test('a rebuild that is killed at any point leaves the table in use, and the next one succeeds', async () => {
  await write('k', 30);
  await live();
  const digest = await digestView(world.dataSource, thingBoard);
  const killers = `select pg_terminate_backend(l.pid) from pg_locks l
    where l.locktype = 'advisory' and l.objsubid = 2 and l.database = (select oid from pg_database where datname = current_database())`;
  const small = { eventsMax: 5, rowsInMemoryMax: 5 };
  const { events } = await rebuild(thingBoard, small);
  let killed = 0;
  let left = 0;
  for (let n = 0; n < 12; n += 1) {
    // After so much of the work, however fast the machine is.
    let kill: Promise<unknown> | undefined;
    const onProgress = (seen: { readonly events: number }): void => {
      if (seen.events >= (events * n) / 12) kill ??= world.dataSource.query(killers);
    };
    const outcome = rebuild(thingBoard, { ...small, onProgress }).then(
      () => 'done',
      () => 'killed',
    );
    await outcome;
    await kill;
    if ((await outcome) === 'killed') killed += 1;
    const tables = await world.dataSource.query<unknown[]>(
      `select from pg_tables where schemaname = 'fuhua_shadow'`,
    );
    left += tables.length;
    expect(await digestView(world.dataSource, thingBoard)).toEqual(digest);
  }
  expect(killed).toBeGreaterThan(3);
  expect(left).toBeGreaterThan(0);
  await rebuild();
  expect(await digestView(world.dataSource, thingBoard)).toEqual(digest);
  expect(
    await world.dataSource.query(`select from pg_tables where schemaname = 'fuhua_shadow'`),
  ).toEqual([]);
}, 60_000);

test('a rebuild that is told to end drops what it made', async () => {
  await write('e');
  const ending = new AbortController();
  const running = rebuild(thingBoard, {
    eventsMax: 2,
    signal: ending.signal,
    onProgress: ({ events }) => events > 4 && ending.abort(),
  });
  await expect(running).rejects.toThrow('aborted');
  expect(
    await world.dataSource.query(`select from pg_tables where schemaname = 'fuhua_shadow'`),
  ).toEqual([]);
});

test('a long reader of the old table delays the swap and nobody else for long', async () => {
  await write('l');
  await live();
  const runner = world.dataSource.createQueryRunner();
  await runner.startTransaction();
  await runner.query('select count(*) from thing_board');
  const rebuilding = rebuild();
  const waits = `select from pg_locks where not granted and relation = 'thing_board'::regclass`;
  await until(async () => (await world.dataSource.query(waits)).length > 0);
  expect(await world.dataSource.getRepository(ThingEntity).count()).toBeGreaterThan(0);
  await grow('meanwhile');
  await runner.commitTransaction();
  await runner.release();
  await rebuilding;
  await until(async () => (await verify()).equal);
});

test('only one rebuild of a view runs at a time', async () => {
  await write('o');
  const [first, second] = await Promise.allSettled([rebuild(), rebuild()]);
  const refused = [first, second].filter((each) => each.status === 'rejected');
  expect(refused).toMatchObject([{ reason: expect.any(RebuildRunning) }]);
});

test('a table with something that a swap would lose is not rebuilt', async () => {
  await world.dataSource.query('create view board_titles as select title from thing_board');
  await expect(rebuild()).rejects.toThrow(NotSwappable);
  await expect(rebuild()).rejects.toThrow('a dependent view, board_titles');
});

test('verification finds each row that was changed, removed or added', async () => {
  await write('d');
  await grow('one');
  await grow('two');
  await live();
  const before = await verify();
  expect(before).toMatchObject({ equal: true, differences: [] });
  expect(before.folded).toEqual(before.table);
  expect(before.table).toEqual(await digestView(world.dataSource, thingBoard));
  await world.dataSource.query(`update thing_board set fen = 6 where stream = 'thing-one'`);
  await world.dataSource.query(`delete from thing_board where stream = 'thing-two'`);
  await world.dataSource
    .query(`insert into thing_board select 'thing-', revision, title, "on", opening, opened_at, fen,
    items, closed, tags, "byItem", share, weight, revisions from thing_board limit 1`);
  const { equal, differences } = await verify();
  expect(equal).toBe(false);
  expect(differences).toMatchObject([
    { stream: 'thing-', folded: undefined },
    {
      stream: 'thing-one',
      table: expect.stringContaining('"fen": 6'),
      folded: expect.stringContaining('"fen": 5'),
    },
    { stream: 'thing-two', table: undefined },
  ]);
});
