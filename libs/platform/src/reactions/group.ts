import type pg from 'pg';
import {
  OutcomeUnknown,
  Unavailable,
  type Position,
  type Recorded,
  type Reads,
} from '../event-store/index.ts';
import { batchesOf, type Batch } from '../views/batches.ts';
import { messageOf } from '../views/database.ts';
import { pause } from '../views/progress.ts';
import type { Source, ViewLog } from '../views/index.ts';
import { drainAside } from './drain.ts';
import type { HearPorts } from './hear.ts';
import { passBatch } from './pass.ts';
import { openCursor, type Hears } from './reaction-cursor.ts';
import type { Reaction } from './reaction.ts';
import type { RetryBudget } from './retry-budget.ts';
import { commitStep, type Waiting } from './set-aside.ts';

export interface GroupPorts extends HearPorts {
  /** What the group hears. */
  readonly source: Source;
  readonly store: Reads;
  readonly pool: pg.Pool;
  readonly signal: AbortSignal;
  readonly log: ViewLog;
  readonly budget: RetryBudget;
  /** How often it looks for keys that are due or were given back. */
  readonly lookMs: number;
}

/** One reaction being run; what its status shows. */
export interface Group {
  readonly reaction: Reaction;
  /**
   * `live`: hearing. `paused`: an engine does not answer; it resumes. `halted`: red, an event of a later release, or of
   * another epoch; it looks again and again. `stopped`: not started, or ended.
   */
  state: 'live' | 'paused' | 'halted' | 'stopped';
  error: unknown;
  position: Position;
}

const RETRY_MS_MIN = 100;
const RETRY_MS_MAX = 5_000;
/** A batch is small: when it is stopped, its events are heard again. */
const BATCH = { eventsMax: 100 };
/** A cursor that only passes what the group does not hear is stored this late, to spare a write for each. */
const IDLE_STORE_MS = 1_000;

/** Runs one reaction until the signal. An engine that does not answer pauses it; anything else halts it, red. */
export async function runGroup(ports: GroupPorts, group: Group): Promise<void> {
  const { log, signal } = ports;
  const name = group.reaction.group;
  let retryMs = RETRY_MS_MIN;
  let logged: string | undefined;
  while (!signal.aborted) {
    const before = group.position;
    try {
      await liveUntilFailure(ports, group);
      continue;
    } catch (error) {
      group.error = error;
    }
    const { error } = group;
    if (error instanceof CursorMoved) continue;
    if (error instanceof Unavailable || error instanceof OutcomeUnknown) {
      group.state = 'paused';
      if (group.position > before) retryMs = RETRY_MS_MIN;
      log.warn({ group: name, retryMs, error: messageOf(error) }, 'a reaction pauses');
      await pause(retryMs, signal);
      retryMs = Math.min(2 * retryMs, RETRY_MS_MAX);
      continue;
    }
    group.state = 'halted';
    if (messageOf(error) !== logged) {
      logged = messageOf(error);
      log.error({ group: name, error: logged }, 'a reaction halts');
    }
    await pause(RETRY_MS_MAX, signal);
  }
  group.state = 'stopped';
}

/** The group was started anew from an earlier point than this process has come to. */
class CursorMoved extends Error {
  override readonly name = 'CursorMoved';
}

/** Hears the history and tries again what was set aside, side by side; the first failure ends both. */
async function liveUntilFailure(ports: GroupPorts, group: Group): Promise<void> {
  const leaving = new AbortController();
  const signal = AbortSignal.any([ports.signal, leaving.signal]);
  const failed: unknown[] = [];
  const part = async (work: Promise<void>): Promise<void> => {
    try {
      await work;
    } catch (error) {
      failed.push(error);
    }
    leaving.abort();
  };
  await Promise.all([
    part(hearHistory(ports, group, signal)),
    part(drainAside(ports, group.reaction, signal)),
  ]);
  if (failed.length > 0) throw failed[0] as Error;
}

async function hearHistory(ports: GroupPorts, group: Group, signal: AbortSignal): Promise<void> {
  const { pool, source } = ports;
  const { store } = source;
  const { on } = group.reaction;
  const epoch = await source.epoch(signal);
  if (epoch === undefined) return;
  let stored = await openCursor(pool, hearsOf(group), epoch);
  group.position = stored;
  const filter = { after: stored, categories: [on.category] };
  let storedAtMs = 0;
  for await (const batch of batchesOf((stop) => store.subscribe(filter, stop), signal, BATCH)) {
    const idle = batch.events.length === 0 && Date.now() - storedAtMs < IDLE_STORE_MS;
    if (!idle) {
      stored = await hearBatch(ports, group, epoch, stored, batch);
      storedAtMs = Date.now();
    }
    if (batch.through > group.position) group.position = batch.through;
    group.state = 'live';
    group.error = undefined;
  }
}

/** Answers where the cursor stands then, whoever moved it. */
async function hearBatch(
  ports: GroupPorts,
  group: Group,
  epoch: string,
  from: Position,
  batch: Batch,
): Promise<Position> {
  const { pool, budget } = ports;
  const { group: name } = group.reaction;
  let stored = from;
  while (batch.through > stored) {
    const events = batch.events.filter(after(stored));
    const passed = await passBatch(ports, group.reaction, events, batch.through);
    const { waiting, stoppedBy, through: to } = passed;
    const step = { group: name, epoch, from: stored, to, waiting, budget };
    if (to > stored && !(await commitStep(pool, step))) {
      const found = await openCursor(pool, hearsOf(group), epoch);
      if (found < stored) throw new CursorMoved('the cursor went back');
      stored = found;
      continue;
    }
    if (to > stored) {
      stored = to;
      group.position = to;
      warnOf(ports, name, waiting);
    }
    if (stoppedBy !== undefined) throw stoppedBy as Error;
  }
  return stored;
}

function hearsOf({ reaction: { group, on } }: Group): Hears {
  return { group, topic: on.topic };
}

function warnOf({ log }: GroupPorts, group: string, waiting: readonly Waiting[]): void {
  for (const { recorded, failure } of waiting) {
    if (failure === undefined) continue;
    const { stream, revision } = recorded;
    log.warn({ group, stream, revision, ...failure }, 'a reaction sets a stream aside');
  }
}

const after =
  (position: Position) =>
  (event: Recorded): boolean =>
    event.position > position;
