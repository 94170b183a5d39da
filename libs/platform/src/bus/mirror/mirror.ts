import { epochMsOf, instantOfEpochMs, type Instant } from '@fuhua/kernel';
import type pg from 'pg';
import type { Position, Reads } from '../../event-store/index.ts';
import { messageOf } from '../../views/database.ts';
import type { ViewLog } from '../../views/index.ts';
import { keepGoing, type Part } from '../../views/keep-going.ts';
import { PositionOfOtherEpoch } from '../../views/position-token.ts';
import { awaitPosition, openProgress, type Progress } from '../../views/progress.ts';
import {
  OtherTopicEpoch,
  topicOf,
  type Bus,
  type Page,
  type Topic,
  type TopicCursor,
} from '../bus.ts';
import { copyPage, openCopyCursor, readCopyCursor, type CopyCursor } from './copy.ts';
import { mirrorStore } from './mirror-store.ts';

/** A service's faithful copy of a foreign topic, in its own database, being kept. */
export interface Mirror {
  /** The service that tells it: `registry` */
  readonly service: string;
  readonly topic: Topic;
  /** The copy, all of it; `sourcesOf` gives a reader what it knows of it. */
  readonly store: Reads;
  /** The epoch of what the copy holds, once it holds any; undefined when the signal is given first. */
  epoch(signal: AbortSignal): Promise<string | undefined>;
  /**
   * Resolves when the copy holds all up to the position. @param timeoutMs default 2000
   * @throws ViewBehind @throws PositionOfOtherEpoch
   */
  waitUntil(cursor: TopicCursor, timeoutMs?: number): Promise<void>;
  /**
   * Real time: whatever its service had recorded by then stands at or before the position. Undefined while that is not
   * known.
   */
  toldBy(position: Position): Instant | undefined;
  /** For health and metrics. */
  status(): MirrorStatus;
  /** Settles when the signal has ended it; never rejects. */
  readonly done: Promise<void>;
}

export interface MirrorStatus {
  readonly topic: Topic;
  /** `halted`: red, the topic tells another history than the copy's. `paused`: an engine does not answer; it resumes. */
  readonly state: Part['state'];
  readonly position: Position;
  /** Age of the newest time by which all that was recorded is in the copy, real time; undefined before there was one. */
  readonly lagSeconds: number | undefined;
  readonly error?: string;
}

export interface MirrorOptions {
  /** The service that tells it. */
  readonly service: string;
  /** Of the database with `mirrorMigrations`. */
  readonly pool: pg.Pool;
  readonly bus: Bus;
  readonly signal: AbortSignal;
  readonly log: ViewLog;
}

/** The topic tells another history than the one that was copied; a restore came between. */
export class MirrorRebuildNeeded extends Error {
  override readonly name = 'MirrorRebuildNeeded';
  constructor(
    readonly topic: Topic,
    cause: OtherTopicEpoch,
  ) {
    super(`${cause.message}; run: fuhua rebuild ${topic}`, { cause });
  }
}

/** Times that are remembered, one a heartbeat: enough for whoever allows half a minute. */
const TIMES_MAX = 64;

interface Copying extends Part {
  readonly topic: Topic;
  readonly progress: Progress;
  cursor: CopyCursor | undefined;
  /** Newest last. */
  times: { readonly position: Position; readonly at: Instant }[];
  readonly waiters: Set<() => void>;
}

/**
 * Copies a topic as it comes. Several processes of a service may do so: a page is written by the one that finds the
 * cursor where it left it.
 */
export function runMirror(options: MirrorOptions): Mirror {
  const { service, pool } = options;
  const topic = topicOf(service);
  const copying: Copying = {
    name: topic,
    state: 'stopped',
    error: undefined,
    topic,
    progress: openProgress(),
    cursor: undefined,
    times: [],
    waiters: new Set(),
  };
  const done = keepGoing(options, copying, (live) => copy(options, copying, live));
  return {
    service,
    topic,
    store: mirrorStore(pool, topic, copying.progress),
    done,
    epoch: (signal) => epochOf(copying, signal),
    async waitUntil({ epoch, position }, timeoutMs = 2_000) {
      const stored = async (): Promise<Position | undefined> =>
        (await readCopyCursor(pool, topic))?.position;
      await awaitPosition(topic, copying.progress, stored, position, timeoutMs);
      const heard = copying.cursor?.epoch;
      if (heard === undefined || heard === epoch) return;
      throw new PositionOfOtherEpoch({ service, epoch, position }, heard);
    },
    toldBy: (position) => copying.times.findLast((each) => each.position <= position)?.at,
    status: () => statusOf(copying),
  };
}

async function copy(ports: MirrorOptions, copying: Copying, live: () => void): Promise<void> {
  const { pool, bus, signal } = ports;
  const { topic } = copying;
  let cursor = await readCopyCursor(pool, topic);
  if (cursor !== undefined) reach(copying, cursor, true);
  try {
    for await (const page of bus.subscribe(topic, cursor, signal)) {
      cursor ??= await openCopyCursor(pool, topic, page.epoch);
      const reached = await take(pool, topic, cursor, page);
      if (reached === undefined) return;
      cursor = reached;
      reach(copying, cursor, false);
      if (page.at !== undefined) remember(copying, page.position, page.at);
      live();
    }
  } catch (error) {
    if (error instanceof OtherTopicEpoch) throw new MirrorRebuildNeeded(topic, error);
    throw error;
  }
}

/** Where the copy stands then, whoever wrote it; undefined when it was made anew: begin again. @throws Unavailable */
async function take(
  pool: pg.Pool,
  topic: Topic,
  from: CopyCursor,
  page: Page,
): Promise<CopyCursor | undefined> {
  let cursor = from;
  while (
    cursor.position < page.position ||
    (cursor.position === page.position && page.at !== undefined && page.at !== cursor.at)
  ) {
    if (await copyPage(pool, topic, cursor, page)) {
      return { epoch: cursor.epoch, position: page.position, at: page.at ?? cursor.at };
    }
    const found = await readCopyCursor(pool, topic);
    if (found?.epoch !== from.epoch || found.position < from.position) return undefined;
    if (found.position === cursor.position) return found;
    cursor = found;
  }
  return cursor;
}

function reach(copying: Copying, cursor: CopyCursor, isOpened: boolean): void {
  copying.cursor = cursor;
  if (isOpened) {
    copying.times = [];
    copying.progress.restart(0n);
    if (cursor.at !== undefined) remember(copying, cursor.position, cursor.at);
  }
  copying.progress.advance(cursor.position);
  for (const waiter of copying.waiters) waiter();
}

function remember({ times }: Copying, position: Position, at: Instant): void {
  times.push({ position, at });
  if (times.length > TIMES_MAX) times.shift();
}

async function epochOf(copying: Copying, signal: AbortSignal): Promise<string | undefined> {
  while (copying.cursor === undefined && !signal.aborted) {
    await new Promise<void>((resolve) => {
      const done = (): void => {
        copying.waiters.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      copying.waiters.add(done);
      signal.addEventListener('abort', done);
    });
  }
  return signal.aborted ? undefined : copying.cursor?.epoch;
}

function statusOf({ topic, state, error, progress, times }: Copying): MirrorStatus {
  const at = times.at(-1)?.at;
  const now = epochMsOf(instantOfEpochMs(Date.now()));
  return {
    topic,
    state,
    position: progress.position(),
    lagSeconds: at === undefined ? undefined : Math.max(0, (now - epochMsOf(at)) / 1_000),
    ...(error !== undefined && { error: messageOf(error) }),
  };
}
