/**
 * Compiles every workspace's `src` to `dist` with swc, without looking at types (`npm run types` does).
 * Writes only what changed, removes what lost its source, copies what is not TypeScript (.sql, .json, .html).
 *
 *   node tools/build.mjs            exit 0: dist is up to date; 1: a file does not compile
 *
 * A file is up to date when it has its source's mtime and was written after this script and the lockfile.
 * It appears by a rename, so builds may run side by side and under a running service.
 */
import { transformFile } from '@swc/core';
import * as fs from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const options = {
  swcrc: false,
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: {
      legacyDecorator: true,
      decoratorMetadata: true,
      useDefineForClassFields: false,
      verbatimModuleSyntax: true,
    },
    target: 'es2022',
    keepClassNames: true,
    rewriteRelativeImportExtensions: true,
    experimental: { keepImportAttributes: true },
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};
const toolsChangedAt = Math.max(
  ...['tools/build.mjs', 'package-lock.json'].map((path) => fs.statSync(join(root, path)).mtimeMs),
);

/** Paths of all files under `folder`, relative to it; none when it is missing. */
function filesIn(folder) {
  if (!fs.existsSync(folder)) return [];
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

async function bring(source, target) {
  const { mtime } = fs.statSync(source);
  const now = fs.statSync(target, { throwIfNoEntry: false });
  if (now?.mtime.getTime() === mtime.getTime() && now.ctimeMs > toolsChangedAt) return 0;
  const bytes = source.endsWith('.ts')
    ? (await transformFile(source, options)).code
    : fs.readFileSync(source);
  fs.mkdirSync(dirname(target), { recursive: true });
  const draft = `${target}.${process.pid}.draft`;
  fs.writeFileSync(draft, bytes);
  fs.utimesSync(draft, mtime, mtime);
  fs.renameSync(draft, target);
  return 1;
}

const began = performance.now();
const { workspaces } = JSON.parse(fs.readFileSync(join(root, 'package.json'), 'utf8'));
const packages = workspaces
  .map((glob) => join(root, glob.replace(/\/\*$/, '')))
  .flatMap((folder) => fs.readdirSync(folder).map((name) => join(folder, name)));
const built = packages.flatMap((folder) => {
  const [src, dist] = [join(folder, 'src'), join(folder, 'dist')];
  const files = filesIn(src).filter((file) => !/\.(spec|suite|d)\.ts$/.test(file));
  const pairs = files.map((file) => [file, file.replace(/\.ts$/, '.js')]);
  const wanted = new Set(pairs.map(([, target]) => target));
  for (const file of filesIn(dist)) {
    if (!wanted.has(file) && !file.endsWith('.draft')) fs.rmSync(join(dist, file), { force: true });
  }
  return pairs.map(([file, target]) => bring(join(src, file), join(dist, target)));
});
const outcomes = await Promise.allSettled(built);
for (const { reason } of outcomes) if (reason) console.error(String(reason.message ?? reason));
const written = outcomes.filter(({ value }) => value === 1).length;
const ms = Math.round(performance.now() - began);
if (written > 0) console.error(`built ${written} of ${outcomes.length} files in ${ms} ms`);
process.exitCode = outcomes.some(({ status }) => status === 'rejected') ? 1 : 0;
