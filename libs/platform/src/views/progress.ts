import { setTimeout as delay } from 'node:timers/promises';
import { Unavailable, type Position } from '../event-store/index.ts';

/** A view had not come to the position in time; an answer from it would be older than what the reader has seen. */
export class ViewBehind extends Unavailable {
  constructor(
    readonly view: string,
    readonly lag: { readonly position: Position; readonly wanted: Position },
  ) {
    super(`${view} is at ${String(lag.position)} and was awaited at ${String(lag.wanted)}`);
  }
}

/** How far a view has come, as this process knows it. */
export interface Progress {
  /** Every event of the view's source up to here is in its rows. */
  position(): Position;
  advance(position: Position): void;
  /** The table was made anew and stands further back. */
  restart(position: Position): void;
  /** Resolves once `position` is reached, or the signal is given. */
  reached(position: Position, signal: AbortSignal): Promise<void>;
}

export function openProgress(): Progress {
  const waiters = new Set<{ readonly at: Position; readonly done: () => void }>();
  let current = 0n;
  return {
    position: () => current,
    advance(position) {
      if (position <= current) return;
      current = position;
      for (const { at, done } of waiters) if (at <= current) done();
    },
    restart(position) {
      current = position;
    },
    reached: (at, signal) =>
      new Promise((resolve) => {
        if (at <= current || signal.aborted) {
          resolve();
          return;
        }
        const waiter = {
          at,
          done: () => {
            waiters.delete(waiter);
            signal.removeEventListener('abort', waiter.done);
            resolve();
          },
        };
        waiters.add(waiter);
        signal.addEventListener('abort', waiter.done);
      }),
  };
}

/** How often the table's cursor is asked while somebody waits: another process may be the one that projects. */
const POLL_MS = 25;

/**
 * @throws ViewBehind after `timeoutMs`
 */
export async function awaitPosition(
  view: string,
  progress: Progress,
  stored: () => Promise<Position | undefined>,
  wanted: Position,
  timeoutMs: number,
): Promise<void> {
  if (progress.position() >= wanted) return;
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), timeoutMs);
  let known = progress.position();
  const polling = async (): Promise<void> => {
    while (await pause(POLL_MS, over.signal)) {
      known = (await stored().catch(() => undefined)) ?? known;
      if (known >= wanted) return;
    }
  };
  try {
    await Promise.race([progress.reached(wanted, over.signal), polling()]);
  } finally {
    clearTimeout(timer);
    over.abort();
  }
  const position = known > progress.position() ? known : progress.position();
  if (position < wanted) throw new ViewBehind(view, { position, wanted });
}

/** False when the signal was given meanwhile. */
export async function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await delay(ms, undefined, { signal });
    return true;
  } catch {
    return false;
  }
}

/** What the promise gives, or undefined when it is late. */
export async function within<T>(ms: number, promise: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
