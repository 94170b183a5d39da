import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { Command } from 'commander';
import type { EventId } from '@fuhua/kernel';
import { markOf } from '@fuhua/platform/embedded';
import type { ProcessMark } from '@fuhua/platform/embedded';
import { memoryEngine, memoryStore } from '@fuhua/platform/event-store';
import type { MemoryEngine } from '@fuhua/platform/event-store';
import { dataDirectory, writeRun } from './data-directory.ts';
import type { DataDirectory } from './data-directory.ts';
import { history } from './history.command.ts';

let data: DataDirectory;
let engine: MemoryEngine;
let printed: string;
let opened: string[];

beforeEach(async () => {
  data = dataDirectory(mkdtempSync(join(tmpdir(), 'fuhua-history-')));
  engine = memoryEngine();
  opened = [];
  printed = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  const events = ['PersonRecorded', 'RoleGranted', 'RoleEnded'].map((type, index) => ({
    id: `018f3a1e-0000-7000-8000-00000000000${String(index)}` as EventId,
    type,
    data: '{"person":"p1"}',
    metadata: '{"occurredAt":"2024-03-04T01:00:00.000Z"}',
  }));
  await memoryStore(engine).append('person-p1', 'none', events);
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(data.root, { recursive: true, force: true });
});

function running(ready = true): void {
  const up = markOf(process.pid) as ProcessMark;
  writeRun(data, {
    up,
    ready,
    gateway: { url: '', process: up },
    postgres: { port: 0, dataDir: '', adminUrl: '', process: up },
    services: {
      registry: { url: '', process: up, history: 'postgres://h', views: '', keys: '', bus: '' },
    },
    masterKeyFile: '',
    issuer: '',
    issuerKeyFile: '',
    issuerJwksFile: '',
    administrator: '',
  });
}

async function run(...args: string[]): Promise<void> {
  const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
  history(({ url }) => {
    opened.push(url);
    return memoryStore(engine);
  })(program);
  await program.parseAsync(['history', ...args, '--data', data.root], { from: 'user' });
}

test('the events of a stream are printed in order, from the service’s own history', async () => {
  running();
  await run('person-p1');
  expect(opened).toEqual(['postgres://h']);
  expect(printed.match(/^ +\d .*$/gm)).toEqual([
    '   0  2024-03-04 09:00:00  PersonRecorded',
    '   1  2024-03-04 09:00:00  RoleGranted',
    '   2  2024-03-04 09:00:00  RoleEnded',
  ]);
});

test('--from starts at a revision, --json prints one object a line', async () => {
  running();
  await run('person-p1', '--from', '1', '--json');
  const lines = printed.trimEnd().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { type: string }).type)).toEqual([
    'RoleGranted',
    'RoleEnded',
  ]);
});

test('an empty stream, an unknown service and a bad name are said, not shown as nothing', async () => {
  running();
  await expect(run('person-p2')).rejects.toThrow('The stream person-p2 has no events in registry');
  await expect(run('person-p1', '--service', 'none')).rejects.toThrow('There is no service none');
  await expect(run('person')).rejects.toThrow('A stream name looks like base-<id>.');
  await expect(run('person-p1', '--from', '-1')).rejects.toThrow('A revision is a whole number');
  expect(printed).toBe('');
});

test('without a ready fuhua it says how to start one', async () => {
  await expect(run('person-p1')).rejects.toThrow('run npm start first');
  running(false);
  await expect(run('person-p1')).rejects.toThrow('run npm start first');
});
