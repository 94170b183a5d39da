import type { DataSource, EntityManager } from 'typeorm';
import type { Position } from '../event-store/index.ts';
import { asking, type Queryable } from './database.ts';
import { placeOf, tableOf } from './view-table.ts';
import type { View } from './view.ts';

export interface Seen<T> {
  readonly value: T;
  /** Everything of the own history up to here is in what was read: the lowest cursor of the views over it. */
  readonly position: Position;
}

/**
 * Reads views at one moment, and the position of that moment, which goes with a list's answer. Every query that
 * `read` makes must go through the manager it is given.
 * @throws Unavailable @throws what `read` throws
 */
export async function readViews<T>(
  dataSource: DataSource,
  views: readonly View[],
  read: (manager: EntityManager) => Promise<T>,
): Promise<Seen<T>> {
  const places = views.map((view) => placeOf(tableOf(dataSource, view)));
  // Positions of topics do not compare with those of the own history.
  const names = views.filter(({ source }) => source.topic === undefined).map(({ name }) => name);
  const runner = dataSource.createQueryRunner();
  try {
    const client = (await asking(() => runner.connect())) as Queryable;
    await asking(() => client.query(beginSnapshot(places)));
    try {
      const position = await lowestCursor(client, names);
      const value = await read(runner.manager);
      await asking(() => client.query('commit'));
      return { value, position };
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    }
  } finally {
    await runner.release();
  }
}

/**
 * The locks come before the first statement that takes the snapshot: a rebuild that swaps a table in between would
 * otherwise show the old cursor and a new table whose rows the snapshot cannot see.
 */
export function beginSnapshot(places: readonly string[]): string {
  const begin = 'begin isolation level repeatable read read only';
  return `${begin}; lock table ${places.join(', ')} in access share mode`;
}

async function lowestCursor(db: Queryable, names: readonly string[]): Promise<Position> {
  const { rows } = await asking(() =>
    db.query<{ position: string | null; found: number }>(
      `select min(position)::text as position, count(*)::integer as found from view_cursor where name = any($1::text[])`,
      [names],
    ),
  );
  const [row] = rows;
  // One that never ran has no cursor and no rows.
  const lowest = row?.found === names.length ? row.position : null;
  return BigInt(lowest ?? 0);
}
