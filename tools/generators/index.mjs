import { asyncapi } from './asyncapi.mjs';
import { events } from './events.mjs';
import { jsonSchemas } from './json-schemas.mjs';
import { openapi } from './openapi.mjs';
import { problems } from './problems.mjs';
import { tables } from './tables.mjs';

/**
 * What `docs/generated` is made of. A generator writes its files into `outDir` (which exists) and nowhere else, the same
 * bytes every time: no clock, no random order, no path of this machine. It may import built code (`@fuhua/registry`).
 *
 *   { name: 'events', run: async (outDir) => writeFileSync(join(outDir, 'events.md'), table()) }
 *
 * One file a generator in this folder; add it to the list.
 *
 * @type {{ name: string, run(outDir: string): void | Promise<void> }[]}
 */
export const generators = [events, problems, openapi, asyncapi, jsonSchemas, tables];
