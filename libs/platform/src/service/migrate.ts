import pg from 'pg';
import { migrateAccessRecords } from '../auth/index.ts';
import { migrateWishedClock, type ClockConfig } from '../clock/index.ts';
import { migrateHistory } from '../event-store/index.ts';
import { migrateKeys } from '../privacy/index.ts';
import { runMigrations } from '../views/index.ts';
import { viewSource, type ServiceParts, type StoreConfig } from './open.ts';

/** Of a superuser, or of a role that may create roles and schemas; used by the migration alone, never by the service. */
export interface AdminUrls {
  readonly history: string;
  readonly keys: string;
}

/**
 * Brings every schema of a service to this release; running it again changes nothing. Safe while the service runs and
 * when several start at once. @throws Unavailable @throws what PostgreSQL refuses
 */
export async function migrateService(
  parts: ServiceParts,
  config: StoreConfig & ClockConfig,
  admin: AdminUrls,
): Promise<void> {
  const serviceRole = roleOf(config.FUHUA_HISTORY);
  await migrateHistory(admin.history, { serviceRole });
  const keysRole = roleOf(config.FUHUA_KEYS);
  await migrateKeys(admin.keys, { serviceRole: keysRole });
  await migrateWishedClock(config, admin.keys, keysRole);
  const pool = new pg.Pool({ connectionString: admin.history, max: 1 });
  try {
    await migrateAccessRecords(pool, { serviceRole });
  } finally {
    await pool.end();
  }
  const views = await viewSource(config.FUHUA_VIEWS, parts).initialize();
  try {
    await runMigrations(views);
  } finally {
    await views.destroy();
  }
}

function roleOf(url: string): string {
  return decodeURIComponent(new URL(url).username);
}
