import { relative, resolve } from 'node:path';
import { accessTable } from '@fuhua/platform/auth';
import { storeClockTable } from '@fuhua/platform/clock';
import { copyHistory, historyTable } from '@fuhua/platform/event-store';
import type { HistoryCopy } from '@fuhua/platform/event-store';
import { evidenceTable } from '@fuhua/platform/evidence';
import { exportKeys } from '@fuhua/platform/privacy';
import type { KeyRow } from '@fuhua/platform/privacy';
import { discardTable } from '@fuhua/platform/reactions';
import { assertNothingAt, writeArchive } from './archive.ts';
import type { Draft } from './archive.ts';
import type { Databases } from './databases.ts';
import { UserError } from './user-error.ts';
import type { Text } from './user-error.ts';

/** What the manifest of a backup of histories says. */
export interface HistoryContent {
  /** Of the newest of the copies; RFC 3339. */
  readonly takenAt: string;
  /** Recognises the master key under which the keys of its personal values are wrapped; base64. */
  readonly masterCheck: string;
  readonly services: Readonly<Record<string, HistoryCopy>>;
}

/** What the manifest of a backup of keys says. */
export interface KeysContent {
  /** It has every key that a history taken until then needs, but for those destroyed. */
  readonly coversUntil: string;
  readonly masterCheck: string;
  readonly keys: number;
  readonly destroyed: number;
}

export const HISTORY = 'history';
export const KEYS = 'keys';
export const KEYS_FILE = 'keys.jsonl';

/** Everything of a service that cannot be folded again from something else. */
export const copiedTables = [
  historyTable,
  accessTable,
  discardTable,
  evidenceTable,
  storeClockTable,
];

export function fileOf(service: string, table: string): string {
  return `${service}.${table}.copy`;
}

export interface BackupOptions {
  readonly databases: Databases;
  readonly services: readonly string[];
  readonly target: string;
  readonly keysTarget: string;
  readonly say: (text: Text) => void;
}

/**
 * Copies each history and its access records as they are at one moment, and then the keys, in a folder apart. Both appear
 * whole or not at all; services go on meanwhile.
 * @throws UserError when a target exists, or one lies in the other. @throws NotMigrated @throws Unwritable
 */
export async function takeBackup(options: BackupOptions): Promise<void> {
  const { databases, services, target, keysTarget, say } = options;
  assertApart(target, keysTarget);
  for (const each of [target, keysTarget]) assertNothingAt(each);
  let keys: KeysContent | undefined;
  const { content } = await writeArchive(target, HISTORY, async (draft) => {
    const copies = await copyServices(databases, services, draft);
    // Afterwards, so that it has every key that the copies use.
    keys = await takeKeys(databases, keysTarget, copies.takenAt);
    return { ...copies, masterCheck: keys.masterCheck };
  });
  for (const [name, { rows, head, epoch }] of Object.entries(content.services)) {
    const [events, access] = [String(rows['events']), String(rows['access'])];
    say({
      zh: `${name}：${events} 个事件（位置 ${head}，纪元 ${epoch}），${access} 条访问记录。`,
      en: `${name}: ${events} events (position ${head}, epoch ${epoch}), ${access} access records.`,
    });
  }
  const [count, destroyed] = [String(keys?.keys), String(keys?.destroyed)];
  say({
    zh: `历史备份：${target}；密钥备份：${keysTarget}（${count} 个密钥，${destroyed} 个已销毁），请分开存放，旧的密钥备份应及时删除。主密钥 ${databases.masterKeyFile} 不在其中，请另行保管：没有它，个人信息无法解读。`,
    en: `Histories: ${target}; keys: ${keysTarget} (${count} keys, ${destroyed} destroyed). Keep them apart, and delete older backups of keys. The master key ${databases.masterKeyFile} is in neither: keep a copy somewhere else again, for without it personal data cannot be read.`,
  });
}

/** The histories alone: the keys stay where they are. */
export async function copyServices(
  databases: Pick<Databases, 'history'>,
  services: readonly string[],
  draft: Draft,
): Promise<Pick<HistoryContent, 'takenAt' | 'services'>> {
  const copies: Record<string, HistoryCopy> = {};
  for (const name of services) {
    copies[name] = await copyHistory(databases.history(name), copiedTables, (table, rows) =>
      draft.add(fileOf(name, table), rows),
    );
  }
  const takenAt = Object.values(copies).reduce(
    (newest, copy) => (copy.takenAt > newest ? copy.takenAt : newest),
    '',
  );
  return { takenAt, services: copies };
}

async function takeKeys(
  databases: Pick<Databases, 'keys'>,
  target: string,
  coversUntil: string,
): Promise<KeysContent> {
  const counts = { master: 0, key: 0, destroyed: 0 };
  let masterCheck = '';
  const { content } = await writeArchive(target, KEYS, async (draft) => {
    async function* lines(): AsyncGenerator<string> {
      for await (const row of exportKeys(databases.keys())) {
        counts[row.kind] += 1;
        if (row.kind === 'master') masterCheck = row.check;
        yield lineOf(row);
      }
    }
    await draft.add(KEYS_FILE, lines());
    return { coversUntil, masterCheck, keys: counts.key, destroyed: counts.destroyed };
  });
  return content;
}

function lineOf(row: KeyRow): string {
  return `${JSON.stringify(row)}\n`;
}

function assertApart(target: string, keysTarget: string): void {
  const within = (outer: string, inner: string): boolean =>
    !relative(resolve(outer), resolve(inner)).startsWith('..');
  if (!within(target, keysTarget) && !within(keysTarget, target)) return;
  throw new UserError({
    zh: `密钥备份不能与历史备份放在一起（${target}，${keysTarget}），请用 --keys 另选位置。`,
    en: `Keys are not kept with the histories they open (${target}, ${keysTarget}); choose another place with --keys.`,
  });
}
