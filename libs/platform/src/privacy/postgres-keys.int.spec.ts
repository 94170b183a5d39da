import { randomBytes, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import { catalogue, event, personal, PersonId, type EventId, type Sealed } from '@fuhua/kernel';
import pg from 'pg';
import { z } from 'zod';
import { freshDatabase, startTestPostgres } from '../embedded/index.ts';
import type { EmbeddedPostgres } from '../embedded/index.ts';
import { NotDurable, Unavailable } from '../event-store/index.ts';
import { KeyConflict, KeyMissing, KeysNotMigrated, OtherMasterKey } from './errors.ts';
import { keyStoreSuite } from './key-store.suite.ts';
import type { KeyStore } from './key-store.ts';
import { randomMasterKey } from './master-key.ts';
import { openPrivacy } from './open.ts';
import {
  dropOldWal,
  exportKeys,
  importKeys,
  migrateKeys,
  openPostgresKeys,
} from './postgres/index.ts';
import type { KeyRow } from './postgres/index.ts';
import type { Privacy } from './privacy.ts';

jest.setTimeout(60_000);

const ROLE = 'keys_service';
const personRegistered = event(
  'PersonRegistered',
  1,
  z.object({ person: PersonId, name: personal(z.string(), 'person') }),
);
const events = catalogue(personRegistered);

interface Keys {
  readonly adminUrl: string;
  /** Of the service's role. */
  readonly url: string;
}

let postgres: EmbeddedPostgres;
let shared: Keys;
const opened: KeyStore[] = [];

beforeAll(async () => {
  postgres = await startTestPostgres({ fsync: 'on' });
  await postgres.createRole(ROLE, 'secret');
  shared = await freshKeys();
});

afterEach(async () => {
  await Promise.all(opened.splice(0).map((store) => store.close()));
});

afterAll(async () => {
  await postgres.stop();
});

async function freshKeys(): Promise<Keys> {
  const adminUrl = await freshDatabase(postgres);
  await migrateKeys(adminUrl, { serviceRole: ROLE });
  return { adminUrl, url: serviceUrl(adminUrl) };
}

function serviceUrl(adminUrl: string): string {
  return postgres.roleUrl(ROLE, 'secret', new URL(adminUrl).pathname.slice(1));
}

async function openStore(url = shared.url): Promise<KeyStore> {
  const store = await openPostgresKeys({ url });
  opened.push(store);
  return store;
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

async function listOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

const somebody = (): PersonId => randomUUID() as PersonId;

async function sealName(privacy: Privacy, person: PersonId, name = '张伟'): Promise<Sealed> {
  const id = randomUUID() as EventId;
  const data = { person, name };
  const sealed = await privacy.seal(events, { id, type: 'PersonRegistered', data });
  return (sealed as { name: Sealed }).name;
}

/** Files of the data directory, but those in `except`, that hold these bytes. */
function filesHolding(bytes: Buffer, except: string): readonly string[] {
  return readdirSync(postgres.dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes(except))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(bytes));
}

keyStoreSuite('the PostgreSQL key store', () => openStore());

test('two processes that seal for one new person at once end with one key', async () => {
  const masterKey = randomMasterKey();
  const { url } = await freshKeys();
  const [left, right] = await Promise.all(
    [0, 1].map(async () => openPrivacy({ keys: await openStore(url), masterKey })),
  );
  for (let round = 0; round < 25; round += 1) {
    const person = somebody();
    const sealed = await Promise.all([
      sealName(left!, person, '左'),
      sealName(right!, person, '右'),
      sealName(left!, person, '左'),
    ]);
    expect(await right!.openAll(sealed)).toEqual(['左', '右', '左']);
    expect(await left!.openAll(sealed)).toEqual(['左', '右', '左']);
  }
});

test('another process stops opening a forgotten person within 5 s', async () => {
  const masterKey = randomMasterKey();
  const { url } = await freshKeys();
  const here = await openPrivacy({ keys: await openStore(url), masterKey });
  const there = await openPrivacy({ keys: await openStore(url), masterKey });
  const [anna, boris] = [somebody(), somebody()];
  const sealed = [await sealName(here, anna), await sealName(here, boris, '李娜')];
  expect(await there.openAll(sealed)).toEqual(['张伟', '李娜']);
  await here.forget(anna, 'asked');
  const forgottenAt = performance.now();
  expect(await here.openAll(sealed)).toEqual([{ erased: true }, '李娜']);
  while ((await there.openAll(sealed))[0] === '张伟') {
    expect(performance.now() - forgottenAt).toBeLessThan(5_000);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(await there.openAll(sealed)).toEqual([{ erased: true }, '李娜']);
  await expect(sealName(there, anna)).rejects.toThrow('was forgotten');
});

test('no file of the database holds the wrapped key of a forgotten person, but the write-ahead log', async () => {
  const { adminUrl, url } = await freshKeys();
  const masterKey = randomMasterKey();
  const privacy = await openPrivacy({ keys: await openStore(url), masterKey });
  const people = Array.from({ length: 200 }, somebody);
  const sealed = await Promise.all(people.map((person) => sealName(privacy, person, '欧阳娜娜')));
  await query(adminUrl, 'checkpoint');
  const kept = await query(adminUrl, `select subject, wrapped from keys.subject_keys`);
  const wrappedOf = (person: PersonId): Buffer =>
    kept.find(({ subject }) => subject === person)!['wrapped'] as Buffer;
  const [first, middle, last] = [people[0]!, people[100]!, people[199]!];
  expect(filesHolding(wrappedOf(middle), '/pg_wal')).toHaveLength(1);
  for (const person of [first, middle, last]) await privacy.forget(person, 'asked');
  await query(adminUrl, 'checkpoint');
  for (const person of [first, middle, last]) {
    expect(filesHolding(wrappedOf(person), '/pg_wal')).toEqual([]);
  }
  expect(filesHolding(wrappedOf(people[1]!), '/pg_wal')).toHaveLength(1);
  expect(filesHolding(Buffer.from('欧阳娜娜'), 'no exception')).toEqual([]);
  expect((await privacy.openAll(sealed)).filter((name) => name === '欧阳娜娜')).toHaveLength(197);
});

test('the wrapped key leaves the write-ahead log with its old part, also what was kept for reuse', async () => {
  const { adminUrl, url } = await freshKeys();
  const [store, subject, wrapped] = [await openStore(url), randomUUID(), randomBytes(60)];
  await store.claim(new Map([[subject, wrapped]]));
  // Twice: the segment with the key becomes an old one, which a checkpoint keeps under a new name.
  for (let round = 0; round < 2; round += 1) {
    await query(adminUrl, `select pg_logical_emit_message(false, 'spec', '')`);
    await query(adminUrl, 'select pg_switch_wal()');
    await query(adminUrl, 'checkpoint');
  }
  await store.destroy(subject, 'asked');
  await query(adminUrl, 'checkpoint');
  expect(filesHolding(wrapped, 'no exception').join()).toMatch(/\/pg_wal\/[0-9A-F]{24}$/);
  await dropOldWal(adminUrl);
  expect(filesHolding(wrapped, 'no exception')).toEqual([]);
  const left = await query(adminUrl, `select from pg_file_settings where name = 'wal_recycle'`);
  expect(left).toEqual([]);
});

/** Runs the statement and keeps its transaction open until told. */
async function holding(adminUrl: string, text: string): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  await client.query('begin');
  await client.query(text);
  return async () => {
    await client.query('commit');
    await client.end();
  };
}

/** What a promise gives; meanwhile, once a backend waits for a lock, `then` runs. */
async function whileWaiting<T>(
  adminUrl: string,
  promise: Promise<T>,
  then: () => Promise<void>,
): Promise<T> {
  const waiting = `select from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  const began = performance.now();
  while ((await query(adminUrl, waiting)).length === 0) {
    expect(performance.now() - began).toBeLessThan(10_000);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await then();
  return promise;
}

test('a destruction waits for a key that is just being made, and takes it too', async () => {
  const { adminUrl, url } = await freshKeys();
  const [store, subject] = [await openStore(url), randomUUID()];
  const commit = await holding(adminUrl, `select keys.claim('{${subject}}', '{"\\\\x00"}')`);
  await whileWaiting(adminUrl, store.destroy(subject, 'asked'), commit);
  expect(await query(adminUrl, 'select * from keys.subject_keys')).toEqual([]);
  expect(await store.find([subject])).toEqual(new Map([[subject, 'destroyed']]));
});

test('a key is not made while its person is just being forgotten', async () => {
  const { adminUrl, url } = await freshKeys();
  const [store, subject] = [await openStore(url), randomUUID()];
  const commit = await holding(adminUrl, `select keys.destroy('${subject}', 'asked')`);
  const claiming = store.claim(new Map([[subject, randomBytes(60)]]));
  const claimed = await whileWaiting(adminUrl, claiming, commit);
  expect(claimed).toEqual(new Map([[subject, 'destroyed']]));
  expect(await query(adminUrl, 'select * from keys.subject_keys')).toEqual([]);
});

test('a look-up that had to wait for a destruction finds the others', async () => {
  const { adminUrl, url } = await freshKeys();
  const [store, gone, stays] = [await openStore(url), randomUUID(), randomUUID()];
  const wrapped = randomBytes(60);
  await store.claim(
    new Map([
      [gone, wrapped],
      [stays, wrapped],
    ]),
  );
  const commit = await holding(adminUrl, `select keys.destroy('${gone}', 'asked')`);
  const found = await whileWaiting(adminUrl, store.find([gone, stays]), commit);
  expect(found).toEqual(
    new Map<string, unknown>([
      [gone, 'destroyed'],
      [stays, wrapped],
    ]),
  );
});

test('migrating again, also several at once, changes nothing', async () => {
  const { adminUrl, url } = await freshKeys();
  const masterKey = randomMasterKey();
  const sealed = await sealName(
    await openPrivacy({ keys: await openStore(url), masterKey }),
    somebody(),
  );
  const elsewhere = await freshDatabase(postgres);
  const migrate = (to: string): Promise<void> => migrateKeys(to, { serviceRole: ROLE });
  await Promise.all([adminUrl, elsewhere, adminUrl, elsewhere].map(migrate));
  const again = await openPrivacy({ keys: await openStore(url), masterKey });
  expect(await again.open(sealed)).toBe('张伟');
});

test('a start with another master key is refused', async () => {
  const { url } = await freshKeys();
  await openPrivacy({ keys: await openStore(url), masterKey: randomMasterKey() });
  const other = openPrivacy({ keys: await openStore(url), masterKey: randomMasterKey() });
  await expect(other).rejects.toThrow(OtherMasterKey);
});

test.each([
  'select * from keys.subject_keys',
  'delete from keys.destroyed',
  'update keys.master set check_value = check_value',
  'select keys.drop_destroyed()',
  'truncate keys.subject_keys',
  'drop table keys.destroyed',
  'set role fuhua_keys_owner',
])('the service may not: %s', async (statement) => {
  await expect(query(shared.url, statement)).rejects.toThrow(/permission denied|must be owner/);
});

test('a database without a key store is named so', async () => {
  const adminUrl = await freshDatabase(postgres);
  await expect(openStore(serviceUrl(adminUrl))).rejects.toThrow(KeysNotMigrated);
});

test('a PostgreSQL that could lose a key is refused', async () => {
  const careless = await startTestPostgres();
  try {
    const url = await freshDatabase(careless);
    await expect(openPostgresKeys({ url })).rejects.toThrow(NotDurable);
  } finally {
    await careless.stop();
  }
});

test('a key store that is not there, or goes away, is Unavailable', async () => {
  const nowhere = new URL(shared.url);
  nowhere.port = '1';
  await expect(openStore(nowhere.href)).rejects.toThrow(Unavailable);
  const own = await startTestPostgres({ fsync: 'on' });
  const url = await freshDatabase(own);
  await own.createRole(ROLE, 'secret');
  await migrateKeys(url, { serviceRole: ROLE });
  const privacy = await openPrivacy({ keys: await openStore(url), masterKey: randomMasterKey() });
  await sealName(privacy, somebody());
  await own.stop();
  await expect(sealName(privacy, somebody())).rejects.toThrow(Unavailable);
  await expect(privacy.forget(somebody(), 'asked')).rejects.toThrow(Unavailable);
});

test('a backup brings every key into an empty store, and a second import changes nothing', async () => {
  const [from, to, masterKey] = [await freshKeys(), await freshKeys(), randomMasterKey()];
  const privacy = await openPrivacy({ keys: await openStore(from.url), masterKey });
  const people = Array.from({ length: 2_500 }, somebody);
  const sealed = await Promise.all(people.map((person) => sealName(privacy, person)));
  await privacy.forget(people[0]!, 'asked');
  const backup = await listOf(exportKeys(from.adminUrl));
  expect(backup).toHaveLength(2_501);
  const lines = backup.map((row) => JSON.parse(JSON.stringify(row)) as KeyRow);
  expect(await importKeys(to.adminUrl, lines)).toEqual({ keys: 2_499, destroyed: 1, refused: 0 });
  expect(await importKeys(to.adminUrl, lines)).toEqual({ keys: 0, destroyed: 0, refused: 0 });
  const restored = await openPrivacy({ keys: await openStore(to.url), masterKey });
  expect(await restored.openAll(sealed)).toEqual([
    { erased: true },
    ...people.slice(1).fill('张伟' as never),
  ]);
  expect(await listOf(exportKeys(to.adminUrl))).toEqual(backup);
});

test('who was forgotten since the backup stays forgotten when it is imported', async () => {
  const { adminUrl, url } = await freshKeys();
  const masterKey = randomMasterKey();
  const privacy = await openPrivacy({ keys: await openStore(url), masterKey });
  const [anna, boris] = [somebody(), somebody()];
  const sealed = [await sealName(privacy, anna), await sealName(privacy, boris)];
  const backup = await listOf(exportKeys(adminUrl));
  await privacy.forget(anna, 'asked');
  expect(await importKeys(adminUrl, backup)).toEqual({ keys: 0, destroyed: 0, refused: 1 });
  const [gone] = await query(adminUrl, `select count(*)::int from keys.subject_keys`);
  expect(gone).toEqual({ count: 1 });
  const again = await openPrivacy({ keys: await openStore(url), masterKey });
  expect(await again.openAll(sealed)).toEqual([{ erased: true }, '张伟']);
});

test("an older copy gets today's list of destroyed keys applied anew", async () => {
  const [today, copy, masterKey] = [await freshKeys(), await freshKeys(), randomMasterKey()];
  const privacy = await openPrivacy({ keys: await openStore(today.url), masterKey });
  const anna = somebody();
  const sealed = await sealName(privacy, anna);
  await importKeys(copy.adminUrl, exportKeys(today.adminUrl));
  const there = await openPrivacy({ keys: await openStore(copy.url), masterKey });
  expect(await there.open(sealed)).toBe('张伟');
  await privacy.forget(anna, 'asked');
  const destroyed = (await listOf(exportKeys(today.adminUrl))).filter(
    ({ kind }) => kind === 'destroyed',
  );
  expect(await importKeys(copy.adminUrl, destroyed)).toEqual({ keys: 0, destroyed: 1, refused: 0 });
  const afterwards = await openPrivacy({ keys: await openStore(copy.url), masterKey });
  expect(await afterwards.open(sealed)).toEqual({ erased: true });
  const stands = await query(
    copy.adminUrl,
    'select reason, (select count(*)::int from keys.subject_keys) from keys.destroyed',
  );
  expect(stands).toEqual([{ reason: 'asked', count: 0 }]);
});

test('a backup under another master key, or with another key of somebody, is refused whole', async () => {
  const [from, to] = [await freshKeys(), await freshKeys()];
  const masterKey = randomMasterKey();
  const privacy = await openPrivacy({ keys: await openStore(from.url), masterKey });
  const [anna, boris] = [somebody(), somebody()];
  const sealed = [await sealName(privacy, anna), await sealName(privacy, boris)];
  const backup = await listOf(exportKeys(from.adminUrl));
  const foreign = await freshKeys();
  await openPrivacy({ keys: await openStore(foreign.url), masterKey: randomMasterKey() });
  await expect(importKeys(foreign.adminUrl, backup)).rejects.toThrow(OtherMasterKey);
  const nameless = backup.filter(({ kind }) => kind !== 'master');
  await expect(importKeys(to.adminUrl, nameless)).rejects.toThrow(OtherMasterKey);
  const other = await openPrivacy({ keys: await openStore(to.url), masterKey });
  await sealName(other, anna);
  await expect(importKeys(to.adminUrl, backup)).rejects.toThrow(KeyConflict);
  await expect(other.open(sealed[1]!)).rejects.toThrow(KeyMissing);
});

test('keys made and destroyed while a backup is taken leave it whole', async () => {
  const { adminUrl, url } = await freshKeys();
  const store = await openStore(url);
  await store.masterCheck(randomBytes(32));
  const subjects = Array.from({ length: 3_000 }, () => randomUUID());
  await store.claim(new Map(subjects.map((subject) => [subject, randomBytes(60)] as const)));
  const taking = exportKeys(adminUrl);
  const rows = [(await taking.next()).value as KeyRow, (await taking.next()).value as KeyRow];
  const seen = rows[1] as Extract<KeyRow, { kind: 'key' }>;
  await store.destroy(seen.subject, 'asked');
  rows.push(...(await listOf(taking)));
  expect(rows.filter(({ kind }) => kind === 'key').length).toBeGreaterThanOrEqual(2_999);
  const to = await freshKeys();
  const { destroyed, refused } = await importKeys(to.adminUrl, rows);
  expect({ destroyed, refused }).toEqual({ destroyed: 1, refused: 1 });
  expect(await (await openStore(to.url)).find([seen.subject])).toEqual(
    new Map([[seen.subject, 'destroyed']]),
  );
});
