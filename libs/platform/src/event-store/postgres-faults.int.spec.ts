import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import pg from 'pg';
import { startPostgres } from '../embedded/index.ts';
import type { EmbeddedPostgres } from '../embedded/index.ts';
import { cases, runCase } from './event-store.suite.ts';
import { isCaughtUp, OutcomeUnknown, Unavailable, WrongRevision } from './event-store.ts';
import type { Appended, EventStore, Expected, Recorded } from './event-store.ts';
import { startTestHistory, stores } from './postgres/database.suite.ts';
import type { TestHistory } from './postgres/database.suite.ts';
import { openProxy } from './postgres/proxy.suite.ts';
import { race } from './postgres/racer.suite.ts';
import { assertGrowing } from './suite/order.suite.ts';
import {
  appendForSure,
  idsOf,
  listOf,
  newCategory,
  newEvent,
  newStream,
  take,
} from './suite/harness.suite.ts';
import type { Harness } from './suite/harness.suite.ts';

jest.setTimeout(60_000);

let history: TestHistory;
let admin: pg.Client;
const { open, close } = stores();
const patient = { patienceMs: 20_000 } as Harness;

beforeAll(async () => {
  history = await startTestHistory();
  admin = new pg.Client({ connectionString: history.adminUrl });
  admin.on('error', () => undefined);
  await admin.connect();
});

afterEach(close);

afterAll(async () => {
  await admin.end();
  await history.postgres.stop();
});

/** Backends of stores whose newest statement is like that. */
async function connections(statement: string): Promise<readonly number[]> {
  const { rows } = await admin.query<{ pid: number }>(
    `select pid from pg_stat_activity
     where application_name = 'fuhua-history' and datname = current_database() and query ilike $1`,
    [statement],
  );
  return rows.map(({ pid }) => pid);
}

/** Answers how many. */
async function terminate(statement = '%'): Promise<number> {
  const pids = await connections(statement);
  await admin.query('select pg_terminate_backend(pid) from unnest($1::int[]) pid', [pids]);
  return pids.length;
}

test('64 writers in four processes race for one stream: no hole, nothing twice, every answer true', async () => {
  const stream = newStream();
  const outputs = await Promise.all([1, 2, 3, 4].map(() => race(history.url, stream, 16, 2)));
  const read = await listOf((await open({ url: history.url })).readStream(stream));
  expect(read.map(({ revision }) => revision)).toEqual([...Array(128).keys()]);
  expect(read.map(({ id, revision }) => [id, revision])).toEqual(
    outputs.flat().toSorted(([, one], [, other]) => one - other),
  );
});

/** Appends to shared streams until told to end; repeats what is unknown, tries anew where others were first. */
async function writeOn(
  store: EventStore,
  streams: readonly ReturnType<typeof newStream>[],
  state: { running: boolean; unknown: number },
  acknowledged: Map<string, Appended>,
): Promise<void> {
  const expected = new Map<string, Expected>();
  for (let n = 0; state.running; n += 1) {
    const stream = streams[n % streams.length]!;
    const event = newEvent();
    const at = expected.get(stream) ?? 'none';
    try {
      const first = store.append(stream, at, [event]);
      first.catch((error: unknown) => (state.unknown += error instanceof OutcomeUnknown ? 1 : 0));
      const appended = await first.catch((error: unknown) => {
        if (error instanceof WrongRevision) throw error;
        return appendForSure(store, stream, at, [event]);
      });
      acknowledged.set(event.id, appended);
      expected.set(stream, appended.revision);
    } catch (error) {
      if (!(error instanceof WrongRevision)) throw error;
      expected.set(stream, error.actual);
    }
  }
}

test('while backends are killed in flight, repeats settle every append once, and subscribers miss and repeat nothing', async () => {
  const [one, other] = [await open({ url: history.url }), await open({ url: history.url })];
  const category = newCategory();
  const streams = Array.from({ length: 6 }, () => newStream(category));
  const after = await one.head();
  const state = { running: true, unknown: 0 };
  const acknowledged = new Map<string, Appended>();
  const seen: (readonly Recorded[])[] = [];
  let total = Infinity;
  const subscribed = Promise.all(
    [one, other].map((store, n) =>
      take(
        patient,
        (signal) =>
          store.subscribe(n === 0 ? { after } : { after, categories: [category] }, signal),
        (events) => {
          seen[n] = events;
          return events.length >= total;
        },
      ),
    ),
  );
  subscribed.catch(() => undefined);
  const writers = Array.from({ length: 12 }, (_, n) =>
    writeOn(n % 2 === 0 ? one : other, streams, state, acknowledged),
  );
  let killed = 0;
  for (let round = 0; round < 400 && (round < 40 || state.unknown < 10); round += 1) {
    await delay(15);
    killed += await terminate();
  }
  state.running = false;
  await Promise.all(writers);
  expect(killed).toBeGreaterThan(10);
  expect(state.unknown).toBeGreaterThanOrEqual(10);
  const stored = await listOf(other.readAll({ after, categories: [category] }));
  // One more, so that the subscribers look at what they have.
  total = stored.length + 1;
  await appendForSure(one, newStream(category), 'none', [newEvent()]);
  const byId = new Map(stored.map((event) => [event.id as string, event]));
  expect(byId.size).toBe(stored.length);
  expect([...acknowledged.keys()].toSorted()).toEqual(idsOf(stored).toSorted());
  for (const [id, { revision, position }] of acknowledged) {
    expect([id, byId.get(id)?.revision, byId.get(id)?.position]).toEqual([id, revision, position]);
  }
  for (const { events } of await subscribed) {
    assertGrowing(events, after);
    expect(idsOf(events.slice(0, -1))).toEqual(idsOf(stored));
  }
});

test('when PostgreSQL is killed under load and restarted, nothing acknowledged is lost, nothing is there twice', async () => {
  const own = await startTestHistory();
  let running: EmbeddedPostgres = own.postgres;
  const real: Harness = {
    open: () => open({ url: own.url }),
    engine: {
      stop: () => running.kill(),
      start: async () => {
        const { dataDir, port } = own.postgres;
        running = await startPostgres({ dataDir, port, settings: { shared_buffers: '32MB' } });
      },
    },
    idsAreUnique: true,
    patienceMs: 20_000,
    dispose: close,
  };
  try {
    const one = cases.find(({ title }) => title.startsWith('when the engine stops under'))!;
    await runCase(one, () => Promise.resolve(real));
    await runCase(one, () => Promise.resolve(real));
  } finally {
    await running.stop();
    await own.postgres.stop();
  }
});

test('a cut LISTEN connection loses nothing and comes back; a silent one is made up for by the poll', async () => {
  const proxy = await openProxy(history.url);
  const mine = await open({ url: proxy.url, pollMs: 300 });
  const theirs = await open({ url: history.url });
  const category = newCategory();
  const after = await mine.head();
  const ending = new AbortController();
  const seen: string[] = [];
  const following = (async () => {
    for await (const item of mine.subscribe({ after, categories: [category] }, ending.signal)) {
      if (!isCaughtUp(item)) seen.push(item.id);
    }
  })();
  const sent: string[] = [];
  const send = async (): Promise<void> => {
    const event = newEvent();
    sent.push(event.id);
    await theirs.append(newStream(category), 'none', [event]);
    for (let n = 0; n < 1_000 && seen.length < sent.length; n += 1) await delay(10);
    expect(seen).toEqual(sent);
  };
  await send();
  for (let round = 0; round < 3; round += 1) {
    expect(await terminate('listen%')).toBeGreaterThan(0);
    await send();
    await send();
    while ((await connections('listen%')).length === 0) await delay(20);
  }
  proxy.silence('listen');
  await send();
  await send();
  ending.abort();
  await following;
  await close();
  await proxy.close();
});

test('an idle store whose connections are all cut goes on working', async () => {
  const store = await open({ url: history.url });
  const stream = newStream();
  await store.append(stream, 'none', [newEvent()]);
  await listOf(store.readStream(stream));
  expect(await terminate()).toBeGreaterThanOrEqual(2);
  await delay(100);
  await store.append(stream, 0, [newEvent()]);
  expect(await listOf(store.readStream(stream))).toHaveLength(2);
});

test('an append without an answer in time is of unknown outcome, and its repeat answers', async () => {
  const proxy = await openProxy(history.url);
  const store = await open({ url: proxy.url, appendMsMax: 300 });
  const stream = newStream();
  const event = newEvent();
  proxy.swallowAnswerTo('fuhua-append');
  await expect(store.append(stream, 'none', [event])).rejects.toBeInstanceOf(OutcomeUnknown);
  expect(await store.append(stream, 'none', [event])).toMatchObject({ revision: 0 });
  expect(await listOf(store.readStream(stream))).toHaveLength(1);
  await close();
  await proxy.close();
});

test('more appends than may wait are Busy, and not written', async () => {
  const proxy = await openProxy(history.url);
  const store = await open({ url: proxy.url, queueMax: 4, appendMsMax: 500 });
  const stream = newStream();
  proxy.swallowAnswerTo('fuhua-append');
  const first = store.append(newStream(), 'none', [newEvent()]);
  first.catch(() => undefined);
  await delay(50);
  const waiting = [1, 2, 3, 4].map(() => store.append(newStream(), 'none', [newEvent()]));
  const busy = store.append(stream, 'none', [newEvent()]);
  await expect(busy).rejects.toMatchObject({ busy: true });
  await expect(busy).rejects.toBeInstanceOf(Unavailable);
  await expect(first).rejects.toBeInstanceOf(OutcomeUnknown);
  expect(await Promise.all(waiting)).toHaveLength(4);
  expect(await listOf(store.readStream(stream))).toEqual([]);
  await close();
  await proxy.close();
});

test('closing answers every append that waits, and refuses later ones', async () => {
  const store = await open({ url: history.url, flushAppendsMax: 10 });
  const waiting = Array.from({ length: 60 }, () => store.append(newStream(), 'none', [newEvent()]));
  await Promise.all([store.close(), store.close()]);
  expect(await Promise.all(waiting)).toHaveLength(60);
  await expect(store.append(newStream(), 'none', [newEvent()])).rejects.toBeInstanceOf(Unavailable);
  await expect(listOf(store.readAll())).rejects.toBeInstanceOf(Unavailable);
});
