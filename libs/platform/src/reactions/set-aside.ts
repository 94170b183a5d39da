import { instantOfEpochMs, type EventId, type Instant, type StreamName } from '@fuhua/kernel';
import type pg from 'pg';
import type { Position, Recorded } from '../event-store/index.ts';
import { asking, transaction, type Queryable } from '../views/database.ts';
import { moveCursor } from './reaction-cursor.ts';
import { afterFailure, type Failure, type RetryBudget } from './retry-budget.ts';

/** An event that cannot be heard now: it failed, or it stands behind one that did. */
export interface Waiting {
  readonly recorded: Recorded;
  readonly failure?: Failure | undefined;
}

/** One failed try, as the tables keep it. */
export interface Attempt {
  /** Real time. */
  readonly at: Instant;
  readonly error: string;
}

/** Of some streams and events, those that a group does not hear now. */
export interface Aside {
  readonly streams: ReadonlySet<StreamName>;
  readonly discarded: ReadonlySet<EventId>;
}

/** @throws Unavailable */
export async function asideAmong(
  db: Queryable,
  group: string,
  events: readonly Recorded[],
): Promise<Aside> {
  const { rows } = await asking(() =>
    db.query<{ stream: StreamName | null; event: EventId | null }>({
      name: 'reaction-aside',
      text: `select stream, null as event from reaction_key where reaction = $1 and stream = any($2::text[])
        union all
        select null, event from reaction_discard where reaction = $1 and event = any($3::uuid[])`,
      values: [group, [...new Set(events.map(({ stream }) => stream))], events.map(({ id }) => id)],
    }),
  );
  return {
    streams: new Set(rows.flatMap(({ stream }) => stream ?? [])),
    discarded: new Set(rows.flatMap(({ event }) => event ?? [])),
  };
}

export interface Step {
  readonly group: string;
  readonly epoch: string;
  readonly from: Position;
  readonly to: Position;
  /** In order. */
  readonly waiting: readonly Waiting[];
  readonly budget: RetryBudget;
}

/**
 * Moves the cursor and sets aside what could not be heard, in one transaction. False when the cursor was not where it
 * was thought: then nothing is written.
 * @throws Unavailable — the outcome is unknown; the cursor tells.
 */
export async function commitStep(pool: pg.Pool, step: Step): Promise<boolean> {
  const { group, epoch, from, to, waiting } = step;
  if (waiting.length === 0) return moveCursor(pool, group, epoch, from, to);
  return transaction(pool, async (client) => {
    if (!(await moveCursor(client, group, epoch, from, to))) return false;
    await setAside(client, step);
    return true;
  });
}

/** A key that was emptied and removed meanwhile is made anew, due at once: its row's lock decides which came first. */
async function setAside(db: Queryable, { group, waiting, budget }: Step): Promise<void> {
  const heads = new Map<StreamName, Waiting>();
  for (const each of waiting) {
    if (!heads.has(each.recorded.stream)) heads.set(each.recorded.stream, each);
  }
  const keys = [...heads].map(([stream, { failure }]) => ({ stream, ...keyOf(failure, budget) }));
  await asking(() =>
    db.query(
      `insert into reaction_key (reaction, stream, state, failures, retry_at, attempts)
       select $1, k.stream, k.state, k.failures, now() + k.pause_ms * interval '1 millisecond', k.attempts
       from unnest($2::text[], $3::text[], $4::integer[], $5::float8[], $6::jsonb[])
         as k (stream, state, failures, pause_ms, attempts)
       on conflict (reaction, stream) do update set stream = excluded.stream`,
      [
        group,
        keys.map(({ stream }) => stream),
        keys.map(({ state }) => state),
        keys.map(({ failures }) => failures),
        keys.map(({ pauseMs }) => pauseMs),
        keys.map(({ attempts }) => JSON.stringify(attempts)),
      ],
    ),
  );
  const messages = waiting.map(({ recorded }) => recorded);
  await asking(() =>
    db.query(
      `insert into reaction_message (reaction, stream, revision, event, type)
       select $1, * from unnest($2::text[], $3::integer[], $4::uuid[], $5::text[])
       on conflict do nothing`,
      [
        group,
        messages.map(({ stream }) => stream),
        messages.map(({ revision }) => revision),
        messages.map(({ id }) => id),
        messages.map(({ type }) => type),
      ],
    ),
  );
}

function keyOf(
  failure: Failure | undefined,
  budget: RetryBudget,
): {
  readonly state: string;
  readonly failures: number;
  readonly pauseMs: number;
  readonly attempts: readonly Attempt[];
} {
  if (failure === undefined) return { state: 'retrying', failures: 0, pauseMs: 0, attempts: [] };
  const attempts = [attemptOf(failure)];
  return { pauseMs: 0, ...afterFailure(0, failure.means, budget), attempts };
}

export function attemptOf({ error }: Failure): Attempt {
  return { at: instantOfEpochMs(Date.now()), error };
}
