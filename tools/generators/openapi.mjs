import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLogger, createMetrics } from '@fuhua/platform/http';
import { services } from './services.mjs';

/** The routes alone: nothing is opened, and no route is called. */
const closed = new Proxy(
  {},
  {
    get: (_, name) => {
      if (typeof name === 'symbol' || name === 'then' || name.startsWith('on')) return undefined;
      return () => {
        throw new Error(`OpenAPI is made without adapters: ${name}`);
      };
    },
  },
);

export const openapi = {
  name: 'openapi',
  run: async (outDir) => {
    for (const { name, serviceOver } of services) {
      const config = {
        FUHUA_LOG_LEVEL: 'silent',
        FUHUA_RATE_PERSON: 1,
        FUHUA_RATE_ADDRESS: 1,
        FUHUA_PROXIES: 0,
        FUHUA_EVIDENCE_BYTES_MAX: 1,
      };
      const edge = { ...closed, accessRecords: closed, health: [], tokens: closed, grants: closed };
      const logger = createLogger(name, 'silent');
      const app = await serviceOver(closed, config, logger, createMetrics(name), () => edge);
      const { payload } = await app.inject({ method: 'GET', url: '/openapi.json' });
      await app.close();
      const file = join(outDir, `openapi-${name}.json`);
      writeFileSync(file, `${JSON.stringify(JSON.parse(payload), null, 2)}\n`);
    }
  },
};
