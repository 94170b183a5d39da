import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseInstant, type Instant, type PersonId } from '@fuhua/kernel';
import { createIssuer } from '../auth/index.ts';
import { migrateBus } from '../bus/index.ts';
import { startTestPostgres, temporaryDirectory } from '../embedded/index.ts';
import type { AdminUrls } from '../service/index.ts';

/** What a service is told by its environment there. */
export interface TestConfig {
  readonly NODE_ENV: 'test';
  readonly FUHUA_LOG_LEVEL: 'silent';
  readonly FUHUA_PORT: number;
  readonly FUHUA_HOST: string;
  readonly FUHUA_RATE_PERSON: number;
  readonly FUHUA_RATE_ADDRESS: number;
  readonly FUHUA_PROXIES: number;
  readonly FUHUA_EVIDENCE_BYTES_MAX: number;
  readonly FUHUA_ISSUER: string;
  readonly FUHUA_AUDIENCE: string;
  readonly FUHUA_ISSUER_JWKS_FILE: string;
  readonly FUHUA_HISTORY: string;
  readonly FUHUA_VIEWS: string;
  readonly FUHUA_KEYS: string;
  readonly FUHUA_BUS: string;
  readonly FUHUA_MASTER_KEY_FILE: string;
  readonly FUHUA_CLOCK: 'simulated';
  readonly FUHUA_CLOCK_START: Instant;
}

/** A PostgreSQL with the databases of one service, its keys and the bus, and an issuer of tokens. */
export interface TestPlace {
  readonly config: TestConfig;
  /** As the superuser; for the migration, and to look past the service. */
  readonly admin: AdminUrls & { readonly bus: string };
  /** A token for an hour. */
  tokenOf(person: string): Promise<string>;
  /** Ends PostgreSQL, and removes everything; close what was opened before. */
  close(): Promise<void>;
}

/** @param clock RFC 3339, where the simulated clock begins */
export async function openTestPlace(name: string, clock: string): Promise<TestPlace> {
  const postgres = await startTestPostgres({ fsync: 'on' });
  const folder = temporaryDirectory();
  const [service, keys, bus] = [`fuhua_${name}`, 'fuhua_keys', 'fuhua_bus'];
  for (const database of [service, keys]) {
    await postgres.createRole(database, 'secret');
    await postgres.createDatabase(database, database);
  }
  await postgres.createDatabase(bus);
  await migrateBus(postgres.adminUrl(bus), { roles: [service] });
  const files = { keyFile: join(folder, 'key.json'), jwksFile: join(folder, 'jwks.json') };
  const issuer = await createIssuer(files, { issuer: 'urn:fuhua:spec', audience: 'fuhua' });
  const masterKey = join(folder, 'master.key');
  writeFileSync(masterKey, randomBytes(32), { mode: 0o600 });
  const history = postgres.roleUrl(service, 'secret', service);
  return {
    config: {
      NODE_ENV: 'test',
      FUHUA_LOG_LEVEL: 'silent',
      FUHUA_PORT: 0,
      FUHUA_HOST: '127.0.0.1',
      FUHUA_RATE_PERSON: 10_000_000,
      FUHUA_RATE_ADDRESS: 10_000_000,
      FUHUA_PROXIES: 0,
      FUHUA_EVIDENCE_BYTES_MAX: 100_000,
      FUHUA_ISSUER: 'urn:fuhua:spec',
      FUHUA_AUDIENCE: 'fuhua',
      FUHUA_ISSUER_JWKS_FILE: files.jwksFile,
      FUHUA_HISTORY: history,
      FUHUA_VIEWS: history,
      FUHUA_KEYS: postgres.roleUrl(keys, 'secret', keys),
      FUHUA_BUS: postgres.roleUrl(service, 'secret', bus),
      FUHUA_MASTER_KEY_FILE: masterKey,
      FUHUA_CLOCK: 'simulated',
      FUHUA_CLOCK_START: parseInstant(clock),
    },
    admin: {
      history: postgres.adminUrl(service),
      keys: postgres.adminUrl(keys),
      bus: postgres.adminUrl(bus),
    },
    tokenOf: (person) => issuer.issueToken({ person: person as PersonId, ttlSeconds: 3_600 }),
    close: async () => {
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
