/**
 * Writes docs/generated from the code, or compares it with the code. Needs built code (`npm run generate` builds first).
 *
 *   node tools/generate.mjs            writes; exit 0
 *   node tools/generate.mjs --check    writes to a temporary folder and compares; exit 0: the same
 *
 * Exit 1: a file differs, a generator failed or wrote nothing, or there is no generator at all.
 */
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';

/** Contents by path, with slashes. */
export function filesIn(folder) {
  if (!fs.existsSync(folder)) return new Map();
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((e) => join(e.parentPath, e.name));
  return new Map(
    paths
      .sort()
      .map((path) => [relative(folder, path).replaceAll(sep, '/'), fs.readFileSync(path, 'utf8')]),
  );
}

/** @throws when there is none, or one writes nothing: a check of nothing is worse than none */
export async function generate(list, outDir) {
  if (list.length === 0)
    throw new Error('no generator is registered in tools/generators/index.mjs');
  fs.mkdirSync(outDir, { recursive: true });
  for (const { name, run } of list) {
    const before = filesIn(outDir);
    await run(outDir);
    const after = filesIn(outDir);
    if (after.size === before.size) throw new Error(`generator ${name} wrote no file of its own`);
  }
}

/** One line a file that is missing, left over or different; none when the folders say the same. */
export function differences(committed, made) {
  const paths = [...new Set([...committed.keys(), ...made.keys()])].sort();
  return paths.flatMap((path) => {
    const [was, is] = [committed.get(path), made.get(path)];
    if (was === is) return [];
    if (was === undefined) return [`missing: ${path}`];
    if (is === undefined) return [`left over: ${path}`];
    const lines = is.split('\n');
    const line = was.split('\n').findIndex((text, index) => text !== lines[index]);
    return [`different: ${path}${line < 0 ? '' : `:${line + 1}`}`];
  });
}

async function main(check) {
  const target = join(import.meta.dirname, '../docs/generated');
  const made = fs.mkdtempSync(join(tmpdir(), 'fuhua-generated-'));
  const { generators } = await import('./generators/index.mjs'); // built code
  try {
    await generate(generators, made);
    const found = differences(filesIn(target), filesIn(made));
    if (check) {
      for (const line of found) console.error(line);
      if (found.length > 0)
        throw new Error('docs/generated is not what the code says: npm run generate');
      console.log(`docs/generated: ${filesIn(made).size} files, as the code says`);
    } else {
      fs.rmSync(target, { recursive: true, force: true });
      fs.cpSync(made, target, { recursive: true });
      for (const line of found)
        console.log(line.replace(/^missing/, 'new').replace(/^left over/, 'gone'));
    }
  } finally {
    fs.rmSync(made, { recursive: true, force: true });
  }
}

if (process.argv[1] === import.meta.filename) {
  await main(process.argv.includes('--check')).catch((error) => {
    console.error(String(error?.stack ?? error));
    process.exitCode = 1;
  });
}
