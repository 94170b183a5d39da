import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedEvents } from '@fuhua/kernel';
import { z } from 'zod';
import { publicEventsOf, services } from './services.mjs';

function write(folder, { type, shape, schema }) {
  mkdirSync(folder, { recursive: true });
  const json = z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' });
  const file = join(folder, `${type}.${shape}.json`);
  writeFileSync(file, `${JSON.stringify({ title: type, ...json }, null, 2)}\n`);
}

/** One JSON Schema a stored and a public event; `tools/frozen.mjs` lets them only grow. */
export const jsonSchemas = {
  name: 'json-schemas',
  run: (outDir) => {
    const root = join(outDir, 'schemas');
    for (const event of Object.values(sharedEvents)) write(join(root, 'stored', 'shared'), event);
    for (const service of services) {
      const { name, published } = service;
      for (const { slice } of published) {
        for (const event of Object.values(slice.events)) write(join(root, 'stored', name), event);
      }
      for (const event of publicEventsOf(service).values())
        write(join(root, 'public', name), event);
    }
  },
};
