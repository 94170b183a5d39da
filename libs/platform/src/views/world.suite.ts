import { setTimeout as delay } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { PostgresStore } from '../event-store/index.ts';
import { openPostgresStore } from '../event-store/index.ts';
import { freshHistory } from '../event-store/postgres/database.suite.ts';
import type { EmbeddedPostgres } from '../embedded/index.ts';
import { runMigrations, viewEntities, viewMigrations } from './migrate.ts';
import type { Projection, ProjectorOptions } from './projector.ts';
import { projectViews } from './projector.ts';
import { ItemEntity, thingBoard, ThingEntity, thingItems } from './things.suite.ts';

/** A history and the tables of the things' views in one database. */
export interface World {
  readonly store: PostgresStore;
  readonly dataSource: DataSource;
  readonly url: string;
  readonly adminUrl: string;
  /** Messages logged as errors. */
  readonly errors: string[];
  /** Projects until `stop`; both views unless others are named. */
  project(options?: Partial<ProjectorOptions>): Live;
  close(): Promise<void>;
}

export interface Live extends Projection {
  stop(): Promise<void>;
}

export class ThingTables1764000000001 implements MigrationInterface {
  readonly name = 'ThingTables1764000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table thing_board (
      stream text primary key, revision integer not null, title text not null, "on" date, opening uuid not null,
      opened_at timestamptz not null, fen bigint not null, items integer not null,
      closed boolean not null default false, tags text[] not null, "byItem" jsonb not null, share numeric(6,2),
      weight double precision not null, revisions integer[] not null)`);
    await runner.query('create index thing_board_title on thing_board (title)');
    await runner.query(`create table thing_item (
      stream text not null, item text not null, revision integer not null, fen bigint not null, by text,
      primary key (stream, item))`);
  }

  async down(): Promise<void> {
    await Promise.resolve();
  }
}

export async function openDataSource(url: string): Promise<DataSource> {
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    entities: [...viewEntities, ThingEntity, ItemEntity],
    migrations: [...viewMigrations, ThingTables1764000000001],
    poolSize: 6,
    extra: { connectionTimeoutMillis: 3_000 },
  });
  return dataSource.initialize();
}

export async function openWorld(postgres: EmbeddedPostgres): Promise<World> {
  const { adminUrl, url } = await freshHistory(postgres);
  const store = await openPostgresStore({ url });
  const dataSource = await openDataSource(adminUrl);
  await runMigrations(dataSource);
  const errors: string[] = [];
  const running: Live[] = [];
  const log = {
    info: () => undefined,
    warn: () => undefined,
    error: (fields: object) => {
      errors.push(JSON.stringify(fields));
    },
  };
  const project = (options: Partial<ProjectorOptions> = {}): Live => {
    const ending = new AbortController();
    const projection = projectViews({
      store,
      dataSource,
      views: [thingBoard, thingItems],
      epoch: store.epoch(),
      signal: ending.signal,
      log,
      ...options,
    });
    const stop = async (): Promise<void> => {
      ending.abort();
      await projection.done;
    };
    const live = { ...projection, stop };
    running.push(live);
    return live;
  };
  return {
    store,
    dataSource,
    url,
    adminUrl,
    errors,
    project,
    close: async () => {
      await Promise.all(running.map((live) => live.stop()));
      await store.close();
      await dataSource.destroy();
    },
  };
}

/** Asks again and again; the test's own time limit ends it. */
export async function until<T>(
  ask: () => Promise<T | undefined | false> | T | undefined | false,
): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    await delay(10);
  }
}
