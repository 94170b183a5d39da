import type pg from 'pg';
import { Unavailable } from '../event-store.ts';
import type { Position } from '../event-store.ts';
import { OtherEpoch } from './errors.ts';
import { keepListening, pause } from './listen.ts';
import { CHANNEL } from './schema.ts';

export interface NewsLimits {
  /** The head is asked for this often, so that a broken LISTEN connection delays news and loses none. */
  readonly pollMs: number;
}

/** What all subscriptions of a store share: one LISTEN connection, one poll. */
export interface News {
  /**
   * The newest committed position known, once it is beyond `after`; undefined when the signal is given first.
   * @throws Unavailable when the store closes.
   * @throws OtherEpoch when the history was replaced: what stands behind `after` is no longer known.
   */
  beyond(after: Position, signal: AbortSignal): Promise<Position | undefined>;
  close(): Promise<void>;
}

interface Waiter {
  readonly after: Position;
  readonly done: () => void;
}

export function openNews(
  connect: () => Promise<pg.Client>,
  askHead: () => Promise<Position>,
  { pollMs }: NewsLimits,
): News {
  const waiters = new Set<Waiter>();
  const closing = new AbortController();
  let head = -1n;
  let replaced: OtherEpoch | undefined;
  let started: Promise<unknown> | undefined;

  const learn = (position: Position): void => {
    if (position > head) head = position;
    for (const { after, done } of waiters) if (after < head) done();
  };

  const ask = async (): Promise<void> => {
    try {
      learn(await askHead());
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      if (!(error.cause instanceof OtherEpoch)) return;
      replaced = error.cause;
      for (const { done } of waiters) done();
    }
  };

  const poll = async (): Promise<void> => {
    while (await pause(pollMs, closing.signal)) if (waiters.size > 0) await ask();
  };

  const hear = (payload: string): void => {
    if (/^\d+$/.test(payload)) learn(BigInt(payload));
  };
  // What was committed before LISTEN took effect is asked for.
  const listening = { channel: CHANNEL, hear, began: ask };

  return {
    beyond: async (after, signal) => {
      started ??= Promise.all([poll(), keepListening(connect, listening, closing.signal)]);
      const idle = (): boolean => head <= after && replaced === undefined;
      while (idle() && !signal.aborted && !closing.signal.aborted) {
        await waiting(waiters, after, signal);
      }
      if (replaced !== undefined) throw replaced;
      if (closing.signal.aborted) throw new Unavailable('the store is closed');
      return signal.aborted ? undefined : head;
    },
    close: async () => {
      closing.abort();
      for (const { done } of waiters) done();
      await started;
    },
  };
}

async function waiting(waiters: Set<Waiter>, after: Position, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = (): void => {
      waiters.delete(waiter);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const waiter = { after, done };
    waiters.add(waiter);
    signal.addEventListener('abort', done);
  });
}
