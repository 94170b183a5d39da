import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const RACER = `
  const [library, url, stream, writers, events] = process.argv.slice(1);
  const { openPostgresStore, WrongRevision } = await import(library);
  const store = await openPostgresStore({ url });
  const race = async () => {
    const written = [];
    for (let expected = 'none'; written.length < Number(events); ) {
      const id = crypto.randomUUID();
      try {
        const event = { id, type: 'Raced', data: '{}', metadata: '{}' };
        ({ revision: expected } = await store.append(stream, expected, [event]));
        written.push([id, expected]);
      } catch (error) {
        if (!(error instanceof WrongRevision)) throw error;
        expected = error.actual;
      }
    }
    return written;
  };
  const written = await Promise.all(Array.from({ length: Number(writers) }, race));
  await store.close();
  console.log(JSON.stringify(written.flat()));
`;

/** Appends from a process of its own, which runs the compiled library; answers [id, revision] of all it was told. */
export async function race(
  url: string,
  stream: string,
  writers: number,
  events: number,
): Promise<readonly (readonly [string, number])[]> {
  const root = join(import.meta.dirname, '../../../../..');
  spawnSync(process.execPath, [join(root, 'tools/build.mjs')]);
  const library = join(root, 'libs/platform/dist/event-store/index.js');
  const input = [library, url, stream, String(writers), String(events)];
  const flags = ['--input-type=module', '--eval', RACER];
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, ...input]);
  return JSON.parse(stdout) as [string, number][];
}
