import { DataSource } from 'typeorm';
import type { EmbeddedPostgres } from '../embedded/index.ts';
import { openPostgresStore, type PostgresStore } from '../event-store/index.ts';
import { freshHistory } from '../event-store/postgres/database.suite.ts';
import { openProxy, type Proxy } from '../event-store/postgres/proxy.suite.ts';
import { poolOf } from '../views/database.ts';
import { runMigrations } from '../views/index.ts';
import { landOf, specPrivacy, type Land } from './echoes.suite.ts';
import { reactionMigrations } from './migrate.ts';
import { parkingOf, type Parking } from './parking.ts';
import {
  runReactions,
  type Reactions,
  type ReactionsOptions,
  type ReactionStatus,
} from './run-reactions.ts';
import type { Reaction } from './reaction.ts';

/** A history and the tables of reactions in one database. */
export interface World {
  readonly store: PostgresStore;
  readonly dataSource: DataSource;
  readonly parking: Parking;
  /** Stands between what runs and PostgreSQL. */
  readonly proxy: Proxy;
  /** Messages logged, each with the group's error. */
  readonly logged: string[];
  /** One process: runs the reaction until `stop`. Quick: a budget of 3 tries in 60 ms, and a look every 10 ms. */
  run(reaction: Reaction, options?: Partial<ReactionsOptions>): Running;
  /** Stops what runs, empties `logged`, and opens streams and a group that no test before has used. */
  freshLand(): Promise<Land>;
  close(): Promise<void>;
}

export interface Running extends Reactions {
  /** Of the one reaction. */
  look(): Promise<ReactionStatus>;
  stop(): Promise<void>;
}

export async function openWorld(postgres: EmbeddedPostgres): Promise<World> {
  const { adminUrl, url } = await freshHistory(postgres);
  const proxy = await openProxy(adminUrl);
  const { username, password } = new URL(url);
  const store = await openPostgresStore({
    url: Object.assign(new URL(proxy.url), { username, password }).href,
  });
  const dataSource = await new DataSource({
    type: 'postgres',
    url: proxy.url,
    migrations: [...reactionMigrations],
    poolSize: 6,
    extra: { connectionTimeoutMillis: 3_000 },
  }).initialize();
  poolOf(dataSource).on('error', () => undefined);
  await runMigrations(dataSource);
  const logged: string[] = [];
  const keep = (fields: object, message: string): void => {
    logged.push(`${message} ${JSON.stringify(fields)}`);
  };
  const log = { info: keep, warn: keep, error: keep };
  const running: Running[] = [];
  const run = (reaction: Reaction, options: Partial<ReactionsOptions> = {}): Running => {
    const ending = new AbortController();
    const reactions = runReactions({
      store,
      dataSource,
      reactions: [reaction],
      epoch: store.epoch(),
      signal: ending.signal,
      log,
      budget: { failuresMax: 3, overMs: 60 },
      lookMs: 10,
      ...options,
    });
    const stop = async (): Promise<void> => {
      ending.abort();
      await reactions.done;
    };
    const look = async (): Promise<ReactionStatus> => (await reactions.status())[0]!;
    const each = { ...reactions, look, stop };
    running.push(each);
    return each;
  };
  const stopAll = async (): Promise<void> => {
    await Promise.all(running.splice(0).map((each) => each.stop()));
  };
  const ports = { store, privacy: await specPrivacy() };
  let lands = 0;
  return {
    ...ports,
    dataSource,
    parking: parkingOf(poolOf(dataSource)),
    proxy,
    logged,
    run,
    freshLand: async () => {
      await stopAll();
      logged.length = 0;
      lands += 1;
      return landOf(ports, `land${String.fromCharCode(96 + lands)}`);
    },
    close: async () => {
      await stopAll();
      await store.close();
      await dataSource.destroy();
      await proxy.close();
    },
  };
}
