import { execFileSync, spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { NoSystemUser } from './errors.ts';

/** The system user that PostgreSQL runs as; undefined means: as whoever runs this process. */
export type Account = { readonly uid: number; readonly gid: number } | undefined;

/**
 * PostgreSQL refuses to run as root. Root runs it as the owner of the existing data, else as the system user
 * `postgres`, who is made when missing.
 * @throws NoSystemUser
 */
export function accountFor(dataDir: string): Account {
  if (process.getuid?.() !== 0) return undefined;
  return ownerOf(dataDir) ?? lookUp('postgres') ?? create('postgres');
}

/** Whether that user may enter the directory. Asked of the system, which also knows of access lists. */
export function mayEnter(directory: string, account: Account): boolean {
  const answer = spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', directory], {
    ...account,
    cwd: '/',
  });
  return answer.status === 0;
}

function ownerOf(dataDir: string): Account {
  const { uid, gid } = statSync(join(dataDir, 'PG_VERSION'), { throwIfNoEntry: false }) ?? {};
  return uid === undefined || gid === undefined || uid === 0 ? undefined : { uid, gid };
}

function lookUp(name: string): Account {
  const [uid, gid] = ['-u', '-g'].map((flag) =>
    Number.parseInt(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout, 10),
  );
  return Number.isInteger(uid) && Number.isInteger(gid)
    ? { uid: Number(uid), gid: Number(gid) }
    : undefined;
}

function create(name: string): Account {
  const ways = [
    ['useradd', '--system', '--user-group', '--no-create-home', '--shell', '/bin/sh', name],
    ['adduser', '-S', '-D', '-H', name],
  ] as const;
  let cause: unknown;
  for (const [program, ...args] of ways) {
    try {
      execFileSync(program, args, { stdio: 'pipe' });
    } catch (error) {
      cause ??= error;
    }
    const made = lookUp(name);
    if (made !== undefined) return made;
  }
  throw new NoSystemUser({ cause });
}
