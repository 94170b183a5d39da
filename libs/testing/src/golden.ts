import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What others were told of each event of a slice: a file that is there is never written again. */

/**
 * The kept text and the text made now. `folder` is the slice's; goldens stand in `histories/golden` of its service. A file
 * that is missing is written when `FUHUA_WRITE_GOLDENS=1` asks for it.
 * @throws Error that says how to write it
 */
export function goldenOf(
  folder: string,
  slice: string,
  published: readonly (object | 'private')[],
): { readonly kept: string; readonly made: string } {
  const file = join(folder, '../../histories/golden', `${slice}.public.json`);
  const lines = published.flatMap((one) => (one === 'private' ? [] : JSON.stringify(one)));
  const made = `[\n${lines.join(',\n')}\n]\n`;
  if (!existsSync(file)) {
    if (process.env['FUHUA_WRITE_GOLDENS'] !== '1') {
      throw new Error(`no golden of ${slice}: FUHUA_WRITE_GOLDENS=1 npm test -- publish writes it`);
    }
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, made, { flag: 'wx' });
  }
  return { kept: readFileSync(file, 'utf8'), made };
}
