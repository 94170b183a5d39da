import { Readable as NodeReadable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import type pg from 'pg';
import { asking, quoted, type Queryable } from './database.ts';
import { encode, placeOf, type ViewTable } from './view-table.ts';
import type { ViewRow } from './view.ts';

/** Where tables are made before they take the place of the live ones. Nothing in it is worth keeping. */
export const SHADOW_SCHEMA = 'fuhua_shadow';

export function shadowOf({ name }: ViewTable): string {
  return placeOf({ schema: SHADOW_SCHEMA, name });
}

/** The table has something that a swap would lose. Drop it, or make it part of the migration after the rebuild. */
export class NotSwappable extends Error {
  override readonly name = 'NotSwappable';
}

/**
 * An empty table like the live one, without indexes and constraints; a leftover of a rebuild that was killed goes.
 * @throws NotSwappable, Unavailable
 */
export async function createShadow(db: Queryable, table: ViewTable): Promise<void> {
  const [place, shadow] = [placeOf(table), shadowOf(table)];
  await assertSwappable(db, place);
  await asking(() => db.query(`create schema if not exists ${SHADOW_SCHEMA}`));
  await dropShadow(db, table);
  await asking(() =>
    db.query(`create table ${shadow} (like ${place}
      including defaults including generated including storage including compression including comments)`),
  );
}

export async function dropShadow(db: Queryable, table: ViewTable): Promise<void> {
  await asking(() => db.query(`drop table if exists ${shadowOf(table)}`));
}

/** Each finds something that the new table would not have. */
const UNSWAPPABLE = `
select 'a trigger, ' || tgname as what from pg_trigger where tgrelid = $1::regclass and not tgisinternal
union all
select 'a foreign key, ' || conname from pg_constraint where contype = 'f' and $1::regclass in (conrelid, confrelid)
union all
select 'row security' from pg_class where oid = $1::regclass and (relrowsecurity or relforcerowsecurity)
union all
select 'partitions or inheritance' from pg_class
where oid = $1::regclass and (relkind <> 'r' or relispartition or relhassubclass)
union all
select 'a dependent view, ' || r.ev_class::regclass from pg_depend d join pg_rewrite r on r.oid = d.objid
where d.classid = 'pg_rewrite'::regclass and d.refclassid = 'pg_class'::regclass and d.refobjid = $1::regclass
union all
select 'an own sequence, ' || d.objid::regclass from pg_depend d
where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass and d.refobjid = $1::regclass
  and d.deptype in ('a', 'i') and d.refobjsubid > 0
  and exists (select from pg_class s where s.oid = d.objid and s.relkind = 'S')`;

async function assertSwappable(db: Queryable, place: string): Promise<void> {
  const { rows } = await asking(() => db.query<{ what: string }>(UNSWAPPABLE, [place]));
  if (rows[0] !== undefined) {
    throw new NotSwappable(`${place} cannot be rebuilt: it has ${rows[0].what}`);
  }
}

/** Gives the shadow its primary key before rows are looked up in it. Does nothing when it has one. */
export async function addKey(db: Queryable, table: ViewTable): Promise<void> {
  await run(db, MISSING_CONSTRAINTS, table, `and contype = 'p'`);
}

/** Constraints, indexes, comment, options, privileges and statistics: all that the live table has beside its rows. */
export async function finishShadow(db: Queryable, table: ViewTable): Promise<void> {
  for (const statements of [MISSING_CONSTRAINTS, MISSING_INDEXES, DRESS]) {
    await run(db, statements, table, '');
  }
  await asking(() => db.query(`analyze ${shadowOf(table)}`));
}

/** Each query answers the statements that bring the shadow ($2) to what the live table ($1) is. */
type Statements = (condition: string) => string;

const MISSING_CONSTRAINTS: Statements = (condition) => `
select format('alter table %s add constraint %I %s', $2::text, conname, pg_get_constraintdef(oid)) as sql
from pg_constraint c
where conrelid = $1::regclass and contype in ('p', 'u', 'c', 'x') ${condition}
  and not exists (select from pg_constraint s where s.conrelid = $2::regclass and s.conname = c.conname)
order by contype = 'p' desc, conname`;

/** pg_get_indexdef names the table once, right before USING. */
const MISSING_INDEXES: Statements = () => `
select replace(pg_get_indexdef(i.indexrelid),
    format(' ON %s USING ', i.named), format(' ON %s USING ', $2::text)) as sql
from (
  select x.*, format('%I.%I', n.nspname, t.relname) as named
  from pg_index x join pg_class t on t.oid = x.indrelid join pg_namespace n on n.oid = t.relnamespace
) i
where i.indrelid = $1::regclass
  and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
  and not exists (
    select from pg_index s join pg_class sc on sc.oid = s.indexrelid join pg_class lc on lc.oid = i.indexrelid
    where s.indrelid = $2::regclass and sc.relname = lc.relname)`;

const DRESS: Statements = () => `
select format('comment on table %s is %L', $2::text, obj_description($1::regclass, 'pg_class')) as sql
where obj_description($1::regclass, 'pg_class') is not null
union all
select format('alter table %s set (%s)', $2::text, array_to_string(reloptions, ', '))
from pg_class where oid = $1::regclass and reloptions is not null
union all
select format('grant %s on %s to %s%s', a.privilege_type, $2::text,
  case a.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(a.grantee)) end,
  case when a.is_grantable then ' with grant option' else '' end)
from pg_class c cross join lateral aclexplode(c.relacl) a where c.oid = $1::regclass and a.grantee <> c.relowner
union all
select format('grant %s (%I) on %s to %s', a.privilege_type, t.attname, $2::text,
  case a.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(a.grantee)) end)
from pg_attribute t cross join lateral aclexplode(t.attacl) a where t.attrelid = $1::regclass
union all
select format('alter table %s owner to %I', $2::text, pg_get_userbyid(l.relowner))
from pg_class l join pg_class s on s.oid = $2::regclass where l.oid = $1::regclass and l.relowner <> s.relowner`;

async function run(
  db: Queryable,
  statements: Statements,
  table: ViewTable,
  condition: string,
): Promise<void> {
  const places = [placeOf(table), shadowOf(table)];
  const { rows } = await asking(() => db.query<{ sql: string }>(statements(condition), places));
  for (const { sql } of rows) await asking(() => db.query(sql));
}

/** Within a transaction: the shadow takes the live table's place, with the names it had. */
export async function swap(db: Queryable, table: ViewTable): Promise<void> {
  await asking(() => db.query(`drop table ${placeOf(table)}`));
  await asking(() => db.query(`alter table ${shadowOf(table)} set schema ${quoted(table.schema)}`));
}

/** About so many characters go to COPY at once. */
const CHUNK = 64 * 1024;

/** Adds rows by COPY. @throws Unavailable @throws TypeError for a row that the table cannot hold. */
export async function copyRows(
  client: pg.PoolClient,
  table: ViewTable,
  place: string,
  rows: Iterable<ViewRow>,
): Promise<void> {
  const names = table.columns.map(({ name }) => name).join(', ');
  let failed: unknown;
  function* chunks(): Generator<string> {
    try {
      yield* linesOf(table, rows);
    } catch (error) {
      failed = error;
      throw error;
    }
  }
  await asking(async () => {
    const copy = client.query(copyFrom(`copy ${place} (${names}) from stdin`));
    await pipeline(NodeReadable.from(chunks(), { objectMode: true }), copy);
  }).catch((error: unknown) => {
    throw failed === undefined ? error : failed;
  });
}

function* linesOf(table: ViewTable, rows: Iterable<ViewRow>): Generator<string> {
  let chunk = '';
  for (const row of rows) {
    let separator = '';
    for (const column of table.columns) {
      const text = encode(table, column, row);
      chunk += separator + (text === null ? '\\N' : escaped(text));
      separator = '\t';
    }
    chunk += '\n';
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function escaped(text: string): string {
  return /[\\\n\r\t]/.test(text) ? text.replace(/[\\\n\r\t]/g, (one) => ESCAPES[one] ?? one) : text;
}
