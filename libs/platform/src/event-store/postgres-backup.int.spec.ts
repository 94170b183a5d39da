import { once } from 'node:events';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { accessTable, migrateAccessRecords, openAccessRecords } from '../auth/index.ts';
import type { AccessRecord } from '../auth/index.ts';
import { freshHistory, startTestHistory, stores } from './postgres/database.suite.ts';
import type { TestHistory } from './postgres/database.suite.ts';
import { copyHistory, historyTable, IncompleteCopy, replaceHistory } from './postgres/index.ts';
import type { CopiedTable, HistoryCopy } from './postgres/index.ts';
import { listOf, newEvent, newEvents, newStream } from './suite/harness.suite.ts';

let history: TestHistory;
const { open, close } = stores();

beforeAll(async () => {
  history = await startTestHistory();
});
afterEach(close);
afterAll(() => history.postgres.stop());

interface Taken extends HistoryCopy {
  readonly texts: Readonly<Record<string, string>>;
}

async function take(
  adminUrl: string,
  tables: readonly CopiedTable[] = [historyTable],
): Promise<Taken> {
  const texts: Record<string, string> = {};
  const copy = await copyHistory(adminUrl, tables, async (name, rows) => {
    texts[name] = await text(rows);
  });
  return { ...copy, texts };
}

function putBack(adminUrl: string, taken: Taken, tables = [historyTable]): Promise<string> {
  return replaceHistory(adminUrl, tables, taken, (name) =>
    Readable.from([taken.texts[name] ?? '']),
  );
}

const odd = '{"text":"\\\\N \\t \\"制表\t换行\\u0000 \\\\. 😀"}';

test('a copy put back elsewhere is the same history, byte for byte, under a new epoch', async () => {
  const [from, to] = [await freshHistory(history.postgres), await freshHistory(history.postgres)];
  const store = await open({ url: from.url });
  const [left, right] = [newStream(), newStream()];
  await store.append(left, 'none', [{ ...newEvent(), data: odd, metadata: odd }, newEvent()]);
  await store.append(right, 'none', newEvents(3));
  const taken = await take(from.adminUrl);
  expect(taken).toMatchObject({ epoch: store.epoch(), head: '5', rows: { events: 5 } });
  const epoch = await putBack(to.adminUrl, taken);
  const restored = await open({ url: to.url });
  expect(restored.epoch()).toBe(epoch);
  expect(epoch).not.toBe(store.epoch());
  expect(await listOf(restored.readAll())).toEqual(await listOf(store.readAll()));
  expect((await take(to.adminUrl)).texts).toEqual(taken.texts);
  expect(await restored.append(left, 1, [newEvent()])).toEqual({ revision: 2, position: 6n });
});

test('what was written since the copy is gone after it is put back, and nothing is changed by hand afterwards', async () => {
  const own = await freshHistory(history.postgres);
  const store = await open({ url: own.url });
  await store.append(newStream(), 'none', newEvents(2));
  const taken = await take(own.adminUrl);
  await store.append(newStream(), 'none', newEvents(2));
  await putBack(own.adminUrl, taken);
  expect((await take(own.adminUrl)).texts).toEqual(taken.texts);
  await expect(ask(own.adminUrl, 'delete from history.events')).rejects.toThrow(
    'only ever added to',
  );
});

test('a copy taken while others write holds every event up to its head', async () => {
  const own = await freshHistory(history.postgres);
  const store = await open({ url: own.url });
  const going = { on: true };
  const writing = Array.from({ length: 4 }, async () => {
    while (going.on) await store.append(newStream(), 'none', newEvents(2));
  });
  for (let round = 0; round < 5; round += 1) {
    const { head, texts, rows } = await take(own.adminUrl);
    const positions = (texts['events'] ?? '')
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t')[0]);
    if (rows['events'] === 0) continue;
    expect(positions).toEqual(Array.from({ length: Number(head) }, (_, n) => String(n + 1)));
  }
  going.on = false;
  await Promise.all(writing);
  expect(await store.head()).toBeGreaterThan(2n);
});

test('a copy that breaks off, or ends elsewhere than it says, changes nothing', async () => {
  const own = await freshHistory(history.postgres);
  const store = await open({ url: own.url });
  await store.append(newStream(), 'none', newEvents(3));
  const taken = await take(own.adminUrl);
  const [first = ''] = (taken.texts['events'] ?? '').split('\n');
  await expect(
    putBack(own.adminUrl, { ...taken, texts: { events: `${first}\n` } }),
  ).rejects.toThrow(IncompleteCopy);
  const broken = replaceHistory(own.adminUrl, [historyTable], taken, () =>
    Readable.from(
      (function* () {
        yield `${first}\n`;
        throw new Error('unreadable');
      })(),
    ),
  );
  await expect(broken).rejects.toThrow('unreadable');
  expect(await take(own.adminUrl)).toMatchObject({ epoch: store.epoch(), texts: taken.texts });
});

test('whoever takes the copy may fail in the middle of it', async () => {
  const own = await freshHistory(history.postgres);
  const store = await open({ url: own.url });
  const large = JSON.stringify({ text: 'x'.repeat(200_000) });
  for (let n = 0; n < 20; n += 1) {
    await store.append(newStream(), 'none', [{ ...newEvent(), data: large }]);
  }
  const failing = copyHistory(own.adminUrl, [historyTable], async (_name, rows) => {
    await once(rows, 'data');
    throw new Error('disk full');
  });
  await expect(failing).rejects.toThrow('disk full');
});

const record = (at: string, requestId: string): AccessRecord => ({
  at: at as AccessRecord['at'],
  person: '7c9e6679-7425-40de-944b-e07fc1f90ae7' as AccessRecord['person'],
  role: 'officer',
  method: 'GET',
  route: '/v1/persons/:id',
  outcome: 'ok',
  requestId,
});

test('access records come back beside those made since, each once', async () => {
  const tables = [historyTable, accessTable];
  const own = await freshHistory(history.postgres);
  const pool = new pg.Pool({ connectionString: own.adminUrl, max: 2 });
  try {
    await migrateAccessRecords(pool, { serviceRole: 'history_service' });
    const records = await openAccessRecords(pool, '2024-03-04T01:00:00.000Z');
    await records.write(record('2019-03-31T16:00:00.000Z', 'old'));
    await records.write(record('2024-03-04T01:00:00.000Z', 'kept'));
    const taken = await take(own.adminUrl, tables);
    expect(taken.rows).toEqual({ events: 0, access: 2 });
    await records.write(record('2024-03-05T01:00:00.000Z', 'since'));
    await pool.query('drop table access.access_record_201904');
    await putBack(own.adminUrl, taken, tables);
    const { rows } = await pool.query<{ id: string }>(
      'select request_id as id from access.access_record order by at',
    );
    expect(rows.map(({ id }) => id)).toEqual(['old', 'kept', 'since']);
  } finally {
    await pool.end();
  }
});

async function ask(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
