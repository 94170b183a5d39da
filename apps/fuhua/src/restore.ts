import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { headOf, replaceHistory } from '@fuhua/platform/event-store';
import { exportKeys, importKeys, masterCheckOf, readMasterKey } from '@fuhua/platform/privacy';
import type { KeyRow } from '@fuhua/platform/privacy';
import { migrateService } from '@fuhua/platform/service';
import type { ServiceParts } from '@fuhua/platform/service';
import { openArchive, writeArchive } from './archive.ts';
import type { Archive } from './archive.ts';
import { copiedTables, copyServices, fileOf, HISTORY, KEYS, KEYS_FILE } from './backup.ts';
import type { HistoryContent, KeysContent } from './backup.ts';
import type { DataDirectory } from './data-directory.ts';
import { withStoppedDatabases } from './databases.ts';
import type { Databases } from './databases.ts';
import { UserError } from './user-error.ts';
import type { Text } from './user-error.ts';

export interface RestoreOptions {
  readonly data: DataDirectory;
  /** Of every service of this release. */
  readonly parts: readonly ServiceParts[];
  readonly source: string;
  readonly keysSource: string;
  /** Whether a history that has events may give way; it is copied beside first. */
  readonly replace: boolean;
  readonly say: (text: Text) => void;
}

/**
 * Puts a backup in the place of a stopped fuhua's histories, under new epochs: positions of before are refused from then
 * on, and views ask to be rebuilt. Access records are added to those that stand. Keys are added to the key store too, and
 * whoever is on its list of destroyed keys, or on the backup's, stays forgotten.
 *
 * Each history is replaced whole or not at all; after a failure between two services the same command does the rest.
 * @throws UserError before anything is changed: damaged, of another system, running, not empty. @throws KeyConflict
 */
export async function restoreBackup(options: RestoreOptions): Promise<void> {
  const { data, source, keysSource, say } = options;
  say({ zh: '检查备份……', en: 'Checking the backup …' });
  const history = await openArchive<HistoryContent>(source, HISTORY);
  const keys = await openArchive<KeysContent>(keysSource, KEYS);
  assertFit(options, history.content, keys.content);
  const parts = partsOf(options, history.content);
  assertMasterKey(data.path('master.key'), history.content);
  const services = parts.map(({ service }) => service);
  await withStoppedDatabases(data, services, async (databases) => {
    for (const part of parts) {
      const admin = { history: databases.history(part.service), keys: databases.keys() };
      await migrateService(part, databases.config(part.service), admin);
    }
    await keepAside(options, databases, services, history.content.masterCheck);
    const forgotten = await takeKeys(databases, keys);
    for (const service of services) await replace(databases, service, history, say);
    if (forgotten.length > 0) say(remember(forgotten));
  });
  say({
    zh: '已恢复。请执行 npm run fuhua -- rebuild --all 重建视图，再执行 npm start；此前的位置令牌不再有效。',
    en: 'Restored. Run npm run fuhua -- rebuild --all to rebuild the views, then npm start; positions of before are refused.',
  });
}

async function replace(
  databases: Databases,
  service: string,
  { content, read }: Archive<HistoryContent>,
  say: RestoreOptions['say'],
): Promise<void> {
  const copy = content.services[service] ?? { head: '', rows: {} };
  // A backup of an earlier release has fewer.
  const tables = copiedTables.filter(({ name }) => name in copy.rows);
  const epoch = await replaceHistory(databases.history(service), tables, copy, (table) =>
    read(fileOf(service, table)),
  );
  say({
    zh: `${service}：历史已恢复到位置 ${copy.head}，新纪元 ${epoch}。`,
    en: `${service}: its history is back at position ${copy.head}, in the new epoch ${epoch}.`,
  });
}

/** The events that give way, as a backup of their own. @throws UserError when they may not. */
async function keepAside(
  { data, replace: mayReplace, say }: RestoreOptions,
  databases: Databases,
  services: readonly string[],
  masterCheck: string,
): Promise<void> {
  const occupied: string[] = [];
  for (const service of services) {
    if ((await headOf(databases.history(service))) !== '0') occupied.push(service);
  }
  if (occupied.length === 0) return;
  const names = occupied.join(', ');
  if (!mayReplace) {
    throw new UserError({
      zh: `数据目录 ${data.root} 中已有历史（${names}），请加 --replace 替换它（先另存一份），或用 --data 指定新的数据目录。`,
      en: `There are histories in ${data.root} (${names}); add --replace to replace them (a copy is kept), or name a new data directory with --data.`,
    });
  }
  const aside = data.path('replaced', new Date().toISOString().replace(/[^0-9]/g, ''));
  await writeArchive(aside, HISTORY, async (draft) => ({
    ...(await copyServices(databases, occupied, draft)),
    masterCheck,
  }));
  say({
    zh: `原有历史另存为备份 ${aside}。`,
    en: `What stood there before is kept as a backup: ${aside}.`,
  });
}

/** Answers whose keys the backup holds and were destroyed here since. */
async function takeKeys(
  databases: Databases,
  keys: Archive<KeysContent>,
): Promise<readonly string[]> {
  const destroyed = new Set<string>();
  for await (const row of exportKeys(databases.keys())) {
    if (row.kind === 'destroyed') destroyed.add(row.subject);
  }
  await importKeys(databases.keys(), rowsOf(keys));
  const forgotten: string[] = [];
  for await (const row of rowsOf(keys)) {
    if (row.kind === 'key' && destroyed.has(row.subject)) forgotten.push(row.subject);
  }
  return forgotten;
}

async function* rowsOf({ read }: Archive<KeysContent>): AsyncGenerator<KeyRow> {
  for await (const line of createInterface({ input: read(KEYS_FILE) })) {
    yield JSON.parse(line) as KeyRow;
  }
}

function remember(persons: readonly string[]): Text {
  const list = persons.map((person) => `  ${person}`).join('\n');
  return {
    zh: `以下人员在备份之后被删除，密钥不会恢复；恢复的历史中没有这一记录，请逐个重新执行 fuhua forget（编号见下）。`,
    en: `These persons were forgotten since the backup and stay so; the restored history does not say it, so run fuhua forget for each again:\n${list}`,
  };
}

function assertFit(
  { source, keysSource }: RestoreOptions,
  history: HistoryContent,
  keys: KeysContent,
): void {
  if (history.masterCheck !== keys.masterCheck) {
    throw new UserError({
      zh: `密钥备份 ${keysSource} 属于另一个系统，打不开 ${source} 中的个人信息，请改用同一系统的密钥备份。`,
      en: `The keys in ${keysSource} are of another system and do not open what is in ${source}; use a backup of that system's keys.`,
    });
  }
  if (history.takenAt <= keys.coversUntil) return;
  throw new UserError({
    zh: `密钥备份 ${keysSource} 早于历史备份 ${source}，可能缺少密钥，请改用与它同时或更晚的密钥备份。`,
    en: `The keys in ${keysSource} are older than the histories in ${source} and some may be missing; use keys taken with them or later.`,
  });
}

function partsOf({ parts }: RestoreOptions, { services }: HistoryContent): readonly ServiceParts[] {
  return Object.keys(services).map((name) => {
    const part = parts.find(({ service }) => service === name);
    if (part !== undefined) return part;
    throw new UserError({
      zh: `备份中的服务 ${name} 不属于本版本，请用制作它的版本恢复。`,
      en: `The backup holds a service ${name} that this release does not have; restore it with the release that made it.`,
    });
  });
}

/** @throws MasterKeyRefused */
function assertMasterKey(file: string, { masterCheck }: HistoryContent): void {
  const isRight =
    existsSync(file) && masterCheckOf(readMasterKey(file)).toString('base64') === masterCheck;
  if (isRight) return;
  throw new UserError({
    zh: `${file} 不是制作备份时的主密钥，请先把当时的主密钥文件（32 字节，权限 0600）放到该处。`,
    en: `${file} is not the master key that the backup was made with; put that file there first (32 bytes, mode 0600).`,
  });
}
