import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chownSync, closeSync, existsSync, openSync, readFileSync, renameSync } from 'node:fs';
import { rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { environment, failureIn } from './cluster.ts';
import { AlreadyRunning, PortTaken } from './errors.ts';
import { writing } from './place.ts';
import type { Place } from './place.ts';
import { childrenOf, gone, isAlive, markOf, signal, worksIn } from './processes.ts';
import type { ProcessMark } from './processes.ts';

export type Settings = Readonly<Record<string, string>>;

/** A postmaster that this process started. */
export interface Server {
  readonly mark: ProcessMark;
  readonly exited: Promise<void>;
}

const LOG_BYTES_MAX = 16 * 1024 * 1024;

/**
 * Spawned in a session of its own, so that a Ctrl-C meant for the process group does not take PostgreSQL away while
 * services still write. Its log goes to a file: a pipe to us would break it when we die.
 * @throws PortTaken @throws AlreadyRunning @throws Unwritable @throws StartFailed
 */
export async function startServer(place: Place, port: number, settings: Settings): Promise<Server> {
  await assertFree(port);
  for (let attempt = 1; ; attempt++) {
    const logStart = rotateLog(place.logFile);
    const child = launch(place, port, settings);
    if (await becomesReady(child, place)) return serverOf(child);
    const output = readFileSync(place.logFile, 'utf8').slice(logStart);
    if (/Address (already )?in use/.test(output)) throw new PortTaken(port);
    // After a SIGKILL of the postmaster alone its backends need a moment to notice.
    const lingering = /pre-existing shared memory block/.test(output);
    if (!lingering || attempt === 50) throw failureIn(output, place);
    await pause(200);
  }
}

/** The living postmaster of the directory; a `postmaster.pid` whose process is another program's is removed. */
export function postmasterOf(dataDir: string): ProcessMark | undefined {
  const file = join(dataDir, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  const mark = pid > 0 && worksIn(pid, dataDir) ? markOf(pid) : undefined;
  // Without this a reused pid (usual in containers, where pids are small) would keep PostgreSQL from starting.
  if (mark === undefined) rmSync(file, { force: true });
  return mark;
}

/** Fast shutdown: open transactions are rolled back, everything committed is flushed. Immediate after a minute. */
export async function stopServer(mark: ProcessMark): Promise<void> {
  if (!isAlive(mark)) return;
  signal(mark.pid, 'SIGINT');
  if (await gone([mark], 60_000)) return;
  signal(mark.pid, 'SIGQUIT');
  await gone([mark], 10_000);
}

/** The postmaster and every backend, as a power cut would. */
export async function killServer(mark: ProcessMark): Promise<void> {
  const marks = pidsOf(mark).flatMap((pid) => markOf(pid) ?? []);
  for (const { pid } of marks) signal(pid, 'SIGKILL');
  await gone(marks, 10_000);
}

/** The postmaster first. Empty when it is gone. */
export function pidsOf(mark: ProcessMark): readonly number[] {
  return isAlive(mark) ? [mark.pid, ...childrenOf(mark.pid)] : [];
}

/** @throws PortTaken */
async function assertFree(port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new PortTaken(port) : error);
    });
    probe.listen(port, '127.0.0.1', () => {
      probe.close(() => {
        resolve();
      });
    });
  });
}

function launch(
  { binaries, dataDir, account, logFile }: Place,
  port: number,
  settings: Settings,
): ChildProcess {
  const flags = Object.entries({ ...settings, port: String(port) }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const log = writing(logFile, () => openSync(logFile, 'a', 0o600));
  try {
    if (account !== undefined) chownSync(logFile, account.uid, account.gid);
    return spawn(binaries.postgres, ['-D', dataDir, ...flags], {
      ...account,
      cwd: '/',
      env: environment,
      detached: true,
      stdio: ['ignore', log, log],
    });
  } finally {
    closeSync(log);
  }
}

/** False when it ended instead. Recovery after a crash takes as long as it takes. */
async function becomesReady(child: ChildProcess, { dataDir }: Place): Promise<boolean> {
  child.once('error', () => undefined);
  while (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    const [pid, , , , , , , status] = linesOf(join(dataDir, 'postmaster.pid'));
    if (Number(pid) === child.pid && status?.trim() === 'ready') return true;
    if (pid !== undefined && Number(pid) !== child.pid && worksIn(Number(pid), dataDir)) {
      throw new AlreadyRunning(dataDir, Number(pid));
    }
    await pause(15);
  }
  return false;
}

function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}

function serverOf(child: ChildProcess): Server {
  const exited =
    child.exitCode === null && child.signalCode === null
      ? new Promise<void>((resolve) => {
          child.once('exit', () => {
            resolve();
          });
        })
      : Promise.resolve();
  return { mark: markOf(child.pid ?? 0) ?? { pid: child.pid ?? 0, startedAt: '' }, exited };
}

/** Answers how much the log holds already. */
function rotateLog(file: string): number {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size <= LOG_BYTES_MAX) return size;
  renameSync(file, `${file}.1`);
  return 0;
}
