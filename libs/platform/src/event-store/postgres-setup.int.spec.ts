import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import pg from 'pg';
import { freshDatabase, startTestPostgres } from '../embedded/index.ts';
import { Unavailable } from './event-store.ts';
import { freshHistory, startTestHistory, stores } from './postgres/database.suite.ts';
import type { TestHistory } from './postgres/database.suite.ts';
import {
  migrateHistory,
  NotDurable,
  NotMigrated,
  OtherEpoch,
  startNewEpoch,
} from './postgres/index.ts';
import { idsOf, listOf, newEvent, newEvents, newStream } from './suite/harness.suite.ts';

jest.setTimeout(60_000);

let history: TestHistory;
const { open, close } = stores();

beforeAll(async () => {
  history = await startTestHistory();
});

afterEach(close);

afterAll(async () => {
  await history.postgres.stop();
});

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

test.each([
  'update history.events set data = data',
  'delete from history.events',
  'truncate history.events',
  `insert into history.events (position, stream, revision, id, type, data, metadata)
   values (1000000, 'a-1', 0, gen_random_uuid(), 'Forged', '{}', '{}')`,
  'update history.counter set position = 0',
  'update history.epoch set epoch = gen_random_uuid()',
  'drop table history.events',
  'alter table history.events disable trigger all',
  'create table history.other (id int)',
  'set role fuhua_history_owner',
  `select * from history.counter for update`,
])('the service may not: %s', async (statement) => {
  await expect(query(history.url, statement)).rejects.toThrow(
    /permission denied|must be owner|must be able to SET ROLE/,
  );
});

test.each([
  'update history.events set data = data',
  'delete from history.events',
  'truncate history.events',
])('not even an administrator does by accident: %s', async (statement) => {
  await expect(query(history.adminUrl, statement)).rejects.toThrow('only ever added to');
});

test('an unrelated role may neither read nor append', async () => {
  await history.postgres.createRole('stranger', 'secret');
  const database = new URL(history.adminUrl).pathname.slice(1);
  const url = history.postgres.roleUrl('stranger', 'secret', database);
  await expect(query(url, 'select 1 from history.events')).rejects.toThrow('permission denied');
  await expect(
    query(url, `select history.append_batch('{}', '{}', '{}', '{}', '{}', '{}', '{}')`),
  ).rejects.toThrow('permission denied');
  await expect(open({ url })).rejects.toBeInstanceOf(NotMigrated);
});

test('an empty database is not a history', async () => {
  const adminUrl = await freshDatabase(history.postgres);
  await expect(open({ url: adminUrl })).rejects.toBeInstanceOf(NotMigrated);
});

test('migrating again, also several at once, changes neither events nor epoch', async () => {
  const store = await open({ url: history.url });
  const stream = newStream();
  const events = newEvents(2);
  await store.append(stream, 'none', events);
  const again = (): Promise<void> =>
    migrateHistory(history.adminUrl, { serviceRole: 'history_service' });
  const elsewhere = await freshDatabase(history.postgres);
  const other = (): Promise<void> => migrateHistory(elsewhere, { serviceRole: 'history_service' });
  await Promise.all([again(), other(), again(), other()]);
  const reopened = await open({ url: history.url });
  expect(reopened.epoch()).toBe(store.epoch());
  expect(idsOf(await listOf(reopened.readStream(stream)))).toEqual(idsOf(events));
});

test('a database is named by its epoch, and a store refuses to go on in another one', async () => {
  const own = await freshHistory(history.postgres);
  const store = await open({ url: own.url });
  expect(store.epoch()).toMatch(/^[0-9a-f-]{36}$/);
  await store.append(newStream(), 'none', [newEvent()]);
  const following = listOf(store.subscribe({}, new AbortController().signal));
  following.catch(() => undefined);
  const epoch = await startNewEpoch(own.adminUrl);
  expect(epoch).not.toBe(store.epoch());
  await query(
    own.adminUrl,
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid()`,
  );
  const refused = store.append(newStream(), 'none', [newEvent()]);
  await expect(refused).rejects.toThrow('the history was opened in epoch');
  await expect(refused).rejects.toBeInstanceOf(Unavailable);
  await expect(store.head()).rejects.toThrow('the history was opened in epoch');
  await expect(following).rejects.toBeInstanceOf(OtherEpoch);
  expect((await open({ url: own.url })).epoch()).toBe(epoch);
});

function refusal(setting: string): Partial<NotDurable> {
  const message = `PostgreSQL runs with ${setting} = off, so a crash could lose events that were acknowledged; turn ${setting} on`;
  return { setting, message };
}

test('it refuses to start without synchronous_commit, and says so', async () => {
  const change = (how: string): Promise<unknown> =>
    query(history.adminUrl, `alter role history_service ${how}`);
  await change('set synchronous_commit = off');
  await expect(open({ url: history.url })).rejects.toMatchObject(refusal('synchronous_commit'));
  await change('set synchronous_commit = local');
  await open({ url: history.url });
  await change('reset synchronous_commit');
});

test.each(['fsync', 'full_page_writes'])(
  'it refuses to start without %s, and says so',
  async (setting) => {
    const careless = await startTestPostgres({ fsync: 'on', [setting]: 'off' });
    try {
      const { url } = await freshHistory(careless);
      await expect(open({ url })).rejects.toMatchObject(refusal(setting));
      await expect(open({ url })).rejects.toBeInstanceOf(NotDurable);
    } finally {
      await careless.stop();
    }
  },
);

test('an engine that is not there is Unavailable', async () => {
  const url = new URL(history.url);
  url.port = '1';
  await expect(open({ url: url.href })).rejects.toBeInstanceOf(Unavailable);
});

test('a deadlock or serialization failure is tried again by itself', async () => {
  const own = await freshHistory(history.postgres);
  await query(
    own.adminUrl,
    `create sequence public.failures;
     create function public.fail_twice() returns trigger security definer language plpgsql as $$
     begin
       if nextval('public.failures') <= 2 then raise 'made up' using errcode = tg_argv[0]; end if;
       return null;
     end $$;
     create trigger fails after insert on history.events
       for each statement execute function public.fail_twice('40P01');`,
  );
  const store = await open({ url: own.url });
  const stream = newStream();
  expect(await store.append(stream, 'none', newEvents(2))).toEqual({ revision: 1, position: 2n });
  expect(await query(own.adminUrl, 'select last_value from public.failures')).toEqual([
    { last_value: '3' },
  ]);
});

test("an error of PostgreSQL that is nobody's fault is Unavailable for the whole batch, and positions stay gapless", async () => {
  const own = await freshHistory(history.postgres);
  const store = await open({ url: own.url });
  await query(
    own.adminUrl,
    `alter table history.events add constraint no check (type <> 'Refused') not valid`,
  );
  await store.append(newStream(), 'none', [newEvent()]);
  const outcomes = await Promise.allSettled([
    store.append(newStream(), 'none', [newEvent()]),
    store.append(newStream(), 'none', [newEvent('Refused')]),
    store.append(newStream(), 'none', [newEvent()]),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect((outcomes[1] as PromiseRejectedResult).reason).toBeInstanceOf(Unavailable);
  const positions = (await listOf(store.readAll())).map(({ position }) => position);
  expect(positions).toEqual([1n, 2n, 3n]);
});

test('bigint parsing stays its own: other users of pg get what they always got', async () => {
  await open({ url: history.url });
  expect(await query(history.adminUrl, 'select 1::bigint as one')).toEqual([{ one: '1' }]);
});

test('of a history that was just filled, whose statistics tell of an empty one, every page reads its own rows alone', async () => {
  const own = await freshHistory(history.postgres);
  await query(
    own.adminUrl,
    `insert into history.events (position, stream, revision, id, type, data, metadata)
     select n, 'filled-' || n, 0, gen_random_uuid(), 'Filled', repeat('x', 500), '{}' from generate_series(1, 30000) n;
     update history.counter set position = 30000`,
  );
  const store = await open({ url: own.url });
  expect(await listOf(store.readAll({ categories: ['filled'] }))).toHaveLength(30_000);
  // Its connections tell what they have read as they end.
  await store.close();
  const fetched = async (): Promise<number> => {
    const text = `select (seq_tup_read + idx_tup_fetch)::integer as rows from pg_stat_user_tables where relname = 'events'`;
    const [told] = (await query(own.adminUrl, text)) as { rows: number }[];
    return told?.rows ?? 0;
  };
  while ((await fetched()) < 30_000) await delay(20);
  expect(await fetched()).toBeLessThan(2 * 30_000);
});
