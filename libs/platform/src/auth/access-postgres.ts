import type pg from 'pg';
import { Busy, Unavailable } from '../event-store/index.ts';
import type { AccessRecord, AccessRecords } from './access-records.ts';

const BATCH_MAX = 500;
const WAITING_MAX = 5_000;
const ANSWER_MS_MAX = 3_000;

const INSERT = `
insert into access.access_record
  (at, person, role, authority, method, route, subject, outcome, request_id, rule, clause)
select * from unnest(
  $1::timestamptz[], $2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
  $10::text[], $11::text[])`;

interface Waiting {
  readonly record: AccessRecord;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/**
 * Access records in PostgreSQL, one commit for all that wait. Months are made when the first record of a month comes,
 * two ahead of it, so that a simulated clock has its months too.
 *
 * @param pool of the service's role, in the database that `migrateAccessRecords` has migrated
 * @param now any instant; its months are made at once
 * @throws Error when the database was not migrated, or the role may not add records
 */
export async function openAccessRecords(
  pool: Pick<pg.Pool, 'query'>,
  now: string,
): Promise<AccessRecords> {
  const waiting: Waiting[] = [];
  const made = new Set<string>();
  let isFlushing = false;
  await makeMonths(pool, made, now);

  async function flush(): Promise<void> {
    isFlushing = true;
    while (waiting.length > 0) {
      const batch = waiting.splice(0, BATCH_MAX);
      if (!(await settle(pool, made, batch)) && batch.length > 1) {
        for (const one of batch) await settle(pool, made, [one]);
      }
    }
    isFlushing = false;
  }

  return {
    write: (record) =>
      new Promise((resolve, reject) => {
        if (waiting.length >= WAITING_MAX) {
          reject(new Busy(`${String(WAITING_MAX)} access records are waiting`));
          return;
        }
        waiting.push({ record, resolve, reject });
        if (!isFlushing) void flush();
      }),
  };
}

/** False: one record spoils the batch, and each is to be tried alone. */
async function settle(
  pool: Pick<pg.Pool, 'query'>,
  made: Set<string>,
  batch: readonly Waiting[],
): Promise<boolean> {
  try {
    for (const { record } of batch) await makeMonths(pool, made, record.at);
    await ask(pool, INSERT, columnsOf(batch.map(({ record }) => record)));
    for (const { resolve } of batch) resolve();
    return true;
  } catch (cause) {
    if (batch.length > 1 && isRefused(cause)) return false;
    made.clear(); // a month may have been dropped meanwhile
    const error = new Unavailable('the access record was not written', { cause });
    for (const { reject } of batch) reject(error);
    return true;
  }
}

async function makeMonths(
  pool: Pick<pg.Pool, 'query'>,
  made: Set<string>,
  at: string,
): Promise<void> {
  // A month of UTC ends eight hours after one of Shanghai: both lie within the three that are made.
  const month = at.slice(0, 7);
  if (made.has(month)) return;
  await ask(pool, 'select access.make_partitions($1)', [at]);
  made.add(month);
}

async function ask(
  pool: Pick<pg.Pool, 'query'>,
  text: string,
  values: readonly unknown[],
): Promise<void> {
  const query = { text, values: [...values], query_timeout: ANSWER_MS_MAX };
  await pool.query(query);
}

function columnsOf(records: readonly AccessRecord[]): readonly unknown[] {
  const column = (pick: (record: AccessRecord) => string | undefined): readonly (string | null)[] =>
    records.map((record) => pick(record) ?? null);
  return [
    column(({ at }) => at),
    column(({ person }) => person),
    column(({ role }) => role),
    column(({ authority }) => authority),
    column(({ method }) => method),
    column(({ route }) => route),
    column(({ subject }) => subject),
    column(({ outcome }) => outcome),
    column(({ requestId }) => requestId),
    column(({ rule }) => rule),
    column(({ clause }) => clause),
  ];
}

/** The server answered and refused the values (SQLSTATE class 22 or 23). */
function isRefused(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^2[23]/.test(String(error.code));
}
