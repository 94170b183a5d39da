import { setTimeout as delay } from 'node:timers/promises';
import { createLogger } from '@fuhua/platform/http';
import { runReactions, type Reaction, type Reactions } from '@fuhua/platform/reactions';
import { migrateService, openPorts, type OpenPorts } from '@fuhua/platform/service';
import { openTestPlace } from '@fuhua/platform/test-service';
import { incubation } from '../src/app.module.ts';

/** The service without its routes, on a PostgreSQL of its own, at nine in the morning of a day on which time stands still. */
export interface World {
  /** One process of the service; `reactions` instead of its own. */
  open(reactions?: Makes): Promise<OpenPorts>;
  /** Ends PostgreSQL; close what was opened before. */
  close(): Promise<void>;
}

export type Makes = (ports: Parameters<typeof incubation.reactions>[0]) => readonly Reaction[];

export async function openWorld(): Promise<World> {
  const place = await openTestPlace(incubation.service, '2024-03-22T09:00:00+08:00');
  const { config, admin } = place;
  await migrateService(incubation, config, admin);
  const logger = createLogger(incubation.service, 'silent');
  return {
    open: (reactions = incubation.reactions) =>
      openPorts({ ...incubation, reactions, config, logger }),
    close: () => place.close(),
  };
}

/** The service's ports while no reaction runs. */
export const nobody: Makes = () => [];

/** A process that does nothing but react, over ports that outlive it. */
export interface Reacting {
  readonly reactions: Reactions;
  end(): Promise<void>;
}

export function react(ports: OpenPorts, reactions: readonly Reaction[]): Reacting {
  const ending = new AbortController();
  const log = createLogger(incubation.service, 'silent');
  const following = { epoch: ports.store.epoch(), signal: ending.signal, log };
  const running = runReactions({ ...ports, ...following, reactions });
  return {
    reactions: running,
    end: async () => {
      ending.abort();
      await running.done;
    },
  };
}

const REST_MS_MAX = 300_000;
const LOOK_MS_MIN = 10;
const LOOK_MS_MAX = 500;

/**
 * Until every event is heard that some reaction hears, whatever came of it. What one that was heard early left behind
 * has either moved the head, or is seen by those asked later. Looks less and less often.
 * @throws Error when there is no rest within five minutes
 */
export async function atRest({ store }: OpenPorts, { status }: Reactions): Promise<void> {
  const end = performance.now() + REST_MS_MAX;
  let pauseMs = LOOK_MS_MIN;
  while (performance.now() < end) {
    const before = await store.head();
    const groups = await status();
    const isBusy = groups.some(
      ({ state, lagEvents, retrying }) => state !== 'live' || lagEvents > 0 || retrying > 0,
    );
    if (!isBusy && (await store.head()) === before) return;
    await delay(pauseMs);
    pauseMs = Math.min(2 * pauseMs, LOOK_MS_MAX);
  }
  throw new Error('the reactions do not come to rest');
}
