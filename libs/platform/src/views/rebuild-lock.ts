import { asking, type Queryable } from './database.ts';

/** First half of the advisory lock's key; the second is the view's name, hashed. */
const CLASS = 0x66756875; // 'fuhu'

const TRY = `select pg_try_advisory_lock($1, hashtext($2)) as locked`;
const UNLOCK = `select pg_advisory_unlock($1, hashtext($2))`;
const HELD = `select exists (
  select from pg_locks
  where locktype = 'advisory' and granted and classid = $1 and objid = hashtext($2)::oid and objsubid = 2
    and database = (select oid from pg_database where datname = current_database())
) as held`;

/** Held by the connection that rebuilds or verifies; whoever dies lets go. @throws Unavailable */
export async function tryLock(db: Queryable, view: string): Promise<boolean> {
  const { rows } = await asking(() => db.query<{ locked: boolean }>(TRY, [CLASS, view]));
  return rows[0]?.locked === true;
}

export async function unlock(db: Queryable, view: string): Promise<void> {
  await asking(() => db.query(UNLOCK, [CLASS, view]));
}

/** Whether a rebuild of the view runs, in any process. @throws Unavailable */
export async function isRebuilding(db: Queryable, view: string): Promise<boolean> {
  const { rows } = await asking(() => db.query<{ held: boolean }>(HELD, [CLASS, view]));
  return rows[0]?.held === true;
}
