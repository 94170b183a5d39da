import type { Position } from '../event-store/index.ts';
import { asking, type Queryable } from './database.ts';
import type { Change } from './fold.ts';
import type { Cursor } from './view-cursor.ts';
import {
  casts,
  listsOf,
  placeOf,
  unnested,
  writesOf,
  type Lists,
  type ViewTable,
} from './view-table.ts';

const MOVE = `update view_cursor set position = $6, at = now()
  where name = $1 and version = $2 and epoch = $3 and build = $4 and position = $5`;

/**
 * Rows and cursor in one statement, hence one transaction. False when the cursor was not where it was thought: then
 * nothing is written, another projector or a rebuild came first.
 * @throws Unavailable — the outcome is unknown; the cursor tells.
 * @throws TypeError for a row that the table cannot hold
 */
export async function step(
  db: Queryable,
  table: ViewTable,
  cursor: Cursor,
  to: Position,
  changes: readonly Change[],
): Promise<boolean> {
  const { put, gone } = writesOf(table, changes);
  const { name } = table.view;
  const values: unknown[] = [name, cursor.version, cursor.epoch, cursor.build, cursor.position, to];
  const parts = [`moved as (${MOVE} returning 1)`];
  if (gone.length > 0) {
    parts.push(`gone as (${removeSql(table, placeOf(table), values.length + 1)} and ${IF_MOVED})`);
    values.push(...listsOf(table, table.keys, gone));
  }
  if (put.length > 0) {
    const where = `where ${IF_MOVED}`;
    parts.push(`put as (${putSql(table, placeOf(table), values.length + 1, where)})`);
    values.push(...listsOf(table, table.columns, put));
  }
  const shape = `${put.length > 0 ? 'p' : ''}${gone.length > 0 ? 'g' : ''}`;
  const { rows } = await asking(() =>
    db.query<{ moved: boolean }>({
      name: `view-step-${shape}-${name}`,
      text: `with ${parts.join(', ')} select ${IF_MOVED} as moved`,
      values: values.map((value) => (typeof value === 'bigint' ? value.toString() : value)),
    }),
  );
  return rows[0]?.moved === true;
}

const IF_MOVED = 'exists (select from moved)';

/** Rows alone, for a table that nobody reads yet. @throws Unavailable */
export async function write(
  db: Queryable,
  table: ViewTable,
  place: string,
  changes: readonly Change[],
): Promise<void> {
  const { put, gone } = writesOf(table, changes);
  const run = async (text: string, values: Lists): Promise<void> => {
    await asking(() => db.query(text, [...values]));
  };
  if (gone.length > 0) await run(removeSql(table, place, 1), listsOf(table, table.keys, gone));
  if (put.length > 0) await run(putSql(table, place, 1, ''), listsOf(table, table.columns, put));
}

function putSql({ columns, keys }: ViewTable, place: string, first: number, where: string): string {
  const names = columns.map(({ name }) => name).join(', ');
  const news = columns
    .filter((column) => !keys.includes(column))
    .map(({ name }) => `${name} = excluded.${name}`);
  return `insert into ${place} (${names})
    select ${casts(columns)} from ${unnested(columns, first)} ${where}
    on conflict (${keys.map(({ name }) => name).join(', ')}) do update set ${news.join(', ')}`;
}

function removeSql({ keys }: ViewTable, place: string, first: number): string {
  const same = keys.map(
    ({ name, codec }, n) => `t.${name} = cast(u.c${String(n)} as ${codec.sqlType})`,
  );
  return `delete from ${place} t using ${unnested(keys, first)} where ${same.join(' and ')}`;
}
