import { openPostgresStore, type PostgresStore } from '@fuhua/platform/event-store';
import { openPostgresKeys, openPrivacy, readMasterKey } from '@fuhua/platform/privacy';
import { migrateService } from '@fuhua/platform/service';
import { formatPosition } from '@fuhua/platform/views';
import { registry } from '@fuhua/registry';
import type { Databases } from '../databases.ts';
import { UserError } from '../user-error.ts';
import { writeProvince, type ProvinceOptions, type Written } from './write.ts';

export type FillOptions = Pick<
  ProvinceOptions,
  'seed' | 'scale' | 'from' | 'to' | 'signal' | 'onWritten'
>;

const CATEGORIES = ['authority', 'organization', 'base'];

/**
 * Writes a synthetic province into a registry that holds none of its own records yet: made-up ones never stand among real.
 * @throws UserError for a history that is in use; what `writeProvince` throws
 */
export async function fillProvince(databases: Databases, options: FillOptions): Promise<Written> {
  const { service } = registry;
  const config = databases.config(service);
  const admin = { history: databases.history(service), keys: databases.keys() };
  await migrateService(registry, config, admin);
  const keys = await openPostgresKeys({ url: config.FUHUA_KEYS });
  const store = await openPostgresStore({ url: config.FUHUA_HISTORY });
  try {
    await assertUnused(store);
    const masterKey = readMasterKey(databases.masterKeyFile);
    const privacy = await openPrivacy({ keys, masterKey });
    const position = await store.head();
    const head = formatPosition({ service, epoch: store.epoch(), position });
    return await writeProvince({ ...options, store, privacy, knownThrough: { [service]: head } });
  } finally {
    await store.close();
    await keys.close();
  }
}

async function assertUnused(store: PostgresStore): Promise<void> {
  const used = store.readAll({ categories: CATEGORIES, limit: 1 })[Symbol.asyncIterator]();
  if ((await used.next()).done === true) return;
  throw new UserError({
    zh: '历史中已有主管部门、社会组织或基地的记录；虚拟省份只写入空的数据目录，请用 --data 另指一个。',
    en: 'The history already holds authorities, organizations or bases; a synthetic province goes into an empty data directory only: name another one with --data.',
  });
}
