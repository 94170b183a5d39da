import type { EventId, StreamName } from '@fuhua/kernel';
import pg from 'pg';
import { asking, sqlStateOf, transaction, type Queryable } from '../views/database.ts';
import { removeFirst, firstOf, type Message } from './aside-queue.ts';
import type { Attempt } from './set-aside.ts';

/** A stream that a reaction has set aside, with the event that fails. */
export interface AsideKey {
  readonly id: number;
  readonly group: string;
  /** The service whose topic it hears, and whose history holds the event; null: its own. */
  readonly topic: string | null;
  readonly stream: StreamName;
  /** `parked` waits for a person, `retrying` is tried again by itself. */
  readonly state: 'retrying' | 'parked';
  /** When the stream was set aside. */
  readonly since: Date;
  /** Failed tries of the event since it was last given back. */
  readonly failures: number;
  /** Newest last; at most 20. */
  readonly attempts: readonly Attempt[];
  readonly revision: number;
  readonly event: EventId;
  readonly type: string;
  /** Events that wait, the failing one included. */
  readonly messages: number;
}

/** What a person may do about streams set aside; also from another process than the one that runs the reactions. */
export interface Parking {
  /** Oldest first. @throws Unavailable */
  list(): Promise<readonly AsideKey[]>;
  /** @throws Unavailable */
  find(id: number): Promise<AsideKey | undefined>;
  /** Within a second the event is tried again, with a fresh budget. False: nothing is set aside under this id. @throws Unavailable */
  retry(id: number): Promise<boolean>;
  /**
   * The event will never be heard by this group; those behind it go on in order. It is recorded for ever who said so
   * and why. Undefined: nothing is set aside under this id.
   * @throws RangeError without a reason or a name @throws Unavailable
   */
  discard(id: number, why: Discarding): Promise<Message | undefined>;
}

export interface Discarding {
  readonly reason: string;
  readonly by: string;
  /** The event that was looked at: when another stands first meanwhile, nothing is discarded. */
  readonly event?: EventId;
}

export interface OpenParking extends Parking {
  close(): Promise<void>;
}

/** Of a service's database of views. */
export function openParking(url: string): OpenParking {
  const pool = new pg.Pool({ connectionString: url, max: 1, connectionTimeoutMillis: 3_000 });
  pool.on('error', () => undefined);
  return { ...parkingOf(pool), close: () => pool.end() };
}

export function parkingOf(pool: pg.Pool): Parking {
  return {
    list: () => select(pool),
    find: async (id) => (await select(pool, id))[0],
    async retry(id) {
      const { rowCount } = await asking(() =>
        pool.query(
          `update reaction_key set state = 'retrying', failures = 0, retry_at = now() where id = $1`,
          [id],
        ),
      );
      return rowCount === 1;
    },
    discard: (id, why) => discard(pool, id, why),
  };
}

const NO_SUCH_TABLE = '42P01';

async function select(db: Queryable, id?: number): Promise<readonly AsideKey[]> {
  try {
    const { rows } = await asking(() =>
      db.query<AsideKey>(
        `select k.id, k.reaction as "group", k.stream, k.state, k.since, k.failures, k.attempts,
           m.revision, m.event, m.type, m.messages, c.topic
         from reaction_key k join reaction_cursor c using (reaction) cross join lateral (
           select revision, event, type, count(*) over ()::integer as messages
           from reaction_message where reaction = k.reaction and stream = k.stream
           order by revision limit 1) m
         where $1::integer is null or k.id = $1::integer
         order by k.since, k.id`,
        [id ?? null],
      ),
    );
    return rows;
  } catch (error) {
    // A service without reactions.
    if (sqlStateOf(error) === NO_SUCH_TABLE) return [];
    throw error;
  }
}

async function discard(
  pool: pg.Pool,
  id: number,
  { reason, by, event }: Discarding,
): Promise<Message | undefined> {
  if (reason.trim() === '') throw new RangeError('a discard needs a reason');
  if (by.trim() === '') throw new RangeError('a discard needs the name of who decides it');
  return transaction(pool, async (client) => {
    const { rows } = await asking(() =>
      client.query<{ group: string; stream: StreamName }>(
        'select reaction as "group", stream from reaction_key where id = $1 for update',
        [id],
      ),
    );
    const [key] = rows;
    const head = key && (await firstOf(client, key.group, key.stream));
    if (key === undefined || head === undefined) return undefined;
    if (event !== undefined && head.event !== event) return undefined;
    await asking(() =>
      client.query(
        `insert into reaction_discard (reaction, stream, revision, event, type, attempts, reason, by)
         select k.reaction, k.stream, m.revision, m.event, m.type, k.attempts, $2, $3
         from reaction_key k join reaction_message m using (reaction, stream)
         where k.id = $1 and m.revision = $4`,
        [id, reason, by, head.revision],
      ),
    );
    await removeFirst(client, key.group, head);
    await passOn(client, id);
    return head;
  });
}

/** The key's lock is held. */
async function passOn(db: Queryable, id: number): Promise<void> {
  await asking(() =>
    db.query(
      `update reaction_key set state = 'retrying', failures = 0, attempts = '[]', retry_at = now() where id = $1`,
      [id],
    ),
  );
  await asking(() =>
    db.query(
      `delete from reaction_key k where id = $1 and not exists (
         select from reaction_message where reaction = k.reaction and stream = k.stream)`,
      [id],
    ),
  );
}
