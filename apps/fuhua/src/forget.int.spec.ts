import { randomUUID } from 'node:crypto';
import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { streamOf } from '@fuhua/kernel';
import type { PersonId } from '@fuhua/kernel';
import { exportKeys } from '@fuhua/platform/privacy';
import { person, registry } from '@fuhua/registry';
import { takeBackup } from './backup.ts';
import { forgetPerson } from './forget.ts';
import { ground, services, working } from './fuhua.suite.ts';
import type { Ground, Opened } from './fuhua.suite.ts';
import { rebuildViews } from './rebuild.ts';

const [name, phone] = ['欧阳娜娜', '+86 138 0013 8000'];
const reason = '本人申请删除';

let at: Ground;
beforeAll(() => {
  at = ground();
});
afterAll(() => at.remove());

/** Files below the directory that hold these bytes, as they are or as base64 or hexadecimal digits. */
function filesHolding(directory: string, bytes: Buffer): readonly string[] {
  const forms = [bytes, Buffer.from(bytes.toString('hex')), Buffer.from(bytes.toString('base64'))];
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => {
      const content = readFileSync(file);
      return forms.some((form) => content.includes(form));
    });
}

async function keyOf(databases: Opened['databases'], subject: string): Promise<Buffer> {
  for await (const row of exportKeys(databases.keys())) {
    if (row.kind === 'key' && row.subject === subject) return Buffer.from(row.wrapped, 'base64');
  }
  throw new Error('no key');
}

async function typesOf(store: Opened['store'], id: PersonId): Promise<readonly string[]> {
  const types: string[] = [];
  for await (const { type } of store.readStream(streamOf('person', id))) types.push(type);
  return types;
}

test('after forgetting, no file holds the name, the phone or the key, and what says less is still found', async () => {
  await working(at.data('one'), async (opened) => {
    const { databases, store } = opened;
    const [by, id] = [
      await opened.register('李娜', '+86 1'.padEnd(10, '0')),
      await opened.register(name, phone),
    ];
    const wrapped = await keyOf(databases, id);
    await rebuildViews({ databases, parts: [registry], names: [], verify: false, say: at.say });
    expect(await opened.nameOf(id)).toBe(name);
    const directory = at.path('one');
    expect(filesHolding(directory, wrapped)).not.toEqual([]);
    await forgetPerson({ databases, slice: person, person: id, by, reason, say: at.say });
    expect(await typesOf(store, id)).toEqual(['PersonRegistered', 'PersonForgotten']);
    expect(await opened.nameOf(id)).toEqual({ erased: true });
    const [target, keysTarget] = [at.path('backup'), at.path('keys')];
    await takeBackup({ databases, services, target, keysTarget, say: at.say });
    // Neither sealed nor a secret: were personal values stored like it, they would be found.
    const control = Buffer.from(reason);
    expect(filesHolding(target, control)).toHaveLength(1);
    expect(filesHolding(directory, control)).not.toEqual([]);
    for (const bytes of [Buffer.from(name), Buffer.from(phone), wrapped]) {
      expect(filesHolding(at.path(), bytes)).toEqual([]);
    }
    appendFileSync(at.path('backup', 'leak'), Buffer.from(phone).toString('base64'));
    expect(filesHolding(at.path(), Buffer.from(phone))).toEqual([at.path('backup', 'leak')]);
  });
});

test('forgetting again finishes what a failure left, and refuses what it cannot do', async () => {
  await working(at.data('one'), async (opened) => {
    const { databases, store, privacy } = opened;
    const [by, id] = [
      await opened.register('李娜', '13800138001'),
      await opened.register(name, phone),
    ];
    const forget = (options: {
      person?: PersonId;
      by?: PersonId;
      reason?: string;
    }): Promise<void> =>
      forgetPerson({ databases, slice: person, person: id, by, reason, say: at.say, ...options });
    const nobody = randomUUID() as PersonId;
    await expect(forget({ person: nobody })).rejects.toThrow(`There is no person ${nobody}`);
    await expect(forget({ by: nobody })).rejects.toThrow(`There is no person ${nobody}`);
    await expect(forget({ reason: `${name}申请` })).rejects.toThrow('holds personal data');
    expect(await opened.nameOf(id)).toBe(name);
    // As if it had been recorded by somebody else, or a failure had come before the key was destroyed.
    await privacy.forget(by, reason);
    await forget({ person: by, by: id });
    expect(await typesOf(store, by)).toEqual(['PersonRegistered', 'PersonForgotten']);
    await forget({});
    await forget({ reason: '再次申请' });
    expect(await typesOf(store, id)).toEqual(['PersonRegistered', 'PersonForgotten']);
  });
});
