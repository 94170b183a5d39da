import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isAlive, markOf } from './processes.ts';
import type { ProcessMark } from './processes.ts';

/** A file that says which living process has something to itself. */
export interface Claim {
  release(): void;
}

/** Somebody who is still alive has it. */
export class Claimed extends Error {
  override readonly name = 'Claimed';
  constructor(
    readonly file: string,
    readonly pid: number,
  ) {
    super(`${file} is held by process ${String(pid)}`);
  }
}

/**
 * Takes the claim for this process; one left behind by a process that died is replaced.
 * @throws Claimed
 */
export function claim(file: string): Claim {
  const draft = `${file}.${String(process.pid)}`;
  writeFileSync(draft, JSON.stringify(markOf(process.pid)), { mode: 0o644 });
  try {
    while (!linked(draft, file)) {
      const holder = holderOf(file);
      if (holder !== undefined) throw new Claimed(file, holder.pid);
      rmSync(file, { force: true });
    }
  } finally {
    rmSync(draft, { force: true });
  }
  return {
    release: () => {
      rmSync(file, { force: true });
    },
  };
}

/** Appears whole, so that nobody reads a claim half written. False when another is there. */
function linked(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** The living process that holds the claim, if any. */
export function holderOf(file: string): ProcessMark | undefined {
  try {
    const mark = JSON.parse(readFileSync(file, 'utf8')) as ProcessMark;
    return isAlive(mark) ? mark : undefined;
  } catch {
    return undefined;
  }
}
