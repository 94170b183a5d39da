import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { openPostgresBus, runRelay } from '@fuhua/platform/bus';
import { migrateBus } from '@fuhua/platform/bus/migrate';
import { freshDatabase, type EmbeddedPostgres } from '@fuhua/platform/embedded';
import { isCaughtUp } from '@fuhua/platform/event-store';
import type { StreamName } from '@fuhua/kernel';
import { checkout } from '../data-directory.ts';
import { percentile, ratioFigure } from './figures.ts';
import type { Figure } from './figures.ts';
import { inRounds } from './ground.ts';
import type { Ground } from './ground.ts';
import {
  heardOf,
  heardSamples,
  listenerSource,
  publishedSamples,
  TELLER,
} from './hearing-samples.ts';
import { appendSample, asBenchRole, benchRole, openHistory } from './history.ts';
import type { History } from './history.ts';
import { openLoop } from './load.ts';
import { openRaw, writerOf } from './raw.ts';
import { oneAtATime } from './visible.ts';

/** What officers of a province do at their busiest, many times over; a tenth of what a listener can take. */
const PER_SECOND = 40;
const WAIT_MS_MAX = 10_000;

/**
 * From the answer of append in the history of one service until what a reaction in another process recorded of it has
 * come to a subscriber of the other's history: through relay, topic, copy, reaction and a commit in each of three databases.
 */
export async function reactionLag(ground: Ground): Promise<readonly Figure[]> {
  const { postgres, roundMs: ms, signal } = ground;
  const raw = await openRaw(postgres);
  const pair = await openPair(postgres);
  try {
    const rounds = await inRounds(ground, {
      raw: () => raw.load(ground, ms),
      fuhua: async () => {
        const lagsMs: number[] = [];
        const write = oneAtATime(() =>
          writerOf(async (...row) => {
            lagsMs.push(await pair.tell(...row));
          }),
        );
        await openLoop({ perSecond: PER_SECOND, ms, signal }, write);
        return { p50Ms: percentile(lagsMs, 50), p99Ms: percentile(lagsMs, 99) };
      },
    });
    return [
      ratioFigure(
        rounds.map(({ fuhua, raw: peer }) => ({ ours: fuhua.p50Ms, peer: peer.p50Ms })),
        { id: 'reaction', unit: 'ms', peer: 'raw p50', goal: { atMost: 10 } },
      ),
      ratioFigure(
        rounds.map(({ fuhua, raw: peer }) => ({ ours: fuhua.p99Ms, peer: peer.p99Ms })),
        { id: 'reaction-p99', unit: 'ms', peer: 'raw p99', goal: { atMost: 10 } },
      ),
    ];
  } finally {
    await pair.close();
    await raw.close();
  }
}

interface Pair {
  /** Milliseconds from the answer of append to the effect. @throws when there is none for 10 s */
  tell(stream: StreamName, revision: number): Promise<number>;
  close(): Promise<void>;
}

/** One that tells, in this process, and one that listens, in another. */
async function openPair(postgres: EmbeddedPostgres): Promise<Pair> {
  const talking = await openHistory(postgres);
  const listening = await openHistory(postgres, listenerSource);
  const busUrl = await freshBus(postgres);
  const bus = await openPostgresBus({ url: busUrl });
  const ending = new AbortController();
  const { store } = talking;
  const relay = runRelay({
    ...{ service: TELLER, store, epoch: store.epoch(), published: publishedSamples, bus },
    ...{ signal: ending.signal, log: quiet },
  });
  const listener = await startListener(listening, busUrl);
  const effects = openEffects(listening, ending.signal);
  return {
    async tell(stream, revision) {
      const effect = effects.of(heardOf(stream), revision);
      await appendSample(store, stream, revision);
      const answeredAt = performance.now();
      return Math.max(0, (await effect) - answeredAt);
    },
    async close() {
      listener.disconnect();
      await once(listener, 'exit');
      ending.abort();
      await Promise.all([relay.done, effects.done]);
      await Promise.all([bus.close(), talking.close(), listening.close()]);
    },
  };
}

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

async function freshBus(postgres: EmbeddedPostgres): Promise<string> {
  const adminUrl = await freshDatabase(postgres);
  await migrateBus(adminUrl, { roles: [await benchRole(postgres)] });
  return asBenchRole(postgres, adminUrl);
}

/** @throws when it ends before it is ready */
async function startListener({ url, adminUrl }: History, busUrl: string): Promise<ChildProcess> {
  const file = join(checkout, 'apps', 'fuhua', 'dist', 'bench', 'hearing.js');
  const child = fork(file, [url, adminUrl, busUrl], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(() => {
    throw new Error('the listener ended before it was ready');
  });
  await Promise.race([once(child, 'message'), ended]);
  ended.catch(() => undefined);
  return child;
}

interface Effects {
  /** Resolves with the time at which the effect has come. Asked for before it can be. @throws after 10 s */
  of(stream: StreamName, revision: number): Promise<number>;
  readonly done: Promise<void>;
}

function openEffects({ store }: History, signal: AbortSignal): Effects {
  const waiting = new Map<string, () => void>();
  const keyOf = (stream: StreamName, revision: number): string => `${stream}/${revision}`;
  const follow = async (): Promise<void> => {
    const after = { categories: [heardSamples.category] };
    for await (const item of store.subscribe(after, signal)) {
      if (isCaughtUp(item)) continue;
      waiting.get(keyOf(item.stream, item.revision))?.();
    }
  };
  return {
    done: follow(),
    of: (stream, revision) => {
      const key = keyOf(stream, revision);
      return new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`${key} was not heard`)), WAIT_MS_MAX);
        waiting.set(key, () => {
          clearTimeout(late);
          waiting.delete(key);
          resolve(performance.now());
        });
      });
    },
  };
}
