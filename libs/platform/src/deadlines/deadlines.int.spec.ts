import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { streamOf, type StreamName } from '@fuhua/kernel';
import { DataSource } from 'typeorm';
import { handsAt, type Hands } from '../clock/index.ts';
import { Unavailable, openPostgresStore, type PostgresStore } from '../event-store/index.ts';
import { startTestHistory, type TestHistory } from '../event-store/postgres/database.suite.ts';
import type { Privacy } from '../privacy/index.ts';
import { poolOf } from '../views/database.ts';
import { runMigrations } from '../views/index.ts';
import { until } from '../views/world.suite.ts';
import { deadlinesIn, type DeadlineTable } from './deadline-table.ts';
import { deadlineMigrations } from './migrate.ts';
import {
  expiriesIn,
  holder,
  hour,
  movedTo,
  permitGranted,
  permitReturned,
  permitsOf,
  specPrivacy,
  tellTo,
} from './permits.suite.ts';
import { runDeadlines, type Deadlines, type DeadlinesOptions } from './run-deadlines.ts';
import { timed } from './timed.ts';

let history: TestHistory;
let store: PostgresStore;
let dataSource: DataSource;
let table: DeadlineTable;
let privacy: Privacy;
let clock: Hands;
let category: string;
let categories = 0;
const stops: (() => Promise<void>)[] = [];

beforeAll(async () => {
  history = await startTestHistory();
  store = await openPostgresStore({ url: history.url });
  dataSource = await new DataSource({
    type: 'postgres',
    url: history.adminUrl,
    migrations: [...deadlineMigrations],
    poolSize: 6,
  }).initialize();
  await runMigrations(dataSource);
  table = deadlinesIn(poolOf(dataSource));
  privacy = await specPrivacy();
});
afterAll(async () => {
  await store.close();
  await dataSource.destroy();
  await history.postgres.stop();
});
beforeEach(() => {
  clock = handsAt(hour(0));
  categories += 1;
  category = `permit${String.fromCharCode(96 + categories)}`;
});
afterEach(() => stopAll());

async function stopAll(): Promise<void> {
  await Promise.all(stops.splice(0).map((stop) => stop()));
}

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** One process. */
function run(options: Partial<DeadlinesOptions> = {}): Deadlines {
  const ending = new AbortController();
  const deadlines = runDeadlines({
    ...{ store, privacy, table, clock, log, epoch: store.epoch(), signal: ending.signal },
    timed: [timed(permitsOf(undefined, category))],
    ...options,
  });
  stops.push(async () => {
    ending.abort();
    await deadlines.done;
  });
  return deadlines;
}

const rest = (deadlines: Deadlines): Promise<unknown> =>
  until(async () => deadlines.restsAt(await store.head()));

const rows = async (): Promise<readonly string[]> =>
  (
    await dataSource.query<{ text: string }[]>(
      `select stream || ' ' || name || ' ' || extract(hour from due at time zone 'UTC') as text
       from deadline where category = $1 order by 1`,
      [category],
    )
  ).map(({ text }) => text);

const holderOf = (id: string): StreamName => holder(id, category);
const grant = (permit: string, hours: number) => permitGranted({ permit, until: hour(hours) });
const expired = async (): Promise<readonly string[]> =>
  (await expiriesIn(store, category)).map(({ stream, permit }) => `${stream} ${permit}`);

test('rows come, move and go with what the streams say', async () => {
  const deadlines = run();
  const [one] = await tellTo(store, holderOf('a'), grant('one', 2), grant('two', 3));
  await tellTo(store, holderOf('b'), grant('one', 4));
  await rest(deadlines);
  const [a, b] = [holderOf('a'), holderOf('b')];
  expect(await rows()).toEqual([`${a} expiry-one 2`, `${a} expiry-two 3`, `${b} expiry-one 4`]);
  await tellTo(store, a, movedTo(one!, hour(9)), permitReturned({ permit: 'two' }));
  await rest(deadlines);
  expect(await rows()).toEqual([`${a} expiry-one 9`, `${b} expiry-one 4`]);
  expect(await deadlines.nextAfter(clock.now())).toBe(hour(4));
});

test('of two processes that run at once each deadline passes once', async () => {
  const [streams, permits] = [20, 5];
  for (let n = 0; n < streams; n += 1) {
    const grants = Array.from({ length: permits }, (_, p) => grant(`p${String(p)}`, 1 + (p % 3)));
    await tellTo(store, holderOf(`h${String(n)}`), ...grants);
  }
  const both = [run(), run()];
  for (const hours of [1, 2, 3]) {
    clock.learn(hour(hours));
    for (const one of both) await rest(one);
  }
  const found = await expired();
  expect(found).toHaveLength(streams * permits);
  expect(new Set(found).size).toBe(streams * permits);
  expect(await rows()).toEqual([]);
});

test('a process that dies after the command and before its table: the next one stores nothing twice', async () => {
  await tellTo(store, holderOf('a'), grant('one', 1), grant('two', 1));
  const dying: DeadlineTable = {
    ...table,
    settle: async () => {
      throw new Unavailable('it died');
    },
  };
  const first = run({ table: dying });
  await until(async () => (await first.status()).slices[0]?.open === 2);
  clock.learn(hour(1));
  await until(async () => (await expired()).length === 2);
  await stopAll();
  await dataSource.query('update deadline_cursor set position = 0 where category = $1', [category]);
  await dataSource.query(
    `insert into deadline (stream, name, category, due) values ($1, 'expiry-one', $2, $3)
     on conflict do nothing`,
    [holderOf('a'), category, hour(1)],
  );
  await rest(run());
  expect(await expired()).toHaveLength(2);
  expect(await rows()).toEqual([]);
});

test.each([
  ['another version', { version: 2 }, {}],
  ['another epoch', {}, { epoch: 'after a restore' }],
])('%s makes the table anew', async (_, options, more) => {
  await tellTo(store, holderOf('a'), grant('one', 2), grant('two', 3));
  await rest(run());
  await stopAll();
  const kept = permitsOf(undefined, category);
  const renamed = timed(
    {
      ...kept,
      decider: {
        ...kept.decider,
        deadlines: (state) => [...state].map(([permit, due]) => ({ name: `end-${permit}`, due })),
      },
    },
    options,
  );
  await rest(run({ timed: [renamed], ...more }));
  const a = holderOf('a');
  expect(await rows()).toEqual([`${a} end-one 2`, `${a} end-two 3`]);
});

test('an older release does not undo what a later one keeps', async () => {
  await tellTo(store, holderOf('a'), grant('one', 2));
  await rest(run({ timed: [timed(permitsOf(undefined, category), { version: 2 })] }));
  const older = run();
  await until(async () => (await older.status()).slices[0]?.state === 'halted');
  expect((await older.status()).slices[0]?.error).toMatch(/later release \(version 2, not 1\)/);
  expect(await rows()).toEqual([`${holderOf('a')} expiry-one 2`]);
});

test('what is stuck stays so over its own writes, and says why', async () => {
  const deadlines = run();
  await tellTo(store, holderOf('a'), grant('refused', 1));
  clock.learn(hour(1));
  await until(async () => (await deadlines.status()).stuck.length === 1);
  const { slices, stuck } = await deadlines.status();
  expect(slices[0]).toMatchObject({ open: 0, overdue: 0, lagSeconds: 0 });
  expect(stuck).toEqual([
    {
      ...{ stream: streamOf(category, 'a'), name: 'expiry-refused', due: hour(1) },
      ...{ state: 'refused', error: '{"code":"permit.forbidden"}' },
    },
  ]);
});
