import { evaluation } from '@fuhua/evaluation';
import { incubation } from '@fuhua/incubation';
import { openPostgresStore, type PostgresStore } from '@fuhua/platform/event-store';
import { openPostgresKeys, openPrivacy, readMasterKey } from '@fuhua/platform/privacy';
import { migrateService, type ServiceParts } from '@fuhua/platform/service';
import { formatPosition } from '@fuhua/platform/views';
import { registry } from '@fuhua/registry';
import type { Databases } from '../databases.ts';
import { UserError } from '../user-error.ts';
import { writeCases } from './cases/write-cases.ts';
import { writeProvince, type ProvinceOptions, type Written } from './write.ts';

export type FillOptions = Pick<
  ProvinceOptions,
  'seed' | 'scale' | 'from' | 'to' | 'signal' | 'onWritten'
>;

const CATEGORIES = {
  registry: ['authority', 'organization', 'base'],
  incubation: ['case', 'plan', 'residency', 'space', 'localrules'],
  evaluation: ['panel'],
} as const;

/**
 * Writes a synthetic province into services that hold none of their own records yet: made-up ones never stand among real.
 * Registry comes first; the cases rest on what its history tells then.
 * @throws UserError for a history that is in use; what `writeProvince` and `writeCases` throw
 */
export async function fillProvince(databases: Databases, options: FillOptions): Promise<Written> {
  for (const parts of [registry, incubation, evaluation]) await migrate(databases, parts);
  const stores: PostgresStore[] = [];
  const open = async (parts: ServiceParts, used: readonly string[]): Promise<PostgresStore> => {
    const { FUHUA_HISTORY: url } = databases.config(parts.service);
    const store = await openPostgresStore({ url });
    stores.push(store);
    await assertUnused(store, used);
    return store;
  };
  const keys = await openPostgresKeys({ url: databases.config(registry.service).FUHUA_KEYS });
  try {
    const told = await open(registry, CATEGORIES.registry);
    const cases = await open(incubation, CATEGORIES.incubation);
    const panels = await open(evaluation, CATEGORIES.evaluation);
    const masterKey = readMasterKey(databases.masterKeyFile);
    const privacy = await openPrivacy({ keys, masterKey });
    const own = { ...options, privacy, knownThrough: await headOf(told) };
    const first = await writeProvince({ ...own, store: told });
    const then = await writeCases({
      ...{ ...own, registry: told, incubation: cases, evaluation: panels },
      knownThrough: await headOf(told),
      onWritten: (written) => options.onWritten?.(together(first, written)),
    });
    return together(first, then);
  } finally {
    for (const store of stores) await store.close();
    await keys.close();
  }
}

async function migrate(databases: Databases, parts: ServiceParts): Promise<void> {
  const { service } = parts;
  const admin = { history: databases.history(service), keys: databases.keys() };
  await migrateService(parts, databases.config(service), admin);
}

async function headOf(store: PostgresStore): Promise<Readonly<Record<string, string>>> {
  const { service } = registry;
  const position = await store.head();
  return { [service]: formatPosition({ service, epoch: store.epoch(), position }) };
}

function together(one: Written, other: Written): Written {
  return {
    streams: one.streams + other.streams,
    events: one.events + other.events,
    byCategory: { ...one.byCategory, ...other.byCategory },
  };
}

async function assertUnused(store: PostgresStore, categories: readonly string[]): Promise<void> {
  const used = store.readAll({ categories, limit: 1 })[Symbol.asyncIterator]();
  if ((await used.next()).done === true) return;
  throw new UserError({
    zh: '历史中已有主管部门、社会组织、基地或个案的记录；虚拟省份只写入空的数据目录，请用 --data 另指一个。',
    en: 'The history already holds authorities, organizations, bases or cases; a synthetic province goes into an empty data directory only: name another one with --data.',
  });
}
