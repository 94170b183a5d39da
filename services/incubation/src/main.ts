import { readConfig } from '@fuhua/platform/config';
import { createLogger } from '@fuhua/platform/http';
import { runService } from '@fuhua/platform/service';
import { openIncubation, incubation } from './app.module.ts';
import { configSchema } from './config.ts';

await runService(
  () => readConfig(configSchema, process.env),
  (config) => openIncubation(config, createLogger(incubation.service, config.FUHUA_LOG_LEVEL)),
);
