import { existsSync } from 'node:fs';
import { migrateBus } from '@fuhua/platform/bus/migrate';
import { markOf, startPostgres } from '@fuhua/platform/embedded';
import type { EmbeddedPostgres } from '@fuhua/platform/embedded';
import { runChild } from './child.ts';
import type { DataDirectory } from './data-directory.ts';
import type { Running } from './keep-running.ts';
import type { Secrets } from './secrets.ts';
import { busDatabase, databaseOf, keysDatabase } from './services.ts';
import type { ServiceSpec } from './services.ts';

/** PostgreSQL as one life of something that is kept running. */
export interface RunningPostgres extends Running {
  readonly postgres: EmbeddedPostgres;
}

/** @throws EmbeddedPostgresError */
export async function startDatabase(data: DataDirectory, port: number): Promise<RunningPostgres> {
  const postgres = await startPostgres({ dataDir: data.path('postgres'), port });
  return {
    postgres,
    process: markOf(postgres.pids()[0] ?? 0) ?? { pid: 0, startedAt: '' },
    exited: postgres.exited.then(() => postgres.logFile),
    stop: () => postgres.stop(),
  };
}

/** Roles with the passwords we hold, a database for each, and the bus of them all; what exists stays. */
export async function prepareDatabases(
  postgres: EmbeddedPostgres,
  services: readonly ServiceSpec[],
  { passwords }: Secrets,
): Promise<void> {
  for (const name of [keysDatabase, ...services.map(databaseOf)]) {
    await postgres.createRole(name, passwords[name] ?? '');
    await postgres.createDatabase(name, name);
  }
  await postgres.createDatabase(busDatabase);
  await migrateBus(postgres.adminUrl(busDatabase), { roles: services.map(databaseOf) });
}

/** @throws UserError when a migration fails. */
export async function migrate(
  service: ServiceSpec,
  env: Readonly<Record<string, string>>,
  logFile: string,
): Promise<void> {
  const { migrateFile: file } = service;
  if (file !== undefined && existsSync(file)) await runChild({ file, env, logFile });
}
