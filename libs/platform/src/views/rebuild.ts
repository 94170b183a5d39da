import type pg from 'pg';
import type { DataSource } from 'typeorm';
import { Unavailable, type Position, type Reads } from '../event-store/index.ts';
import { tell } from '../handle/metadata.ts';
import { asking, poolOf, type Queryable } from './database.ts';
import { foldBatch } from './fold.ts';
import { historyOf, readPages } from './history.ts';
import { pause } from './progress.ts';
import type { ViewLog } from './projector.ts';
import { tryLock, unlock } from './rebuild-lock.ts';
import { openShadowFold } from './shadow-fold.ts';
import { createShadow, dropShadow, finishShadow, shadowOf, swap } from './shadow.ts';
import { load, placeOf, tableOf, type ViewTable } from './view-table.ts';
import { write } from './view-writer.ts';
import type { View } from './view.ts';

export interface RebuildOptions {
  readonly store: Reads;
  readonly dataSource: DataSource;
  readonly view: View;
  /** Names the history that `store` reads. */
  readonly epoch: string;
  /** Ends it; what was made so far is dropped. */
  readonly signal?: AbortSignal;
  readonly log?: Pick<ViewLog, 'info'>;
  readonly onProgress?: (progress: RebuildProgress) => void;
  /** Rows held in memory at once, at about 1 to 2 KiB each. Default 100,000. */
  readonly rowsInMemoryMax?: number;
  /** Events folded at once. Default 2,000. */
  readonly eventsMax?: number;
}

export interface RebuildProgress {
  readonly events: number;
  readonly position: Position;
}

export interface Rebuilt {
  readonly events: number;
  readonly rows: number;
  /** Rows that had to leave memory before the end. */
  readonly spilled: number;
  readonly position: Position;
}

/** Another rebuild or verification of the view runs. */
export class RebuildRunning extends Error {
  override readonly name = 'RebuildRunning';
  constructor(view: string) {
    super(`a rebuild or verification of ${view} runs already`);
  }
}

/** The swap gives up after so many tries, each of which a long reader of the table may spoil. */
const SWAP_TRIES_MAX = 120;
const SWAP_PAUSE_MS = 250;
/** While the swap waits for readers of the old table, new readers wait behind it; never longer than this. */
const SWAP_LOCK_MS = 500;
/** The shadow is near enough to the head to hold the live projector up for the rest. */
const NEAR_EVENTS = 200;
const ROUNDS_MAX = 100;

/**
 * Makes a view's table anew from the whole history, beside the one in use, which serves and is projected meanwhile;
 * then swaps them in one transaction, with the cursor, names, indexes and privileges as they were. A rebuild that dies
 * at any point leaves the live table as it was; the next one begins from the first event and clears up.
 * @throws RebuildRunning, NotSwappable, Unavailable — nothing has changed; run it again.
 * @throws FoldFailed, UnknownEvent — this release cannot fold the history; nothing has changed.
 */
export async function rebuildView(options: RebuildOptions): Promise<Rebuilt> {
  const { dataSource, view, log } = options;
  const table = tableOf(dataSource, view);
  return withShadow(poolOf(dataSource), table, async (client) => {
    const bulk = await fillShadow(client, table, options);
    log?.info({ view: view.name, ...bulk }, 'a shadow table is filled');
    await finishShadow(client, table);
    let { position, events } = bulk;
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      const caught = await catchUp(client, table, options, position);
      position = caught.position;
      events += caught.events;
      if (caught.events < NEAR_EVENTS) break;
    }
    const last = await swapSoon(client, table, options, position);
    log?.info({ view: view.name, position: last.position }, 'a view is rebuilt');
    return { ...bulk, events: events + last.events, position: last.position };
  });
}

/** Under the view's lock and on one connection; the shadow is gone afterwards, if it was not swapped in. */
export async function withShadow<T>(
  pool: pg.Pool,
  table: ViewTable,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await asking(() => pool.connect());
  const ignore = (): void => undefined;
  client.on('error', ignore);
  let broken = true;
  try {
    if (!(await tryLock(client, table.view.name))) {
      broken = false;
      throw new RebuildRunning(table.view.name);
    }
    try {
      await createShadow(client, table);
      return await work(client);
    } finally {
      try {
        await client.query('rollback');
        await dropShadow(client, table);
        await unlock(client, table.view.name);
        broken = false;
      } catch {
        // The connection is closed, which unlocks; the next rebuild drops the table.
      }
    }
  } finally {
    client.off('error', ignore);
    client.release(broken);
  }
}

export async function fillShadow(
  client: pg.PoolClient,
  table: ViewTable,
  options: Omit<RebuildOptions, 'dataSource' | 'view' | 'epoch'>,
  through?: Position,
): Promise<Rebuilt> {
  const { store, signal, onProgress, rowsInMemoryMax = 100_000, eventsMax = 2_000 } = options;
  const fold = openShadowFold(client, store, table, rowsInMemoryMax);
  const categories = [table.view.source.category];
  let events = 0;
  const until = through === undefined ? {} : { through };
  const position = await readPages(
    store,
    { categories, after: 0n, ...until, eventsMax, signal },
    async (page, at) => {
      await fold.take(page);
      events += page.length;
      onProgress?.({ events, position: at });
    },
  );
  return { ...(await fold.end()), events, position };
}

/** Brings the finished shadow to the head, as the projector would. */
async function catchUp(
  db: Queryable,
  table: ViewTable,
  { store, signal, eventsMax = 2_000 }: RebuildOptions,
  after: Position,
): Promise<RebuildProgress> {
  const { view } = table;
  const place = shadowOf(table);
  const categories = [view.source.category];
  let events = 0;
  const position = await readPages(
    store,
    { categories, after, eventsMax, signal },
    async (page) => {
      const told = page.map((event) => tell(view.source, event));
      const changes = await foldBatch(view, told, {
        standing: (streams) => load(db, table, place, streams),
        history: (stream, through) => historyOf(store, view.source, stream, through),
      });
      await write(db, table, place, changes);
      events += page.length;
    },
  );
  return { events, position };
}

async function swapSoon(
  client: pg.PoolClient,
  table: ViewTable,
  options: RebuildOptions,
  after: Position,
): Promise<RebuildProgress> {
  const { signal = new AbortController().signal } = options;
  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted();
    try {
      return await swapNow(client, table, options, after);
    } catch (error) {
      await asking(() => client.query('rollback'));
      if (!(error instanceof Unavailable) || attempt === SWAP_TRIES_MAX) throw error;
      await pause(SWAP_PAUSE_MS, signal);
    }
  }
}

/**
 * Writers of the old table are held up first, and its cursor, in the order in which a projector's statement takes
 * them; readers only for the moment of the swap.
 */
async function swapNow(
  client: pg.PoolClient,
  table: ViewTable,
  options: RebuildOptions,
  after: Position,
): Promise<RebuildProgress> {
  const { name, version } = table.view;
  const ask = (text: string, values: unknown[] = []): Promise<pg.QueryResult> =>
    asking(() => client.query(text, values));
  await ask('begin');
  await ask(`set local lock_timeout = ${String(SWAP_LOCK_MS)}`);
  await ask(`lock table ${placeOf(table)} in share row exclusive mode`);
  await ask('select from view_cursor where name = $1 for update', [name]);
  const last = await catchUp(client, table, options, after);
  await swap(client, table);
  await ask(
    `insert into view_cursor (name, version, epoch, position, build) values ($1, $2, $3, $4, 1)
     on conflict (name) do update set version = excluded.version, epoch = excluded.epoch,
       position = excluded.position, build = view_cursor.build + 1, at = now()`,
    [name, version, options.epoch, last.position.toString()],
  );
  await ask('commit');
  return last;
}
