import { spawn } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import pg from 'pg';
import { startPostgres } from './embedded.ts';
import type { EmbeddedPostgres } from './embedded.ts';
import { isAlive, markOf } from './processes.ts';
import { freePort, freshDatabase, startTestPostgres, temporaryDirectory } from './test-postgres.ts';

jest.setTimeout(60_000);

const isRoot = process.getuid?.() === 0;
const asRoot = isRoot ? test : test.skip;

/** An initialised data directory that each test copies. */
let template: string;
let directory: string;
let running: EmbeddedPostgres[] = [];

beforeAll(async () => {
  template = temporaryDirectory();
  const made = await startPostgres({
    dataDir: join(template, 'data'),
    port: await freePort(),
    settings: quick,
  });
  await made.stop();
});

afterEach(async () => {
  await Promise.all(running.map((postgres) => postgres.stop()));
  running = [];
  rmSync(directory, { recursive: true, force: true });
});

afterAll(() => {
  rmSync(template, { recursive: true, force: true });
});

const quick = { fsync: 'off', shared_buffers: '32MB' };

function copyOfTemplate(): string {
  directory = temporaryDirectory();
  cpSync(template, directory, { recursive: true });
  const { uid, gid } = statSync(join(template, 'data'));
  for (const name of ['data', 'data.password']) own(join(directory, name), uid, gid);
  return join(directory, 'data');
}

function own(path: string, uid: number, gid: number): void {
  chownSync(path, uid, gid);
  if (!statSync(path).isDirectory()) return;
  for (const entry of readdirSync(path)) own(join(path, entry), uid, gid);
}

async function start(dataDir: string, port?: number): Promise<EmbeddedPostgres> {
  const postgres = await startPostgres({
    dataDir,
    port: port ?? (await freePort()),
    settings: quick,
  });
  running.push(postgres);
  return postgres;
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  // Its connection may be cut by the test.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

test('what was written before a stop is there after the next start', async () => {
  const first = await start(copyOfTemplate());
  await query(first.adminUrl(), 'CREATE TABLE kept AS SELECT 42 AS answer');
  await first.stop();
  expect(first.pids()).toEqual([]);
  const second = await start(first.dataDir);
  expect(await query(second.adminUrl(), 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
});

test('after SIGKILL of the postmaster and every backend it recovers and keeps what was committed', async () => {
  const first = await start(copyOfTemplate());
  await query(first.adminUrl(), 'CREATE TABLE kept AS SELECT 42 AS answer');
  const marks = first.pids().flatMap((pid) => markOf(pid) ?? []);
  expect(marks.length).toBeGreaterThan(3);
  await first.kill();
  expect(marks.filter(isAlive)).toEqual([]);
  expect(existsSync(join(first.dataDir, 'postmaster.pid'))).toBe(true);
  const second = await start(first.dataDir);
  expect(await query(second.adminUrl(), 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
});

test('after SIGKILL of the postmaster alone the next start waits for its backends', async () => {
  const first = await start(copyOfTemplate());
  const client = new pg.Client({ connectionString: first.adminUrl() });
  client.on('error', () => undefined);
  await client.connect();
  process.kill(first.pids()[0] ?? 0, 'SIGKILL');
  await first.exited;
  await first.stop();
  const second = await start(first.dataDir);
  expect(await query(second.adminUrl(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('a postmaster.pid that names another living program does not keep it from starting', async () => {
  const dataDir = copyOfTemplate();
  writeFileSync(join(dataDir, 'postmaster.pid'), `${String(process.pid)}\n${dataDir}\n`);
  const postgres = await start(dataDir);
  expect(await query(postgres.adminUrl(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('a PostgreSQL whose starter was killed is stopped and started anew', async () => {
  const dataDir = copyOfTemplate();
  const port = await freePort();
  const first = await start(dataDir, port);
  const [postmaster = 0] = first.pids();
  const starter = spawn('sleep', ['60']);
  const mark = markOf(starter.pid ?? 0);
  starter.kill('SIGKILL');
  await once(starter, 'exit');
  writeFileSync(`${dataDir}.owner`, JSON.stringify(mark));
  const second = await start(dataDir, await freePort());
  expect(second.pids()[0]).not.toBe(postmaster);
  expect(first.pids()).toEqual([]);
});

test('a second start on the same directory names the process that uses it', async () => {
  const first = await start(copyOfTemplate());
  await expect(start(first.dataDir)).rejects.toMatchObject({
    code: 'postgres.already-running',
    message: `The data directory ${first.dataDir} is in use by process ${String(process.pid)}; stop that process first or use another data directory.`,
  });
  expect(await query(first.adminUrl(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('a taken port is named, in both languages', async () => {
  const dataDir = copyOfTemplate();
  const other = createServer().listen(await freePort(), '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  await expect(start(dataDir, port)).rejects.toMatchObject({
    code: 'postgres.port-taken',
    message: `PostgreSQL cannot listen on 127.0.0.1:${String(port)} because another program does; stop that program or choose another port.`,
    zh: `PostgreSQL 的端口 ${String(port)} 已被其他程序占用，请停止该程序，或另选一个端口。`,
  });
  other.close();
  await once(other, 'close');
  await start(dataDir, port);
});

test('data of another major version is refused and left alone', async () => {
  const dataDir = copyOfTemplate();
  writeFileSync(join(dataDir, 'PG_VERSION'), '14\n');
  await expect(start(dataDir)).rejects.toMatchObject({
    code: 'postgres.other-version',
    found: '14',
    expected: '18',
    message: expect.stringContaining('was made by PostgreSQL 14 and this is 18') as unknown,
  });
  expect(readFileSync(join(dataDir, 'PG_VERSION'), 'utf8')).toBe('14\n');
});

test('a directory that holds other files is refused and left alone', async () => {
  directory = temporaryDirectory();
  writeFileSync(join(directory, 'letter.txt'), 'dear');
  await expect(start(directory)).rejects.toMatchObject({ code: 'postgres.not-a-data-directory' });
  expect(readFileSync(join(directory, 'letter.txt'), 'utf8')).toBe('dear');
});

test('a disk that refuses is named with its reason', async () => {
  directory = temporaryDirectory();
  writeFileSync(join(directory, 'file'), '');
  await expect(start(join(directory, 'file', 'data'))).rejects.toMatchObject({
    code: 'postgres.unwritable',
    reason: 'EEXIST',
  });
});

test('a first start that was interrupted leaves nothing in the way', async () => {
  directory = temporaryDirectory();
  mkdirSync(join(directory, 'data.new'));
  writeFileSync(join(directory, 'data.new', 'PG_VERSION'), '18\n');
  const postgres = await start(join(directory, 'data'));
  expect(await query(postgres.adminUrl(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('the password stands in a 0600 file; a lost one is replaced; a wrong one is refused', async () => {
  const dataDir = copyOfTemplate();
  rmSync(`${dataDir}.password`);
  const postgres = await start(dataDir);
  expect(statSync(`${dataDir}.password`).mode & 0o777).toBe(0o600);
  expect(await query(postgres.adminUrl(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await expect(
    query(postgres.roleUrl('postgres', 'guess', 'postgres'), 'SELECT 1'),
  ).rejects.toThrow('password authentication failed');
});

test('roles and databases are made once, and only their owner may connect', async () => {
  const postgres = await start(copyOfTemplate());
  for (const password of ['old', 'new']) {
    await postgres.createRole('fuhua_registry', password);
    await postgres.createDatabase('fuhua_registry', 'fuhua_registry');
  }
  await postgres.createRole('other', 'secret');
  const mine = postgres.roleUrl('fuhua_registry', 'new', 'fuhua_registry');
  expect(await query(mine, 'CREATE TABLE mine AS SELECT 1; SELECT 1 AS one')).toBeUndefined();
  await expect(
    query(postgres.roleUrl('other', 'secret', 'fuhua_registry'), 'SELECT 1'),
  ).rejects.toThrow('permission denied for database');
});

test('it is durable unless told otherwise, and listens on 127.0.0.1 only', async () => {
  const postgres = await startPostgres({ dataDir: copyOfTemplate(), port: await freePort() });
  running.push(postgres);
  const settings = await query(
    postgres.adminUrl(),
    `SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'listen_addresses', 'max_connections') ORDER BY name`,
  );
  expect(settings).toEqual([
    { name: 'fsync', setting: 'on' },
    { name: 'listen_addresses', setting: '127.0.0.1' },
    { name: 'max_connections', setting: '200' },
    { name: 'synchronous_commit', setting: 'on' },
  ]);
});

test('it is in no process group of ours, so a Ctrl-C passes it by', async () => {
  const postgres = await start(copyOfTemplate());
  const [postmaster = 0] = postgres.pids();
  expect(groupOf(postmaster)).toBe(postmaster);
  expect(groupOf(process.pid)).not.toBe(postmaster);
});

asRoot(
  'below a directory that only root may enter, data goes to /var/lib and stays there',
  async () => {
    directory = mkdtempSync(join(tmpdir(), 'fuhua-closed-'));
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    const wished = join(directory, '.fuhua', 'postgres');
    const first = await start(wished);
    expect(first.dataDir).toMatch(/^\/var\/lib\/fuhua-[0-9a-f]{12}\/postgres$/);
    await query(first.adminUrl(), 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    chmodSync(directory, 0o755);
    const second = await start(wished);
    expect(await query(second.adminUrl(), 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    await second.stop();
    rmSync(dirname(second.dataDir), { recursive: true, force: true });
  },
);

test('a spec gets empty databases of its own, and its directory is removed', async () => {
  directory = temporaryDirectory();
  const postgres = await startTestPostgres();
  const [one, two] = await Promise.all([freshDatabase(postgres), freshDatabase(postgres)]);
  expect(one).not.toBe(two);
  await query(one, 'CREATE TABLE only_here (id int)');
  expect(await query(two, `SELECT to_regclass('only_here') AS found`)).toEqual([{ found: null }]);
  await postgres.stop();
  expect(existsSync(dirname(postgres.dataDir))).toBe(false);
});

function groupOf(pid: number): number {
  const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]);
}
