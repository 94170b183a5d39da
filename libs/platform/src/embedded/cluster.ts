import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  accessSync,
  appendFileSync,
  chownSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
} from 'node:fs';
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NotADataDirectory, OtherOwner, OtherVersion, StartFailed, Unwritable } from './errors.ts';
import { writing } from './place.ts';
import type { Place } from './place.ts';

/** Messages in English whatever the machine speaks: failures are recognised by them. */
export const environment = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/**
 * Makes sure the data directory holds a cluster of this version, and answers the superuser's password.
 * @throws OtherVersion @throws OtherOwner @throws NotADataDirectory @throws Unwritable
 */
export function prepareCluster(place: Place, durable: boolean): string {
  const { dataDir } = place;
  const fresh = isEmpty(dataDir);
  if (!fresh) checkExisting(place);
  if (!existsSync(place.passwordFile)) {
    writePassword(place);
    if (!fresh) resetPassword(place);
  }
  if (fresh) initialise(place, durable);
  return readFileSync(place.passwordFile, 'utf8').trim();
}

function isEmpty(dataDir: string): boolean {
  try {
    return readdirSync(dataDir).length === 0;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return true;
    if (code === 'EACCES') throw new OtherOwner(dataDir);
    throw new Unwritable(dataDir, code ?? 'unreadable', { cause: error });
  }
}

function checkExisting({ dataDir, binaries, account }: Place): void {
  const file = join(dataDir, 'PG_VERSION');
  if (!existsSync(file)) throw new NotADataDirectory(dataDir);
  const found = readFileSync(file, 'utf8').trim();
  if (found !== binaries.major) throw new OtherVersion(dataDir, found, binaries.major);
  if (statSync(dataDir).uid !== (account?.uid ?? process.getuid?.())) throw new OtherOwner(dataDir);
  writing(dataDir, () => {
    accessSync(dataDir, constants.W_OK);
  });
}

function writePassword({ passwordFile, account }: Place): void {
  writing(passwordFile, () => {
    writeFileSync(passwordFile, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
    if (account !== undefined) chownSync(passwordFile, account.uid, account.gid);
  });
}

/** In a directory beside it, renamed when complete: a first start that was interrupted leaves nothing half made. */
function initialise(place: Place, durable: boolean): void {
  const half = `${place.dataDir}.new`;
  writing(half, () => {
    rmSync(half, { recursive: true, force: true });
    mkdirSync(half, { mode: 0o700 });
    if (place.account !== undefined) chownSync(half, place.account.uid, place.account.gid);
  });
  // The builtin locale sorts alike on every machine, so a moved or restored database keeps valid indexes.
  const answer = spawnSync(
    place.binaries.initdb,
    [
      `--pgdata=${half}`,
      '--username=postgres',
      `--pwfile=${place.passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      ...(durable ? [] : ['--no-sync']),
    ],
    { ...place.account, cwd: '/', env: environment, encoding: 'utf8' },
  );
  if (answer.status !== 0) {
    rmSync(half, { recursive: true, force: true });
    const output = answer.stderr + (answer.error?.message ?? '');
    writing(place.logFile, () => {
      appendFileSync(place.logFile, output, { mode: 0o600 });
    });
    throw failureIn(output, place);
  }
  writing(place.dataDir, () => {
    renameSync(half, place.dataDir);
  });
}

/** The password file was lost: whoever owns the data may set a new one in single-user mode. */
function resetPassword(place: Place): void {
  const password = readFileSync(place.passwordFile, 'utf8').trim();
  const answer = spawnSync(
    place.binaries.postgres,
    ['--single', '-D', place.dataDir, '-c', 'unix_socket_directories=', 'postgres'],
    {
      ...place.account,
      cwd: '/',
      env: environment,
      encoding: 'utf8',
      input: `ALTER ROLE postgres PASSWORD '${password}'\n`,
    },
  );
  if (answer.status === 0) return;
  rmSync(place.passwordFile, { force: true });
  throw failureIn(answer.stderr, place);
}

/** Recognises what PostgreSQL wrote before it gave up. */
export function failureIn(output: string, place: Place): StartFailed | Unwritable {
  const disk =
    /No space left on device|Read-only file system|Permission denied|Check free disk space/.exec(
      output,
    );
  if (disk !== null) {
    return new Unwritable(place.dataDir, disk[0].replace('Check free disk space', 'disk full'));
  }
  const line =
    /^.*(?:FATAL|PANIC|error): .*$/m.exec(output)?.[0] ?? output.trim().split('\n').at(-1);
  return new StartFailed((line ?? '').replace(/^.*?(FATAL|PANIC|error):\s*/, ''), place.logFile);
}
