import type pg from 'pg';
import { Unavailable, type Position, type Reads, type Recorded } from '../event-store/index.ts';
import { tell } from '../handle/metadata.ts';
import { batchesOf, type Batch } from './batches.ts';
import { messageOf } from './database.ts';
import { foldBatch, type Change } from './fold.ts';
import { historyOf } from './history.ts';
import { pause, within, type Progress } from './progress.ts';
import type { ProjectorOptions, ViewState } from './projector.ts';
import { isRebuilding } from './rebuild-lock.ts';
import type { Source } from './source.ts';
import { assertCurrent, openCursor, readCursor, type Cursor } from './view-cursor.ts';
import { load, placeOf, type ViewTable } from './view-table.ts';
import { step } from './view-writer.ts';

/** One view being projected; what its status shows. */
export interface Follower {
  readonly table: ViewTable;
  readonly progress: Progress;
  state: ViewState;
  error: unknown;
  /** Where it began; undefined while the table is refused. */
  cursor: Cursor | undefined;
}

type Ports = ProjectorOptions & { readonly pool: pg.Pool; readonly source: Source };

const RETRY_MS_MIN = 100;
const RETRY_MS_MAX = 5_000;
/** How often a red view looks whether its table was rebuilt. */
const LOOK_MS = 500;
/** A cursor that only passes events of others is stored this late at most, to spare a write for each of them. */
const IDLE_STORE_MS = 250;

/** Projects one view until the signal. An engine that does not answer pauses it; anything else turns it red. */
export async function follow(ports: Ports, follower: Follower): Promise<void> {
  const { log, signal, pool } = ports;
  const { view } = follower.table;
  let retryMs = RETRY_MS_MIN;
  let logged: string | undefined;
  while (!signal.aborted) {
    const before = follower.progress.position();
    try {
      await projectUntilFailure(ports, follower);
    } catch (error) {
      follower.error = error;
      if (error instanceof CursorMoved) continue;
      if (error instanceof Unavailable) {
        follower.state = 'stopped';
        if (follower.progress.position() > before) retryMs = RETRY_MS_MIN;
        log.warn({ view: view.name, retryMs, error: messageOf(error) }, 'a view pauses');
        await pause(retryMs, signal);
        retryMs = Math.min(2 * retryMs, RETRY_MS_MAX);
        continue;
      }
      follower.state = 'halted';
      if (messageOf(error) !== logged) {
        logged = messageOf(error);
        log.error({ view: view.name, error: logged }, 'a view halts');
      }
      await untilChanged(pool, follower, signal);
    }
  }
  follower.state = 'stopped';
}

/** The table was made anew from an earlier point than this process has come to: begin again from its cursor. */
class CursorMoved extends Error {
  override readonly name = 'CursorMoved';
}

async function projectUntilFailure(ports: Ports, follower: Follower): Promise<void> {
  const { pool, signal, source } = ports;
  const { store } = source;
  const { table, progress } = follower;
  const { view } = table;
  follower.cursor = undefined;
  const epoch = await source.epoch(signal);
  if (epoch === undefined) return;
  let cursor = await openCursor(pool, view, epoch, placeOf(table));
  follower.cursor = cursor;
  progress.restart(cursor.position);
  follower.state = 'live';
  follower.error = undefined;
  const filter = { after: cursor.position, categories: [view.source.category] };
  const leaving = new AbortController();
  const over = AbortSignal.any([signal, leaving.signal]);
  const batches = batchesOf((stop) => store.subscribe(filter, stop), over, ports.batch);
  let next = batches.next();
  next.catch(() => undefined);
  let storedAtMs = 0;
  try {
    while (!signal.aborted) {
      const owed = progress.position() > cursor.position;
      const item = owed ? await within(IDLE_STORE_MS, next) : await next;
      if (item?.done === true) return;
      const batch = item?.value ?? { events: [], through: progress.position() };
      if (item !== undefined) {
        next = batches.next();
        next.catch(() => undefined);
      }
      const overdue = Date.now() - storedAtMs >= IDLE_STORE_MS;
      if (batch.events.length > 0 || overdue) {
        const stored = await project(ports, follower, cursor, batch, overdue);
        if (stored !== cursor) storedAtMs = Date.now();
        cursor = stored;
      } else {
        reach(ports, follower, batch.through);
      }
    }
    if (progress.position() > cursor.position) {
      await step(pool, table, cursor, progress.position(), []);
    }
  } finally {
    // The batch already asked for would never come, and nothing after it.
    leaving.abort();
    await batches.return();
  }
}

/**
 * Brings the view from `cursor` to the batch's end, whoever writes it, and answers where it stands then. When the batch
 * cannot be written whole, what precedes the event that cannot be folded is, before the error is thrown. Where no row
 * changes, the cursor is left for later unless `store` says now: `from` itself is answered.
 */
async function project(
  ports: Ports,
  follower: Follower,
  from: Cursor,
  batch: Batch,
  store: boolean,
): Promise<Cursor> {
  const { pool } = ports;
  const { table } = follower;
  const { view } = table;
  const { epoch } = from;
  let cursor = from;
  for (;;) {
    // Whoever was first may be further than this batch.
    const { position } = cursor;
    reach(ports, follower, position);
    if (batch.through <= position) return cursor;
    const events = batch.events.filter((event) => event.position > position);
    let failure: Error | undefined;
    try {
      const changes = await changesOf(pool, ports.source.store, table, events);
      if (!store && changes.every(leavesNoRow)) {
        reach(ports, follower, batch.through);
        return cursor;
      }
      if (await step(pool, table, cursor, batch.through, changes)) {
        if (changes.length > 0) ports.onRows?.(view.name);
        reach(ports, follower, batch.through);
        return { ...cursor, position: batch.through };
      }
    } catch (error) {
      if (error instanceof Unavailable) throw error;
      failure = error instanceof Error ? error : new Error(messageOf(error));
    }
    const found = await readCursor(pool, view.name);
    assertCurrent(view, epoch, found);
    const lost = found.position !== position || found.build !== cursor.build;
    if (found.position < position) throw new CursorMoved('the cursor went back');
    if (!lost && failure !== undefined) {
      if (events.length <= 1) throw failure;
      return projectHalves(ports, follower, cursor, { ...batch, events });
    }
    cursor = found;
  }
}

/** No row before and none after: nothing but the cursor would be written. */
function leavesNoRow({ before, after }: Change): boolean {
  return before.rows.length === 0 && after.rows.length === 0;
}

function reach({ onProgress }: Ports, { table, progress }: Follower, position: Position): void {
  if (position <= progress.position()) return;
  progress.advance(position);
  onProgress?.(table.view.name, position);
}

/** Halves again and again, so that it ends at the one event that fails. */
async function projectHalves(
  ports: Ports,
  follower: Follower,
  cursor: Cursor,
  { events, through }: Batch,
): Promise<Cursor> {
  const middle = Math.ceil(events.length / 2);
  const first = events.slice(0, middle);
  const end = first.at(-1)?.position ?? through;
  const between = await project(ports, follower, cursor, { events: first, through: end }, true);
  return project(ports, follower, between, { events: events.slice(middle), through }, true);
}

async function changesOf(
  pool: pg.Pool,
  store: Reads,
  table: ViewTable,
  events: readonly Recorded[],
): Promise<readonly Change[]> {
  if (events.length === 0) return [];
  const { source } = table.view;
  const told = events.map((event) => tell(source, event));
  return foldBatch(table.view, told, {
    standing: (streams) => load(pool, table, placeOf(table), streams),
    history: (stream, through) => historyOf(store, source, stream, through),
  });
}

/**
 * Resolves when it is worth trying again: the table was rebuilt, or another process went on. A table that was refused
 * is looked at again and again.
 */
async function untilChanged(pool: pg.Pool, follower: Follower, signal: AbortSignal): Promise<void> {
  const { table, progress, cursor: halted } = follower;
  const { name } = table.view;
  while (await pause(LOOK_MS, signal)) {
    try {
      const found = await readCursor(pool, name);
      follower.state = (await isRebuilding(pool, name)) ? 'rebuilding' : 'halted';
      if (halted === undefined || found?.build !== halted.build) return;
      if (found.version !== halted.version || found.epoch !== halted.epoch) return;
      if (found.position > progress.position()) return;
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
    }
  }
}
