import { readConfig } from '@fuhua/platform/config';
import { createLogger } from '@fuhua/platform/http';
import { runService } from '@fuhua/platform/service';
import { openEvaluation, evaluation } from './app.module.ts';
import { configSchema } from './config.ts';

await runService(
  () => readConfig(configSchema, process.env),
  (config) => openEvaluation(config, createLogger(evaluation.service, config.FUHUA_LOG_LEVEL)),
);
