export { exportKeys, importKeys } from './backup.ts';
export type { Imported, KeyRow } from './backup.ts';
export { openPostgresKeys } from './keys.ts';
export type { PostgresKeysOptions } from './keys.ts';
export { migrateKeys } from './migrate.ts';
export type { MigrateKeysOptions } from './migrate.ts';
export { dropOldWal } from './old-wal.ts';
