import { existsSync } from 'node:fs';
import { freePort, isAlive, startPostgres } from '@fuhua/platform/embedded';
import type { EmbeddedPostgres } from '@fuhua/platform/embedded';
import type { StoreConfig } from '@fuhua/platform/service';
import { lastRun } from './data-directory.ts';
import type { DataDirectory, Run } from './data-directory.ts';
import { prepareDatabases } from './database.ts';
import { lockOf } from './lock.ts';
import { secretsOf } from './secrets.ts';
import type { Secrets } from './secrets.ts';
import { builtService, databaseOf, keysDatabase, urlsOf } from './services.ts';
import type { ServiceUrls } from './services.ts';
import { UserError } from './user-error.ts';

/** The databases of one fuhua while a command works on them. */
export interface Databases {
  /** A superuser's. */
  history(service: string): string;
  /** A superuser's. */
  keys(): string;
  /** As the service itself opens them. */
  config(service: string): StoreConfig;
  readonly masterKeyFile: string;
}

/**
 * Those of the running fuhua; of a stopped one PostgreSQL is started for the work alone.
 * @throws UserError when there is no data. @throws EmbeddedPostgresError; what `work` throws
 */
export async function withDatabases<T>(
  data: DataDirectory,
  services: readonly string[],
  work: (databases: Databases) => Promise<T>,
): Promise<T> {
  const run = lastRun(data);
  // Ready or not: a start may wait for just this work.
  if (run !== undefined && isAlive(run.up)) return work(ofRunning(run));
  if (!existsSync(data.path('secrets.json'))) {
    throw new UserError({
      zh: `数据目录 ${data.root} 中没有数据，请用 --data 指明数据目录。`,
      en: `There is no data in ${data.root}; name the data directory with --data.`,
    });
  }
  return withStoppedDatabases(data, services, work);
}

/**
 * For work that no service may see half done: nobody else runs meanwhile. What is missing is made.
 * @throws UserError while a fuhua runs. @throws EmbeddedPostgresError; what `work` throws
 */
export async function withStoppedDatabases<T>(
  data: DataDirectory,
  services: readonly string[],
  work: (databases: Databases) => Promise<T>,
): Promise<T> {
  const lock = lockOf(data);
  let postgres: EmbeddedPostgres | undefined;
  try {
    const specs = services.map((name) => builtService(name, 0));
    const secrets = secretsOf(data, [keysDatabase, ...specs.map(databaseOf)]);
    postgres = await startPostgres({ dataDir: data.path('postgres'), port: await freePort() });
    await prepareDatabases(postgres, specs, secrets);
    return await work(ofStopped(postgres, secrets));
  } finally {
    await postgres?.stop();
    lock.release();
  }
}

function ofRunning({ postgres, services, masterKeyFile }: Run): Databases {
  return databasesOf(
    (database) => {
      const url = new URL(postgres.adminUrl);
      url.pathname = `/${database}`;
      return url.href;
    },
    (name) => services[name] ?? missing(name),
    masterKeyFile,
  );
}

function ofStopped(postgres: EmbeddedPostgres, secrets: Secrets): Databases {
  return databasesOf(
    (database) => postgres.adminUrl(database),
    (name) => urlsOf({ name }, postgres, secrets),
    secrets.masterKeyFile,
  );
}

function databasesOf(
  adminUrl: (database: string) => string,
  urls: (service: string) => ServiceUrls,
  masterKeyFile: string,
): Databases {
  return {
    history: (name) => adminUrl(databaseOf({ name })),
    keys: () => adminUrl(keysDatabase),
    config: (name) => {
      const { history, views, keys, bus } = urls(name);
      return {
        FUHUA_HISTORY: history,
        FUHUA_VIEWS: views,
        FUHUA_KEYS: keys,
        FUHUA_BUS: bus,
        FUHUA_MASTER_KEY_FILE: masterKeyFile,
      };
    },
    masterKeyFile,
  };
}

function missing(name: string): never {
  throw new UserError({
    zh: `正在运行的 fuhua 中没有服务 ${name}，请重新启动（npm start）后再试。`,
    en: `The running fuhua has no service ${name}; start it anew (npm start) and try again.`,
  });
}
