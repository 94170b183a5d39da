import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { Command } from 'commander';
import { parseInstant } from '@fuhua/kernel';
import type { EventId } from '@fuhua/kernel';
import { markOf } from '@fuhua/platform/embedded';
import type { ProcessMark } from '@fuhua/platform/embedded';
import { memoryEngine, memoryStore, Unavailable } from '@fuhua/platform/event-store';
import type { MemoryEngine } from '@fuhua/platform/event-store';
import type { AsideKey, Discarding, OpenParking } from '@fuhua/platform/reactions';
import { dataDirectory, writeRun } from './data-directory.ts';
import type { DataDirectory } from './data-directory.ts';
import { parked } from './parked.command.ts';

const event = '018f3a1e-0000-7000-8000-000000000001' as EventId;
const key: AsideKey = {
  id: 7,
  group: 'code-sought',
  topic: null,
  stream: 'organization-o1',
  state: 'parked',
  since: new Date('2024-03-04T01:00:00.000Z'),
  failures: 2,
  attempts: [
    { at: parseInstant('2024-03-04T01:00:00.000Z'), error: 'Error: broken' },
    { at: parseInstant('2024-03-04T01:00:02.000Z'), error: 'refused: {"code":"x.y"}' },
  ],
  revision: 0,
  event,
  type: 'CodeSought',
  messages: 3,
};

let data: DataDirectory;
let engine: MemoryEngine;
let printed: string;
let keys: readonly AsideKey[];
let decided: unknown[];
let opened: number;

beforeEach(async () => {
  data = dataDirectory(mkdtempSync(join(tmpdir(), 'fuhua-parked-')));
  engine = memoryEngine();
  [printed, keys, decided, opened] = ['', [key], [], 0];
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  await memoryStore(engine).append('organization-o1', 'none', [
    { id: event, type: 'CodeSought', data: '{"code":"c1"}', metadata: '{}' },
  ]);
  const up = markOf(process.pid) as ProcessMark;
  const service = { url: '', process: up, history: 'postgres://h', views: '', keys: '', bus: '' };
  writeRun(data, {
    up,
    ready: true,
    gateway: { url: '', process: up },
    postgres: { port: 0, dataDir: '', adminUrl: '', process: up },
    services: {
      registry: { ...service, views: 'postgres://registry' },
      incubation: { ...service, views: 'postgres://incubation' },
    },
    masterKeyFile: '',
    issuer: '',
    issuerKeyFile: '',
    issuerJwksFile: '',
    administrator: '',
  });
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(data.root, { recursive: true, force: true });
});

/** Only registry has something set aside. */
function parkingAt(url: string): OpenParking {
  opened += 1;
  const here = url === 'postgres://registry' ? keys : [];
  const found = (id: number): AsideKey | undefined => here.find((each) => each.id === id);
  return {
    list: async () => here,
    find: async (id) => found(id),
    retry: async (id) => {
      decided.push(['retry', id]);
      return found(id) !== undefined;
    },
    discard: async (id, why: Discarding) => {
      decided.push(['discard', id, why]);
      return found(id);
    },
    close: async () => {
      opened -= 1;
    },
  };
}

async function run(...args: string[]): Promise<void> {
  const quiet = { writeErr: () => undefined };
  const program = new Command().exitOverride().configureOutput(quiet);
  parked({ openParking: parkingAt, openStore: () => memoryStore(engine) })(program);
  for (const command of program.commands.flatMap((each) => [each, ...each.commands])) {
    command.exitOverride().configureOutput(quiet);
  }
  await program.parseAsync(['parked', ...args, '--data', data.root], { from: 'user' });
}

test('what is set aside in any service is listed, with the newest error', async () => {
  await run('list');
  expect(printed).toBe(
    `registry-7  待处理 parked  code-sought  organization-o1@0 CodeSought
      等待 waiting: 3
      错误 error: refused: {"code":"x.y"}
`,
  );
  keys = [];
  printed = '';
  await run();
  expect(printed).toBe('没有搁置的事件。\nNothing is set aside.\n');
  expect(opened).toBe(0);
});

test('one is shown with its event and every attempt, in the time of Shanghai', async () => {
  await run('show', 'registry-7');
  for (const line of [
    '搁置于 set aside: 2024-03-04 09:00:00',
    '第 1 次 attempt: 2024-03-04 09:00:00  Error: broken',
    '第 2 次 attempt: 2024-03-04 09:00:02  refused: {"code":"x.y"}',
    'code: c1',
  ]) {
    expect(printed).toContain(line);
  }
});

test('one is given back, or discarded with who and why', async () => {
  await run('retry', 'registry-7');
  expect(printed).toContain('registry-7 is tried again now');
  await run('discard', 'registry-7', '--reason', 'said twice', '--by', '王芳');
  expect(printed).toContain('已放弃 organization-o1@0（决定人 王芳：said twice）');
  await run('discard', 'registry-7', '--reason', 'said twice');
  expect(decided).toEqual([
    ['retry', 7],
    ['discard', 7, { reason: 'said twice', by: '王芳' }],
    ['discard', 7, { reason: 'said twice', by: userInfo().username }],
  ]);
  expect(opened).toBe(0);
});

test.each([
  ['show', 'registry-8'],
  ['retry', 'incubation-7'],
  ['discard', 'registry-8', '--reason', 'x'],
  ['show', 'nowhere-7'],
])('%s %s says that nothing is set aside there', async (...args) => {
  await expect(run(...args)).rejects.toThrow(
    `Nothing is set aside as ${args[1]}; see fuhua parked for the ids.`,
  );
  expect(printed).toBe('');
});

test('a discard without a reason, or an id of another form, is refused before anything is asked', async () => {
  await expect(run('discard', 'registry-7')).rejects.toThrow('--reason');
  await expect(run('discard', 'registry-7', '--reason', ' ')).rejects.toThrow('may not be empty');
  await expect(run('retry', '7')).rejects.toThrow('An id looks like registry-7.');
  expect(decided).toEqual([]);
});

test('a database that does not answer is said in a sentence', async () => {
  const away = {
    ...parkingAt(''),
    list: () => Promise.reject(new Unavailable('PostgreSQL: gone')),
  };
  const program = new Command().exitOverride();
  parked({ openParking: () => away, openStore: () => memoryStore(engine) })(program);
  await expect(
    program.parseAsync(['parked', 'list', '--data', data.root], { from: 'user' }),
  ).rejects.toThrow('The database does not answer (PostgreSQL: gone); try again.');
});
