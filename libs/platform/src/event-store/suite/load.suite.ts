import { randomBytes } from 'node:crypto';
import type { StreamName } from '@fuhua/kernel';
import type { EventStore, NewEvent } from '../event-store.ts';
import { idsOf, newEvent, newEvents, newStream } from './harness.suite.ts';
import type { Harness } from './harness.suite.ts';

const STORES = 4;
const WRITERS = 24;

export interface Load {
  /** Lets every writer finish its append; answers the ids of all that was written. */
  end(): Promise<readonly string[]>;
}

/**
 * Writers of several processes, each on a stream of its own, in appends of different sizes: so that transactions
 * overlap and commit in another order than they began.
 */
export async function startLoad(harness: Harness, category: string): Promise<Load> {
  const stores = await Promise.all(Array.from({ length: STORES }, () => harness.open()));
  const state = { writing: true };
  const writers = Array.from({ length: WRITERS }, (_, n) =>
    write(stores[n % STORES] as EventStore, newStream(category), n, state),
  );
  const all = Promise.all(writers);
  all.catch(() => undefined);
  return {
    end: async () => {
      state.writing = false;
      return (await all).flat();
    },
  };
}

async function write(
  store: EventStore,
  stream: StreamName,
  first: number,
  state: { readonly writing: boolean },
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let n = first; state.writing; n += 1) {
    const events = n % 6 === 0 ? large() : newEvents(1);
    await store.append(stream, ids.length === 0 ? 'none' : ids.length - 1, events);
    ids.push(...idsOf(events));
    await new Promise(setImmediate);
  }
  return ids;
}

/** Takes an engine several times as long as one small event, and does not compress. */
function large(): readonly NewEvent[] {
  return Array.from({ length: 9 }, () =>
    newEvent('Grew', JSON.stringify(randomBytes(6_000).toString('base64'))),
  );
}
