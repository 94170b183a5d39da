import type pg from 'pg';
import type { EventStore, Recorded } from '../event-store/index.ts';
import { tell } from '../handle/index.ts';
import { messageOf } from '../views/database.ts';
import type { ViewLog } from '../views/index.ts';
import { pause } from '../views/progress.ts';
import { claimDue, release, settle, type Message } from './aside-queue.ts';
import { hear, type HearPorts } from './hear.ts';
import { KEYS_AT_ONCE } from './pass.ts';
import type { Reaction } from './reaction.ts';
import type { Failure, RetryBudget } from './retry-budget.ts';

export interface DrainPorts extends HearPorts {
  readonly store: Pick<EventStore, 'readStream'>;
  readonly pool: pg.Pool;
  readonly log: ViewLog;
  readonly budget: RetryBudget;
  readonly lookMs: number;
}

const LEASE_MS = 30_000;

/**
 * Tries again what a group has set aside, whenever a key is due, until the signal. Keys are tried side by side.
 * @throws Unavailable, OutcomeUnknown, UnknownEvent
 */
export async function drainAside(
  ports: DrainPorts,
  reaction: Reaction,
  signal: AbortSignal,
): Promise<void> {
  const busy = new Set<Promise<void>>();
  const failed: unknown[] = [];
  const start = (message: Message): void => {
    const draining = drainKey(ports, reaction, message, signal)
      .catch((error: unknown) => {
        failed.push(error);
      })
      .finally(() => busy.delete(draining));
    busy.add(draining);
  };
  try {
    do {
      if (failed.length > 0) break;
      const room = KEYS_AT_ONCE - busy.size;
      if (room === 0) continue;
      for (const message of await claimDue(ports.pool, reaction.group, room, LEASE_MS)) {
        start(message);
      }
    } while (await pause(ports.lookMs, signal));
  } finally {
    await Promise.all(busy);
  }
  if (failed.length > 0) throw failed[0] as Error;
}

/** Message by message, until one fails or none is left. */
async function drainKey(
  ports: DrainPorts,
  reaction: Reaction,
  first: Message,
  signal: AbortSignal,
): Promise<void> {
  const { pool, budget, log } = ports;
  const { group } = reaction;
  let message: Message | undefined = first;
  try {
    while (message !== undefined && !signal.aborted) {
      const failure = await tryAgain(ports, reaction, message);
      if (failure !== undefined) log.warn({ group, ...message, ...failure }, 'a reaction fails');
      message = await settle(pool, { group, message, failure, budget, leaseMs: LEASE_MS });
    }
  } finally {
    if (message !== undefined) await giveBack(ports, group, message);
  }
}

async function tryAgain(
  ports: DrainPorts,
  reaction: Reaction,
  message: Message,
): Promise<Failure | undefined> {
  const recorded = await recordedOf(ports.store, message);
  if (recorded === undefined) {
    return { means: 'park', error: 'the history does not hold this event' };
  }
  return hear(ports, reaction, recorded, tell(reaction.on, recorded));
}

/** The event that a message stands for, if the history holds it. @throws Unavailable */
export async function recordedOf(
  store: Pick<EventStore, 'readStream'>,
  { stream, revision, event }: Message,
): Promise<Recorded | undefined> {
  for await (const recorded of store.readStream(stream, { from: revision, limit: 1 })) {
    if (recorded.id === event) return recorded;
  }
  return undefined;
}

/** When even this fails, the lease runs out. */
async function giveBack({ pool, log }: DrainPorts, group: string, message: Message): Promise<void> {
  try {
    await release(pool, group, message.stream);
  } catch (error) {
    log.warn({ group, ...message, error: messageOf(error) }, 'a key stays leased');
  }
}
