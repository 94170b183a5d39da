import { readConfig } from '@fuhua/platform/config';
import { migrateService, runMigration } from '@fuhua/platform/service';
import { evaluation } from './app.module.ts';
import { migrationSchema } from './config.ts';

await runMigration(async () => {
  const config = readConfig(migrationSchema, process.env);
  const { FUHUA_ADMIN_HISTORY: history, FUHUA_ADMIN_KEYS: keys } = config;
  await migrateService(evaluation, config, { history, keys });
});
