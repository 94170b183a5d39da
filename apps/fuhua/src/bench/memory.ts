import { readFileSync, readdirSync } from 'node:fs';

/**
 * MiB that the processes and all they started hold in memory; a page that several share counts once (Linux's `Pss`).
 */
export function residentMiB(roots: readonly number[]): number {
  const pids = new Set(roots);
  const parents = parentsOf();
  for (const [pid] of parents) {
    for (let at = pid; at > 1; at = parents.get(at) ?? 0) {
      if (!pids.has(at)) continue;
      pids.add(pid);
      break;
    }
  }
  const kiB = [...pids].reduce((sum, pid) => sum + pssKiB(pid), 0);
  return kiB / 1_024;
}

function parentsOf(): ReadonlyMap<number, number> {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return new Map(pids.map((pid) => [Number(pid), parentOf(pid)]));
}

/** 0 once it has ended. The second field of `stat` is a name in brackets, which may hold anything. */
function parentOf(pid: string): number {
  const stat = read(`/proc/${pid}/stat`);
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0);
}

function pssKiB(pid: number): number {
  return Number(/^Pss: +(\d+) kB$/m.exec(read(`/proc/${String(pid)}/smaps_rollup`))?.[1] ?? 0);
}

/** Empty when the process ended meanwhile. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
