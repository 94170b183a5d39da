import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { freePort, isAlive, temporaryDirectory } from '@fuhua/platform/embedded';
import { checkout, dataDirectory, lastRun } from './data-directory.ts';
import type { Run } from './data-directory.ts';
import type { UpOptions } from './up.ts';

jest.setTimeout(120_000);

/** What `main.ts` does for `up`, with a service of ours. */
const starter = `
import { dataDirectory } from '${checkout}/apps/fuhua/dist/data-directory.js';
import { runUp } from '${checkout}/apps/fuhua/dist/up.js';
import { failureOf } from '${checkout}/apps/fuhua/dist/user-error.js';
const { root, ...options } = JSON.parse(process.argv[2]);
try {
  process.exitCode = await runUp({ ...options, data: dataDirectory(root) });
} catch (error) {
  process.stderr.write(failureOf(error));
  process.exitCode = 1;
}`;

/** Tells its environment, dies when asked to, and notes what still answers when it is told to stop. */
const service = `
import { createServer } from 'node:http';
import { appendFileSync } from 'node:fs';
import { connect } from 'node:net';
if (process.env.FAKE_FAILS) { console.error('fatal: no such table'); process.exit(3); }
const server = createServer((request, response) => {
  if (request.url === '/die') process.exit(7);
  response.end(JSON.stringify(process.env));
});
server.listen(Number(process.env.FUHUA_PORT), '127.0.0.1');
const reaches = (port) => new Promise((resolve) => {
  const socket = connect(port, '127.0.0.1', () => { socket.destroy(); resolve(true); });
  socket.on('error', () => resolve(false));
});
const stop = async () => {
  const postgres = await reaches(Number(new URL(process.env.FUHUA_HISTORY).port));
  const gateway = await reaches(Number(new URL(process.env.FUHUA_PUBLIC_URL).port));
  appendFileSync(process.env.FAKE_NOTES, JSON.stringify({ postgres, gateway }) + '\\n');
  process.exit(0);
};
process.on('SIGTERM', stop);
process.on('SIGINT', () => { appendFileSync(process.env.FAKE_NOTES, 'SIGINT\\n'); });`;

interface Up {
  readonly child: ChildProcess;
  /** Everything printed so far. */
  printed(): string;
  until(text: string): Promise<void>;
  /** The exit code. */
  readonly ended: Promise<number | null>;
}

let directory: string;
let ports: { gateway: number; postgres: number; registry: number };
let ups: Up[];

beforeAll(() => {
  execFileSync(process.execPath, [join(checkout, 'tools', 'build.mjs')], { cwd: checkout });
});

beforeEach(async () => {
  directory = temporaryDirectory();
  ups = [];
  writeFileSync(join(directory, 'up.mjs'), starter);
  writeFileSync(join(directory, 'service.mjs'), service);
  writeFileSync(join(directory, 'notes'), '');
  const [gateway, postgres, registry] = [await freePort(), await freePort(), await freePort()];
  ports = { gateway, postgres, registry };
});

afterEach(async () => {
  for (const { child } of ups) child.kill('SIGTERM');
  await Promise.all(ups.map(({ ended }) => ended));
  rmSync(directory, { recursive: true, force: true });
});

function up(
  root = join(directory, 'data'),
  env: Record<string, string> = {},
  more: Partial<UpOptions> = {},
): Up {
  const options = {
    root,
    gatewayPort: ports.gateway,
    gatewayFile: join(checkout, 'apps', 'gateway', 'dist', 'main.js'),
    postgresPort: ports.postgres,
    services: [{ name: 'registry', port: ports.registry, file: join(directory, 'service.mjs') }],
    logLevel: 'info',
    ...more,
  };
  const child = spawn(process.execPath, [join(directory, 'up.mjs'), JSON.stringify(options)], {
    detached: true,
    env: { PATH: process.env['PATH'], FAKE_NOTES: join(directory, 'notes'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const until = async (text: string): Promise<void> => {
    while (!printed.includes(text)) {
      if (child.exitCode !== null) throw new Error(`ended without "${text}": ${printed}`);
      await pause(20);
    }
  };
  const one: Up = { child, printed: () => printed, until, ended };
  ups.push(one);
  return one;
}

function runFile(): Run {
  const run = lastRun(dataDirectory(join(directory, 'data')));
  if (run === undefined) throw new Error('no run.json');
  return run;
}

async function throughGateway(path: string): Promise<Response> {
  return fetch(`http://127.0.0.1:${String(ports.gateway)}/registry${path}`);
}

test('up starts everything and says so in one line; a Ctrl-C ends services before gateway and PostgreSQL', async () => {
  const one = up();
  await one.until('就绪 ready: ');
  const environment = (await (await throughGateway('/')).json()) as Record<string, string>;
  expect(environment).toMatchObject({
    FUHUA_PORT: String(ports.registry),
    FUHUA_ISSUER: 'urn:fuhua:embedded',
    FUHUA_LOG_LEVEL: 'info',
    FUHUA_CLOCK: 'real',
    FUHUA_HISTORY: expect.stringContaining('postgres://fuhua_registry:') as unknown,
    FUHUA_KEYS: expect.stringContaining('/fuhua_keys') as unknown,
    FUHUA_BUS: expect.stringContaining('/fuhua_bus') as unknown,
  });
  const run = runFile();
  const marks = [
    run.gateway.process,
    run.postgres.process,
    ...Object.values(run.services).map((s) => s.process),
  ];
  expect(marks.every(isAlive)).toBe(true);
  process.kill(-(one.child.pid ?? 0), 'SIGINT');
  expect(await one.ended).toBe(0);
  expect(readFileSync(join(directory, 'notes'), 'utf8')).toBe('{"postgres":true,"gateway":true}\n');
  expect(marks.filter(isAlive)).toEqual([]);
  expect(one.printed().match(/就绪 ready/g)).toHaveLength(1);
  expect(lastRun(dataDirectory(join(directory, 'data')))).toBeUndefined();
});

test('a second up on the same data directory is told which process has it', async () => {
  const first = up();
  await first.until('就绪 ready: ');
  const second = up();
  expect(await second.ended).toBe(1);
  const pid = String(first.child.pid);
  expect(second.printed()).toBe(
    `数据目录 ${directory}/data 上已有 fuhua 在运行（进程 ${pid}），请先停止它（kill ${pid}），或用 --data 指定其他数据目录。\n` +
      `A fuhua already runs on ${directory}/data (process ${pid}); stop it first (kill ${pid}), or choose another data directory with --data.\n`,
  );
  expect((await throughGateway('/')).status).toBe(200);
});

test('what crashes is named and started again, service, gateway and PostgreSQL alike', async () => {
  const one = up();
  await one.until('就绪 ready: ');
  const before = runFile();
  await throughGateway('/die');
  await one.until('registry ended unexpectedly (exit code 7); it is started again in 0.25 s.');
  await one.until('registry was started again.');
  expect(runFile().services['registry']?.process).not.toEqual(before.services['registry']?.process);
  process.kill(before.gateway.process.pid, 'SIGKILL');
  await one.until('gateway was started again.');
  process.kill(before.postgres.process.pid, 'SIGKILL');
  await one.until('PostgreSQL was started again.');
  expect(isAlive(runFile().postgres.process)).toBe(true);
  one.child.kill('SIGTERM');
  expect(await one.ended).toBe(0);
});

test('after a SIGKILL of up the next one sweeps up and starts', async () => {
  const first = up();
  await first.until('就绪 ready: ');
  const { postgres, services } = runFile();
  first.child.kill('SIGKILL');
  await first.ended;
  expect(isAlive(postgres.process)).toBe(true);
  const second = up();
  await second.until('就绪 ready: ');
  expect(second.printed()).toContain('Stopping processes that an earlier run left behind …');
  expect(
    [postgres.process, ...Object.values(services).map((s) => s.process)].filter(isAlive),
  ).toEqual([]);
});

test('a service that cannot start is named with its last words, and everything else is stopped', async () => {
  const one = up(undefined, { FAKE_FAILS: '1' });
  expect(await one.ended).toBe(1);
  expect(one.printed()).toContain(
    `registry did not start (exit code 3): fatal: no such table; its log is ${directory}/data/logs/registry.log.`,
  );
  expect(one.printed()).not.toContain('    at ');
  for (const port of Object.values(ports)) {
    const free = createServer().listen(port, '127.0.0.1');
    await once(free, 'listening');
    free.close();
  }
});

test('a simulated clock is told to all, shown, and refused in production', async () => {
  const clock = { simulated: true, start: '2024-03-04T09:00:00+08:00' };
  const refused = up(undefined, { NODE_ENV: 'production' }, { clock });
  expect(await refused.ended).toBe(1);
  expect(refused.printed()).toContain('is refused when NODE_ENV is production');
  const one = up(undefined, { FUHUA_CLOCK: 'real' }, { clock });
  await one.until(`模拟时钟 simulated: http://127.0.0.1:${String(ports.gateway)}/dev/clock`);
  expect(await (await throughGateway('/')).json()).toMatchObject({
    FUHUA_CLOCK: 'simulated',
    FUHUA_CLOCK_START: clock.start,
  });
});

test('a taken port is named with the option that chooses another', async () => {
  const other = createServer().listen(ports.registry, '127.0.0.1');
  await once(other, 'listening');
  const one = up();
  expect(await one.ended).toBe(1);
  expect(one.printed()).toBe(
    `端口 ${String(ports.registry)} 无法使用（EADDRINUSE），请停止占用它的程序，或用 --registry-port 另选端口。\n` +
      `Port ${String(ports.registry)} cannot be used (EADDRINUSE); stop the program that has it, or choose another with --registry-port.\n`,
  );
  other.close();
});

test('data of another PostgreSQL and a disk that refuses are sentences, not stack traces', async () => {
  const root = join(directory, 'data');
  mkdirSync(join(root, 'postgres'), { recursive: true });
  writeFileSync(join(root, 'postgres', 'PG_VERSION'), '14\n');
  const old = up();
  expect(await old.ended).toBe(1);
  expect(old.printed()).toContain('was made by PostgreSQL 14 and this is 18');
  expect(old.printed()).not.toContain('    at ');
  writeFileSync(join(directory, 'file'), '');
  const refused = up(join(directory, 'file', 'data'));
  expect(await refused.ended).toBe(1);
  expect(refused.printed()).toContain(`Cannot write to ${directory}/file/data (ENOTDIR); check`);
  expect(refused.printed()).not.toContain('    at ');
});
