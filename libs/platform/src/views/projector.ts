import { epochMsOf, type Instant } from '@fuhua/kernel';
import type { DataSource } from 'typeorm';
import type { Position, Reads } from '../event-store/index.ts';
import { metadataOf } from '../handle/metadata.ts';
import type { BatchLimits } from './batches.ts';
import { messageOf, poolOf } from './database.ts';
import { follow, type Follower } from './follower.ts';
import { awaitPosition, openProgress } from './progress.ts';
import { readCursor } from './view-cursor.ts';
import { tableOf } from './view-table.ts';
import { ownHistory, type SourceOf } from './source.ts';
import type { View } from './view.ts';

export interface ProjectorOptions {
  readonly store: Reads;
  /** Where each view reads its source. Default: `store` and nothing else. */
  readonly sourceOf?: SourceOf;
  /** Its entities include the views' and `viewEntities`. */
  readonly dataSource: DataSource;
  readonly views: readonly View[];
  /** Names the history that `store` reads. */
  readonly epoch: string;
  /** Ends the projection after the statement in hand. */
  readonly signal: AbortSignal;
  readonly log: ViewLog;
  /** A view came to a position: its rows are committed. */
  readonly onProgress?: (view: string, position: Position) => void;
  /** Rows of the view changed: committed, by this process. */
  readonly onRows?: (view: string) => void;
  /** What `recordedAt` is compared with. Default: the real time. */
  readonly clock?: { now(): Instant };
  readonly batch?: BatchLimits;
}

export interface ViewLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface ViewStatus {
  readonly name: string;
  /**
   * `live`: projecting. `rebuilding`: waits for a rebuild that runs now. `halted`: red, an event cannot be folded or
   * the table must be rebuilt; others go on. `stopped`: not started, ended, or an engine does not answer; it resumes.
   */
  readonly state: ViewState;
  readonly position: Position;
  /** Events recorded after `position`, of every category, where positions are gapless; 0 when none is the view's. */
  readonly lagEvents: number;
  /** Age of the oldest event that is not in the view yet. */
  readonly lagSeconds: number;
  readonly error?: string;
}
export type ViewState = 'live' | 'rebuilding' | 'halted' | 'stopped';

/** A running projection of views. */
export interface Projection {
  /** For health and metrics. @throws Unavailable */
  status(): Promise<readonly ViewStatus[]>;
  /**
   * Read your writes: resolves when this process or another has brought the view to the position.
   * @param timeoutMs default 2000
   * @throws ViewBehind
   */
  waitUntil(view: View | string, position: Position, timeoutMs?: number): Promise<void>;
  /** How far the view has come, as this process knows it. */
  positionOf(view: View): Position;
  /** Settles when the signal has ended all; never rejects. */
  readonly done: Promise<void>;
}

/**
 * Folds the history into the views' tables, live. Each view has its own subscription and cursor, so none waits for or
 * fails with another. Several processes may project the same views: a batch is written by the one that finds the
 * cursor where it left it.
 * @throws TypeError — a view's entity cannot be projected (`tableOf`)
 */
export function projectViews(options: ProjectorOptions): Projection {
  const { dataSource, views, store, epoch } = options;
  const pool = poolOf(dataSource);
  const { sourceOf = ownHistory(store, epoch) } = options;
  const followers = new Map<string, Follower>();
  for (const view of views) {
    if (followers.has(view.name)) throw new TypeError(`two views are named ${view.name}`);
    followers.set(view.name, {
      table: tableOf(dataSource, view),
      progress: openProgress(),
      state: 'stopped',
      error: undefined,
      cursor: undefined,
    });
  }
  const found = (name: string): Follower => {
    const follower = followers.get(name);
    if (follower === undefined) throw new TypeError(`not projected here: ${name}`);
    return follower;
  };
  const running = [...followers.values()].map((follower) =>
    follow({ ...options, pool, source: sourceOf(follower.table.view.source) }, follower),
  );
  const done = Promise.all(running).then(() => undefined);
  return {
    done,
    status: () =>
      Promise.all(
        [...followers.values()].map((each) =>
          statusOf(sourceOf(each.table.view.source).store, options.clock, each),
        ),
      ),
    positionOf: ({ name }) => found(name).progress.position(),
    async waitUntil(view, position, timeoutMs = 2_000) {
      const name = typeof view === 'string' ? view : view.name;
      const follower = found(name);
      const stored = async (): Promise<Position | undefined> => {
        const cursor = await readCursor(pool, name);
        return cursor?.epoch === follower.cursor?.epoch &&
          cursor?.version === follower.table.view.version
          ? cursor.position
          : undefined;
      };
      await awaitPosition(name, follower.progress, stored, position, timeoutMs);
    },
  };
}

async function statusOf(
  store: Reads,
  clock: ProjectorOptions['clock'],
  { table, progress, state, error }: Follower,
): Promise<ViewStatus> {
  const { name, source } = table.view;
  const position = progress.position();
  const categories = [source.category];
  const rest = { name, state, position, ...(error !== undefined && { error: messageOf(error) }) };
  for await (const waiting of store.readAll({ after: position, categories, limit: 1 })) {
    const nowMs = clock === undefined ? Date.now() : epochMsOf(clock.now());
    const ageMs = nowMs - epochMsOf(metadataOf(waiting).recordedAt);
    const lagEvents = Math.max(1, Number((await store.head()) - position));
    return { ...rest, lagEvents, lagSeconds: Math.max(0, ageMs / 1_000) };
  }
  return { ...rest, lagEvents: 0, lagSeconds: 0 };
}
