import { createHash } from 'node:crypto';
import { accessSync, chmodSync, constants, existsSync, mkdirSync } from 'node:fs';
import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { accountFor, mayEnter } from './account.ts';
import type { Account } from './account.ts';
import { binariesFor } from './binaries.ts';
import type { Binaries } from './binaries.ts';
import { Unwritable } from './errors.ts';

/** Where a cluster lives and who runs it. */
export interface Place {
  /** The real data directory; not the wished one where PostgreSQL's user cannot enter that. */
  readonly dataDir: string;
  /** Superuser password, 0600, readable by PostgreSQL's user for `initdb`. */
  readonly passwordFile: string;
  readonly logFile: string;
  /** Names the process that started PostgreSQL and looks after it. */
  readonly ownerFile: string;
  readonly account: Account;
  readonly binaries: Binaries;
}

/**
 * Root's home is closed to others, so a clone below it cannot hold the data that the system user `postgres` must reach:
 * the data then lives under `/var/lib/fuhua-<id>`. The choice is written down beside the wished directory and kept,
 * also when the checkout is moved or opened later.
 */
export function placeFor(wished: string): Place {
  const directory = join(parentOf(wished), basename(wished));
  const pointer = `${directory}.location`;
  let dataDir = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : directory;
  const account = accountFor(dataDir);
  if (account !== undefined && !mayEnter(dirname(dataDir), account)) {
    dataDir = join(varLib(directory), basename(directory));
    makeDirectory(dirname(dataDir));
    writing(pointer, () => writeFileSync(pointer, `${dataDir}\n`));
  }
  const copyHome = (packageDir: string): string =>
    account === undefined ? dirname(dataDir) : varLib(packageDir);
  return {
    dataDir,
    passwordFile: `${dataDir}.password`,
    logFile: `${dataDir}.log`,
    ownerFile: `${dataDir}.owner`,
    account,
    binaries: binariesFor(account, copyHome),
  };
}

/** @throws Unwritable for anything the file system refuses. */
export function writing<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new Unwritable(path, code, { cause: error });
  }
}

function parentOf(wished: string): string {
  const parent = dirname(resolve(wished));
  makeDirectory(parent);
  return realpathSync(parent);
}

/**
 * Makes it and its missing parents; others may enter those made here, whatever the umask.
 * @throws Unwritable
 */
export function makeDirectory(directory: string): void {
  const first = writing(directory, () => {
    try {
      return mkdirSync(directory, { recursive: true });
    } catch (error) {
      // On a read-only file system node says ENOENT; the nearest directory that exists says why.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') assertWritable(dirname(directory));
      throw error;
    }
  });
  if (first === undefined) return;
  for (let made = directory; made.startsWith(first); made = dirname(made)) chmodSync(made, 0o755);
}

function assertWritable(directory: string): void {
  let nearest = directory;
  while (!existsSync(nearest)) nearest = dirname(nearest);
  accessSync(nearest, constants.W_OK);
}

function varLib(path: string): string {
  return `/var/lib/fuhua-${createHash('sha256').update(path).digest('hex').slice(0, 12)}`;
}
