import { randomBytes } from 'node:crypto';
import { copyFileSync, cpSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PersonId } from '@fuhua/kernel';
import type { ViewDigest } from '@fuhua/platform/views';
import { person, registry } from '@fuhua/registry';
import { openArchive } from './archive.ts';
import type { Manifest } from './archive.ts';
import { HISTORY, takeBackup } from './backup.ts';
import type { HistoryContent } from './backup.ts';
import { explaining } from './explain.ts';
import { forgetPerson } from './forget.ts';
import { ground, services, working } from './fuhua.suite.ts';
import type { Ground, Opened } from './fuhua.suite.ts';
import { rebuildViews } from './rebuild.ts';
import { restoreBackup } from './restore.ts';

let at: Ground;
let anna: PersonId;
let boris: PersonId;
let digest: ViewDigest;
let epoch: string;
let discarded: readonly object[];
let evidence: readonly object[];
const parts = [registry];

const HEARD = 'select epoch, position::text from reaction_cursor';
const EVIDENCE = 'select * from evidence';
const DISCARDED = 'select stream, event, attempts, reason, by, at from reaction_discard';

const rebuild = ({ databases }: Opened, verify = false, ...names: string[]): Promise<void> =>
  explaining(() => rebuildViews({ databases, parts, names, verify, say: at.say }));

const back = ({ databases }: Opened, name: string): Promise<void> => {
  const [target, keysTarget] = [at.path(name), at.path(`${name}-keys`)];
  return takeBackup({ databases, services, target, keysTarget, say: at.say });
};

const restore = (
  to: string,
  { from = 'monday', keys = 'monday-keys', replace = false } = {},
): Promise<void> => {
  const [data, source, keysSource] = [at.data(to), at.path(from), at.path(keys)];
  return explaining(() => restoreBackup({ data, parts, source, keysSource, replace, say: at.say }));
};

function manifestOf(backup: string): Manifest<HistoryContent> {
  return JSON.parse(readFileSync(at.path(backup, 'manifest.json'), 'utf8')) as never;
}

/** The digest of the stored events, which are the same bytes for the same history. */
function eventsOf(backup: string): string | undefined {
  return manifestOf(backup).files.find(({ name }) => name === 'registry.events.copy')?.sha256;
}

/** Anna and Boris on Monday; then Clara, and Anna is forgotten. */
beforeAll(async () => {
  at = ground();
  await working(at.data('here'), async (opened) => {
    const { databases, store } = opened;
    anna = await opened.register('安娜', '13800138001');
    boris = await opened.register('波里斯', '13800138002');
    await rebuild(opened);
    digest = await opened.digest();
    epoch = store.epoch();
    await opened.query(`insert into reaction_cursor (reaction, epoch, position)
      values ('person-forgotten', '${epoch}', 2)`);
    await opened.query(`insert into reaction_discard (reaction, stream, revision, event, type, attempts, reason, by)
      values ('person-forgotten', 'person-${anna}', 1, gen_random_uuid(), 'PersonForgotten', '[]', '误报', '${boris}')`);
    discarded = await opened.query(DISCARDED);
    await opened.query(`insert into evidence (hash, size, media_type, content, stored_by, stored_at)
      values (encode(sha256('%PDF-'), 'hex'), 5, 'application/pdf', '%PDF-', '${boris}', now())`);
    evidence = await opened.query(EVIDENCE);
    await back(opened, 'monday');
    await opened.register('克拉拉', '13800138003');
    await forgetPerson({
      databases,
      slice: person,
      person: anna,
      by: boris,
      reason: '本人申请',
      say: at.say,
    });
    await back(opened, 'tuesday');
  });
  mkdirSync(at.path('elsewhere'));
  writeFileSync(at.path('elsewhere', 'master.key'), randomBytes(32), { mode: 0o600 });
  cpSync(at.path('tuesday-keys'), at.path('foreign-keys'), { recursive: true });
  const manifest = at.path('foreign-keys', 'manifest.json');
  const foreign = readFileSync(manifest, 'utf8').replace(
    /"masterCheck": "[^"]+"/,
    `"masterCheck": "${randomBytes(32).toString('base64')}"`,
  );
  writeFileSync(manifest, foreign);
});
afterAll(() => at.remove());

test('a backup is for its owner alone, says what is in it, and overwrites nothing', async () => {
  const { content, files } = manifestOf('monday');
  expect(content.services).toEqual({
    registry: expect.objectContaining({
      epoch,
      head: '2',
      rows: { events: 2, access: 0, discards: 1, evidence: 1, clock: 0 },
    }),
  });
  expect(statSync(at.path('monday')).mode & 0o777).toBe(0o700);
  for (const name of ['manifest.json', ...files.map((file) => file.name)]) {
    expect(statSync(at.path('monday', name)).mode & 0o777).toBe(0o600);
  }
  expect(at.said()).toContain('The master key');
  const databases = undefined as never;
  const backup = (target: string, keysTarget: string): Promise<void> =>
    takeBackup({ databases, services, target, keysTarget, say: at.say });
  await expect(backup(at.path('monday'), at.path('new'))).rejects.toThrow('is not overwritten');
  await expect(backup(at.path('new'), at.path('monday'))).rejects.toThrow('is not overwritten');
  await expect(backup(at.path('new'), at.path('new', 'keys'))).rejects.toThrow('are not kept with');
});

test('what is damaged, exchanged, older or of another system is refused before anything changes', async () => {
  cpSync(at.path('monday'), at.path('damaged'), { recursive: true });
  const file = at.path('damaged', 'registry.events.copy');
  const bytes = readFileSync(file);
  bytes[bytes.length >> 1]! ^= 1;
  writeFileSync(file, bytes);
  await expect(restore('here', { from: 'damaged' })).rejects.toThrow(
    `${file} is damaged or missing`,
  );
  writeFileSync(at.path('damaged', 'manifest.json'), '{"kind":"history","format":2}');
  await expect(restore('here', { from: 'damaged' })).rejects.toThrow('has format 2');
  await expect(restore('here', { from: 'nothing' })).rejects.toThrow('is no backup');
  await expect(restore('here', { keys: 'monday' })).rejects.toThrow('paths are exchanged');
  await expect(restore('here', { keys: 'foreign-keys' })).rejects.toThrow('of another system');
  await expect(restore('here', { from: 'tuesday' })).rejects.toThrow(
    'are older than the histories',
  );
  await expect(restore('elsewhere')).rejects.toThrow('is not the master key that the backup');
  await expect(restore('new')).rejects.toThrow('put that file there first');
});

test('a history that has events gives way only when told, and is kept as a backup', async () => {
  await expect(restore('here')).rejects.toThrow('add --replace to replace them');
  await restore('here', { replace: true });
  await working(at.data('here'), async (opened) => {
    const { store } = opened;
    expect(store.epoch()).not.toBe(epoch);
    await back(opened, 'restored');
    expect(eventsOf('restored')).toBe(eventsOf('monday'));
    const aside = /kept as a backup: (\S+)\.$/m.exec(at.said())?.[1] ?? '';
    const { content } = await openArchive<HistoryContent>(aside, HISTORY);
    expect(content.services['registry']).toMatchObject({ head: '4', epoch });
    await expect(rebuild(opened, true)).rejects.toThrow('run: fuhua rebuild person');
    await expect(rebuild(opened, false, 'nobody')).rejects.toThrow(
      'There is no view, reaction or copy',
    );
    expect(await opened.query(HEARD)).toEqual([{ epoch, position: '2' }]);
    await rebuild(opened);
    await rebuild(opened, true);
    expect(await opened.query(HEARD)).toEqual([{ epoch: store.epoch(), position: '0' }]);
    expect(await opened.query(DISCARDED)).toEqual(discarded);
    expect(await opened.query(EVIDENCE)).toEqual(evidence);
    expect(await opened.digest()).toEqual(digest);
    expect(await opened.nameOf(boris)).toBe('波里斯');
    expect(await opened.nameOf(anna)).toEqual({ erased: true });
    expect(at.said()).toContain(`run fuhua forget for each again:\n  ${anna}`);
  });
});

test('on a new machine the master key is put in place first; newer keys keep the forgotten forgotten', async () => {
  mkdirSync(at.path('new'), { recursive: true });
  copyFileSync(at.path('here', 'master.key'), at.path('new', 'master.key'));
  await restore('new', { keys: 'tuesday-keys' });
  await working(at.data('new'), async (opened) => {
    await rebuild(opened);
    expect(await opened.digest()).toEqual(digest);
    expect(await opened.query(DISCARDED)).toEqual(discarded);
    expect(await opened.query(EVIDENCE)).toEqual(evidence);
    expect(await opened.nameOf(boris)).toBe('波里斯');
    expect(await opened.nameOf(anna)).toEqual({ erased: true });
  });
});
