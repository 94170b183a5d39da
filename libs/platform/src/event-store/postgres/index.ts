export { copyHistory, headOf, historyTable, IncompleteCopy, replaceHistory } from './backup.ts';
export type { CopiedTable, HistoryCopy } from './backup.ts';
export { NotDurable, NotMigrated, OtherEpoch } from './errors.ts';
export { migrateHistory, startNewEpoch } from './migrate.ts';
export type { MigrateOptions } from './migrate.ts';
export { openPostgresStore } from './open.ts';
export type { PostgresStore, PostgresStoreOptions } from './open.ts';
