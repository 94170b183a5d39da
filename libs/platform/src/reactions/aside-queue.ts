import type { EventId, StreamName } from '@fuhua/kernel';
import type pg from 'pg';
import { asking, transaction, type Queryable } from '../views/database.ts';
import { afterFailure, type Failure, type RetryBudget } from './retry-budget.ts';
import { attemptOf } from './set-aside.ts';

/** The first event of a stream set aside. */
export interface Message {
  readonly stream: StreamName;
  readonly revision: number;
  readonly event: EventId;
}

/** The attempts of a message that are kept; the oldest go first. */
const ATTEMPTS_KEPT_MAX = 20;

/**
 * Takes keys that are due, so that no other process tries them meanwhile: they are due again after `leaseMs`, should
 * this process die. The lease only saves work. Answers the first message of each.
 * @throws Unavailable
 */
export async function claimDue(
  db: Queryable,
  group: string,
  keysMax: number,
  leaseMs: number,
): Promise<readonly Message[]> {
  const { rows } = await asking(() =>
    db.query<Message>({
      name: 'reaction-claim',
      text: `with claimed as (
          update reaction_key set retry_at = now() + $3::float8 * interval '1 millisecond'
          where reaction = $1 and state = 'retrying' and stream in (
            select stream from reaction_key
            where reaction = $1 and state = 'retrying' and retry_at <= now()
            order by retry_at limit $2 for update skip locked)
          returning stream)
        select distinct on (m.stream) m.stream, m.revision, m.event
        from claimed join reaction_message m on m.reaction = $1 and m.stream = claimed.stream
        order by m.stream, m.revision`,
      values: [group, keysMax, leaseMs],
    }),
  );
  return rows;
}

/** A claimed key is due again at once: its message was not tried to the end. @throws Unavailable */
export async function release(db: Queryable, group: string, stream: StreamName): Promise<void> {
  await asking(() =>
    db.query(
      `update reaction_key set retry_at = now() where reaction = $1 and stream = $2 and state = 'retrying'`,
      [group, stream],
    ),
  );
}

export interface Settled {
  readonly group: string;
  readonly message: Message;
  /** Undefined: it is done. */
  readonly failure: Failure | undefined;
  readonly budget: RetryBudget;
  readonly leaseMs: number;
}

/**
 * Writes what became of a message that was tried again. Answers the next one of the stream when that is to be tried
 * now; a stream with none left is set aside no more.
 * @throws Unavailable — the outcome is unknown; the message may be tried again, which does no harm.
 */
export async function settle(pool: pg.Pool, settled: Settled): Promise<Message | undefined> {
  const { group, message, failure } = settled;
  return transaction(pool, async (client) => {
    const key = [group, message.stream];
    const { rows } = await asking(() =>
      client.query<{ failures: number }>(
        'select failures from reaction_key where reaction = $1 and stream = $2 for update',
        key,
      ),
    );
    const [standing] = rows;
    const head = await firstOf(client, group, message.stream);
    // Another process, or a person, was first.
    if (standing === undefined || head?.event !== message.event) return undefined;
    if (failure !== undefined) {
      await fail(client, settled, failure, standing.failures);
      return undefined;
    }
    await removeFirst(client, group, message);
    return next(client, settled);
  });
}

/** The event that is heard next of a stream set aside. @throws Unavailable */
export async function firstOf(
  db: Queryable,
  group: string,
  stream: StreamName,
): Promise<Message | undefined> {
  const { rows } = await asking(() =>
    db.query<Message>(
      `select stream, revision, event from reaction_message where reaction = $1 and stream = $2
       order by revision limit 1`,
      [group, stream],
    ),
  );
  return rows[0];
}

/** @throws Unavailable */
export async function removeFirst(db: Queryable, group: string, message: Message): Promise<void> {
  await asking(() =>
    db.query('delete from reaction_message where reaction = $1 and stream = $2 and revision = $3', [
      group,
      message.stream,
      message.revision,
    ]),
  );
}

async function fail(
  db: Queryable,
  { group, message, budget }: Settled,
  failure: Failure,
  failures: number,
): Promise<void> {
  const standing = afterFailure(failures, failure.means, budget);
  const pauseMs = standing.state === 'retrying' ? standing.pauseMs : 0;
  await asking(() =>
    db.query(
      `update reaction_key set state = $3, failures = $4,
         retry_at = now() + $5::float8 * interval '1 millisecond',
         attempts = jsonb_path_query_array(attempts || $6::jsonb, $7::jsonpath)
       where reaction = $1 and stream = $2`,
      [
        group,
        message.stream,
        standing.state,
        standing.failures,
        pauseMs,
        JSON.stringify([attemptOf(failure)]),
        `$[last - ${String(ATTEMPTS_KEPT_MAX - 1)} to last]`,
      ],
    ),
  );
}

/** The key's lock is held, so nothing can be queued behind in between. */
async function next(
  db: Queryable,
  { group, message, leaseMs }: Settled,
): Promise<Message | undefined> {
  const head = await firstOf(db, group, message.stream);
  const key = [group, message.stream];
  if (head === undefined) {
    await asking(() =>
      db.query('delete from reaction_key where reaction = $1 and stream = $2', key),
    );
    return undefined;
  }
  await asking(() =>
    db.query(
      `update reaction_key set state = 'retrying', failures = 0, attempts = '[]',
         retry_at = now() + $3::float8 * interval '1 millisecond'
       where reaction = $1 and stream = $2`,
      [...key, leaseMs],
    ),
  );
  return head;
}
