import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { instantOfEpochMs, streamOf } from '@fuhua/kernel';
import type { PersonId } from '@fuhua/kernel';
import { temporaryDirectory } from '@fuhua/platform/embedded';
import { openPostgresStore } from '@fuhua/platform/event-store';
import type { PostgresStore } from '@fuhua/platform/event-store';
import { handle } from '@fuhua/platform/handle';
import { openPostgresKeys, openPrivacy, readMasterKey } from '@fuhua/platform/privacy';
import type { Privacy } from '@fuhua/platform/privacy';
import { migrateService, viewSource } from '@fuhua/platform/service';
import { digestView } from '@fuhua/platform/views';
import type { ViewDigest } from '@fuhua/platform/views';
import { person, registry } from '@fuhua/registry';
import { dataDirectory } from './data-directory.ts';
import type { DataDirectory } from './data-directory.ts';
import { withStoppedDatabases } from './databases.ts';
import type { Databases } from './databases.ts';
import type { Text } from './user-error.ts';

export const services = [registry.service];
export const personView = registry.views.find(({ name }) => name === 'person')!;

/** Data directories, backups and what was said, for one spec. */
export interface Ground {
  path(...names: string[]): string;
  data(name: string): DataDirectory;
  readonly say: (text: Text) => void;
  /** English, a line a sentence. */
  said(): string;
  remove(): void;
}

export function ground(): Ground {
  const directory = temporaryDirectory();
  const path = (...names: string[]): string => join(directory, ...names);
  let lines = '';
  return {
    path,
    data: (name) => dataDirectory(path(name)),
    say: ({ en }) => {
      lines += `${en}\n`;
    },
    said: () => lines,
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** The adapters of a registry without its process. */
export interface Opened {
  readonly databases: Databases;
  readonly store: PostgresStore;
  readonly privacy: Privacy;
  /** Answers the person's id. */
  register(name: string, phone: string): Promise<PersonId>;
  /** As it is read: opened, or erased. */
  nameOf(person: PersonId): Promise<unknown>;
  digest(): Promise<ViewDigest>;
  /** In the database of views and reactions. */
  query(text: string): Promise<readonly object[]>;
}

/** Starts PostgreSQL on the data directory, prepares it, and stops it after the work. */
export function working<T>(data: DataDirectory, work: (opened: Opened) => Promise<T>): Promise<T> {
  return withStoppedDatabases(data, services, async (databases) => {
    const config = databases.config(registry.service);
    const admin = { history: databases.history(registry.service), keys: databases.keys() };
    await migrateService(registry, config, admin);
    const keys = await openPostgresKeys({ url: config.FUHUA_KEYS });
    const store = await openPostgresStore({ url: config.FUHUA_HISTORY });
    try {
      const masterKey = readMasterKey(databases.masterKeyFile);
      const privacy = await openPrivacy({ keys, masterKey, keptMsMax: 0 });
      return await work({
        databases,
        store,
        privacy,
        register: (name, phone) => register({ store, privacy }, name, phone),
        nameOf: (id) => nameOf({ store, privacy }, id),
        digest: () => inViews(config.FUHUA_VIEWS, (views) => digestView(views, personView)),
        query: (text) => inViews(config.FUHUA_VIEWS, (views) => views.query<object[]>(text)),
      });
    } finally {
      await store.close();
      await keys.close();
    }
  });
}

type Ports = Pick<Opened, 'store' | 'privacy'>;

async function register(ports: Ports, name: string, phone: string): Promise<PersonId> {
  const id = randomUUID() as PersonId;
  const commandId = randomUUID();
  const context = {
    commandId,
    keyed: false,
    now: instantOfEpochMs(Date.now()),
    actor: { person: id, role: 'administrator' },
    correlationId: commandId,
  } as const;
  const command = { type: 'RegisterPerson', person: id, name, phone } as const;
  const result = await handle(ports, person, id, context, () => command);
  if (!result.ok) throw new Error(result.refusal.code);
  return id;
}

async function nameOf({ store, privacy }: Ports, id: PersonId): Promise<unknown> {
  for await (const { data } of store.readStream(streamOf('person', id), { limit: 1 })) {
    return (await privacy.openAll(JSON.parse(data) as { name: unknown })).name;
  }
  return undefined;
}

async function inViews<T>(
  url: string,
  work: (views: ReturnType<typeof viewSource>) => Promise<T>,
): Promise<T> {
  const dataSource = await viewSource(url, registry).initialize();
  try {
    return await work(dataSource);
  } finally {
    await dataSource.destroy();
  }
}
