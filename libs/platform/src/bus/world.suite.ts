import { publicEvent } from '@fuhua/contracts';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { EmbeddedPostgres } from '../embedded/index.ts';
import { openPostgresStore, type PostgresStore } from '../event-store/index.ts';
import { freshHistory } from '../event-store/postgres/database.suite.ts';
import type { PublishedSlice } from '../feed/publication.ts';
import { landOf, specPrivacy, type Land } from '../reactions/echoes.suite.ts';
import { reactionMigrations, runReactions, type Reactions } from '../reactions/index.ts';
import type { RetryBudget } from '../reactions/retry-budget.ts';
import { ownHistory, projectViews, runMigrations, viewEntities } from '../views/index.ts';
import { viewMigrations, type Projection, type View } from '../views/index.ts';
import { thingBoard, ThingEntity, ItemEntity, things } from '../views/things.suite.ts';
import { ThingTables1764000000001 } from '../views/world.suite.ts';
import { poolOf } from '../views/database.ts';
import { topicOf, type Bus, type Topic } from './bus.ts';
import { mirrorMigrations } from './mirror/migrate.ts';
import { runMirror, type Mirror } from './mirror/mirror.ts';
import { freshBus } from './postgres/database.suite.ts';
import { openPostgresBus } from './postgres/open.ts';
import { runRelay, type Relay } from './relay.ts';
import { sourcesOf } from './sources.ts';
import { topic } from './topic.ts';

const asTold = z.looseObject({});
const thingContract = {
  thingOpened: publicEvent('ThingOpened', asTold),
  itemAdded: publicEvent('ItemAdded', asTold),
  thingClosed: publicEvent('ThingClosed', asTold),
};
const landContract = { said: publicEvent('Said', z.object({ text: z.string() })) };

/** Of the service `talker`: items are removed and sighs sighed in private. */
export const boardOverTopic: View = {
  ...thingBoard,
  source: topic('talker', 'thing', thingContract),
};
const valleys = topic('talker', 'land', landContract);

/** A service that tells, the bus, and a service that listens; each history in a database of its own. */
export interface World {
  readonly topic: Topic;
  readonly bus: Bus;
  /** Of the one that tells. */
  readonly store: PostgresStore;
  readonly adminUrl: string;
  readonly url: string;
  readonly land: Land;
  readonly dataSource: DataSource;
  readonly published: readonly PublishedSlice[];
  /** One process of the one that tells. */
  relay(store?: PostgresStore): Running<{ readonly relay: Relay }>;
  /**
   * One process of the one that listens; `before` is run before each echo and may throw. The budget: 3 tries in 60 ms
   * unless another is given.
   */
  listen(before?: (text: string) => void, budget?: RetryBudget): Running<Listening>;
  /** The board as it stands. */
  rows(): Promise<readonly ThingEntity[]>;
  /** What was echoed in a valley, in order. */
  echoes(valley: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface Listening {
  readonly mirror: Mirror;
  readonly projection: Projection;
  readonly reactions: Reactions;
}

export type Running<T> = T & { stop(): Promise<void> };

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

export async function openWorld(postgres: EmbeddedPostgres): Promise<World> {
  const [talking, listening] = [await freshHistory(postgres), await freshHistory(postgres)];
  const store = await openPostgresStore({ url: talking.url });
  const own = await openPostgresStore({ url: listening.url });
  const bus = await openPostgresBus({ url: await freshBus(postgres) });
  const dataSource = await new DataSource({
    type: 'postgres',
    url: listening.adminUrl,
    entities: [...viewEntities, ThingEntity, ItemEntity],
    migrations: [
      ...viewMigrations,
      ...reactionMigrations,
      ...mirrorMigrations,
      ThingTables1764000000001,
    ],
    poolSize: 8,
    extra: { connectionTimeoutMillis: 3_000 },
  }).initialize();
  await runMigrations(dataSource);
  const privacy = await specPrivacy();
  const land = landOf({ store, privacy });
  const echoing = landOf({ store: own, privacy });
  const published: readonly PublishedSlice[] = [
    {
      slice: things,
      publish: ({ type, data }) => (type === 'ItemRemoved' ? 'private' : { type, data }),
      contract: thingContract,
    },
    {
      slice: land.valleys,
      publish: ({ type, data }) => (type === 'Sighed' ? 'private' : { type, data }),
      contract: landContract,
    },
  ];
  const running: Running<object>[] = [];
  const begin = <T extends object>(
    start: (signal: AbortSignal) => T & { done: readonly Promise<void>[] },
  ): Running<T> => {
    const ending = new AbortController();
    const { done, ...parts } = start(ending.signal);
    const stop = async (): Promise<void> => {
      ending.abort();
      await Promise.all(done);
    };
    const one = { ...(parts as unknown as T), stop };
    running.push(one);
    return one;
  };
  return {
    ...{ topic: topicOf('talker'), bus, store, land, dataSource, published },
    adminUrl: talking.adminUrl,
    url: talking.url,
    relay: (from = store) =>
      begin((signal) => {
        const epoch = from.epoch();
        const options = { service: 'talker', store: from, epoch, published, bus };
        const relay = runRelay({ ...options, signal, log: quiet });
        return { relay, done: [relay.done] };
      }),
    listen: (before, budget = { failuresMax: 3, overMs: 60 }) =>
      begin((signal) => {
        const pool = poolOf(dataSource);
        const mirror = runMirror({ service: 'talker', pool, bus, signal, log: quiet });
        const sourceOf = sourcesOf(ownHistory(own, own.epoch()), [mirror]);
        const reading = {
          store: own,
          dataSource,
          epoch: own.epoch(),
          signal,
          log: quiet,
          sourceOf,
        };
        const projection = projectViews({ ...reading, views: [boardOverTopic] });
        const echo = { ...echoing.echoing(before && { before }), on: valleys };
        const quick = { budget, lookMs: 10 };
        const reactions = runReactions({ ...reading, ...quick, reactions: [echo] });
        const done = [mirror.done, projection.done, reactions.done];
        return { mirror, projection, reactions, done };
      }),
    rows: () => dataSource.getRepository(ThingEntity).find({ order: { stream: 'ASC' } }),
    echoes: (valley) => echoing.echoes(valley),
    close: async () => {
      await Promise.all(running.map((one) => one.stop()));
      await bus.close();
      await Promise.all([store.close(), own.close(), dataSource.destroy()]);
    },
  };
}
