import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** A process for certain: a pid alone is reused by the system sooner or later. */
export interface ProcessMark {
  readonly pid: number;
  /** When it started, in the system's own words; only compared. */
  readonly startedAt: string;
}

interface ProcessState extends ProcessMark {
  readonly parent: number;
  readonly zombie: boolean;
}

/** Undefined when there is no such process, or only its unreaped remains. */
export function markOf(pid: number): ProcessMark | undefined {
  const state = stateOf(pid);
  return state === undefined || state.zombie ? undefined : { pid, startedAt: state.startedAt };
}

export function isAlive(mark: ProcessMark): boolean {
  return markOf(mark.pid)?.startedAt === mark.startedAt;
}

export function childrenOf(pid: number): readonly number[] {
  return allPids().filter((candidate) => {
    const state = stateOf(candidate);
    return state?.parent === pid && !state.zombie;
  });
}

/** Whether the process works in `directory`, as a postmaster does in its data directory. */
export function worksIn(pid: number, directory: string): boolean {
  try {
    if (process.platform === 'linux') return readlinkSync(`/proc/${String(pid)}/cwd`) === directory;
    return ps('command=', pid).includes(directory);
  } catch {
    return false;
  }
}

/** Signals a process that may be gone already. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Resolves once none of them is left; false when some still are after `waitMsMax`. */
export async function gone(marks: readonly ProcessMark[], waitMsMax: number): Promise<boolean> {
  for (let waited = 0; marks.some(isAlive); waited += 20) {
    if (waited >= waitMsMax) return false;
    await pause(20);
  }
  return true;
}

function stateOf(pid: number): ProcessState | undefined {
  try {
    return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
  } catch {
    return undefined;
  }
}

function fromProc(pid: number): ProcessState {
  const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return {
    pid,
    zombie: fields[0] === 'Z' || fields[0] === 'X',
    parent: Number(fields[1]),
    startedAt: fields[19] ?? '',
  };
}

function fromPs(pid: number): ProcessState {
  const [state = '', parent = '', ...startedAt] = ps('stat=,ppid=,lstart=', pid).split(/\s+/);
  return {
    pid,
    zombie: state.startsWith('Z'),
    parent: Number(parent),
    startedAt: startedAt.join(' '),
  };
}

function allPids(): readonly number[] {
  const names =
    process.platform === 'linux'
      ? readdirSync('/proc')
      : execFileSync('ps', ['-axo', 'pid='], { encoding: 'utf8' }).split(/\s+/);
  return names.filter((name) => /^\d+$/.test(name)).map(Number);
}

function ps(columns: string, pid: number): string {
  return execFileSync('ps', ['-o', columns, '-p', String(pid)], { encoding: 'utf8' }).trim();
}
