import type pg from 'pg';
import { KeyConflict, OtherMasterKey } from '../errors.ts';
import { asAdmin, connectAdmin } from './migrate.ts';
import { KEYS_LOCK } from './schema.ts';

/** One line of a backup of keys; JSON as it is. Bytes are base64, times RFC 3339. */
export type KeyRow =
  | { readonly kind: 'master'; readonly check: string }
  | {
      readonly kind: 'key';
      readonly subject: string;
      readonly wrapped: string;
      readonly createdAt: string;
    }
  | {
      readonly kind: 'destroyed';
      readonly subject: string;
      readonly reason: string;
      readonly destroyedAt: string;
    };

export interface Imported {
  /** Keys that were not there before. */
  readonly keys: number;
  /** Subjects newly on the list of destroyed keys. */
  readonly destroyed: number;
  /** Keys of the backup that stay destroyed. */
  readonly refused: number;
}

const PAGE_ROWS = 1_000;

/**
 * Everything in the key store, while it is used: the master key's check value, the keys, then the destroyed ones, so
 * that a key destroyed meanwhile is on the list. Take it after the history's backup, so that it has every key used there,
 * keep it apart from that one, and let it expire: a key that was destroyed since is still in it, wrapped.
 */
export async function* exportKeys(adminUrl: string): AsyncGenerator<KeyRow, void> {
  const client = await connectAdmin(adminUrl);
  try {
    const master = await client.query<KeyRow>(
      `select 'master' as kind, encode(check_value, 'base64') as check from keys.master`,
    );
    yield* master.rows;
    yield* paged(
      client,
      `select 'key' as kind, subject, encode(wrapped, 'base64') as wrapped,
         ${rfc3339('created_at')} as "createdAt" from keys.subject_keys`,
    );
    yield* paged(
      client,
      `select 'destroyed' as kind, subject, reason,
         ${rfc3339('destroyed_at')} as "destroyedAt" from keys.destroyed`,
    );
  } finally {
    await client.end();
  }
}

/**
 * Brings a backup into a migrated key store, all or nothing; importing it again changes nothing. Who is on the list of
 * destroyed keys here or in the backup has no key afterwards, so to restore an older copy of the database, first export
 * what stands now, then import its destroyed rows into the copy.
 * @throws OtherMasterKey — the backup's keys are wrapped under another master key.
 * @throws KeyConflict — a subject has another key here.
 */
export async function importKeys(
  adminUrl: string,
  rows: AsyncIterable<KeyRow> | Iterable<KeyRow>,
): Promise<Imported> {
  return asAdmin(adminUrl, async (client) => {
    await client.query('begin');
    await client.query(STAGING);
    let staged: KeyRow[] = [];
    for await (const row of rows) {
      staged.push(row);
      if (staged.length < PAGE_ROWS) continue;
      await stage(client, staged);
      staged = [];
    }
    await stage(client, staged);
    const imported = await merge(client);
    await client.query('commit');
    return imported;
  });
}

const STAGING = `
create temporary table staged_master (check_value bytea) on commit drop;
create temporary table staged_keys (subject uuid, wrapped bytea, created_at timestamptz) on commit drop;
create temporary table staged_destroyed (subject uuid, reason text, destroyed_at timestamptz) on commit drop;
`;

async function stage(client: pg.Client, rows: readonly KeyRow[]): Promise<void> {
  const json = [JSON.stringify(rows)];
  const from = `from jsonb_to_recordset($1) as r
    (kind text, "check" text, subject uuid, wrapped text, "createdAt" timestamptz, reason text, "destroyedAt" timestamptz)`;
  await client.query(
    `insert into staged_master select decode(r."check", 'base64') ${from} where r.kind = 'master'`,
    json,
  );
  await client.query(
    `insert into staged_keys select r.subject, decode(r.wrapped, 'base64'), r."createdAt" ${from} where r.kind = 'key'`,
    json,
  );
  await client.query(
    `insert into staged_destroyed select r.subject, r.reason, r."destroyedAt" ${from} where r.kind = 'destroyed'`,
    json,
  );
}

async function merge(client: pg.Client): Promise<Imported> {
  await client.query(`select pg_advisory_xact_lock(${KEYS_LOCK})`);
  await client.query(`insert into keys.master (check_value)
    select check_value from staged_master limit 1 on conflict do nothing`);
  const others = await client.query(`
    select from staged_master s
      where s.check_value is distinct from (select m.check_value from keys.master m)
    union all
    select from staged_keys where not exists (select from staged_master)`);
  if (others.rowCount !== 0) throw new OtherMasterKey();
  const { rowCount: destroyed } = await client.query(`
    insert into keys.destroyed select distinct on (subject) * from staged_destroyed
    order by subject, destroyed_at on conflict do nothing`);
  const { rowCount: keys } = await client.query(`
    insert into keys.subject_keys select * from staged_keys s
    where not exists (select from keys.destroyed d where d.subject = s.subject) on conflict do nothing`);
  await client.query('select keys.drop_destroyed()');
  const conflicts = await client.query<{ subject: string }>(`
    select s.subject from staged_keys s join keys.subject_keys k using (subject)
    where k.wrapped <> s.wrapped limit 1`);
  if (conflicts.rows[0] !== undefined) throw new KeyConflict(conflicts.rows[0].subject);
  const { rowCount: refused } = await client.query(
    'select from staged_keys s join keys.destroyed d using (subject)',
  );
  return { keys: keys ?? 0, destroyed: destroyed ?? 0, refused: refused ?? 0 };
}

function rfc3339(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

/** Short statements of their own, so that an export never holds up those who destroy a key. */
async function* paged(
  client: pg.Client,
  select: string,
): AsyncGenerator<Exclude<KeyRow, { kind: 'master' }>, void> {
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const { rows } = await client.query<Exclude<KeyRow, { kind: 'master' }>>(
      `${select} where subject > $1 order by subject limit ${String(PAGE_ROWS)}`,
      [after],
    );
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.subject;
  }
}
