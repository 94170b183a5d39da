import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { Position } from '../event-store/index.ts';
import { asking, poolOf, transaction, type Queryable } from './database.ts';
import { beginSnapshot } from './snapshot.ts';
import { readCursor } from './view-cursor.ts';
import { placeOf, tableOf, type ViewTable } from './view-table.ts';
import type { View } from './view.ts';

/** A table's content at one position: equal when every row is. */
export interface ViewDigest {
  /** Hexadecimal SHA-256 of the rows, each as JSON, in the order of their keys. */
  readonly sha256: string;
  readonly rows: number;
  readonly position: Position;
}

export interface StoredRow {
  readonly stream: string;
  readonly keys: readonly string[];
  /** The row as jsonb prints it: independent of the order of columns. */
  readonly text: string;
}

/** Of the live table and its cursor, in one snapshot. @throws Unavailable */
export async function digestView(dataSource: DataSource, view: View): Promise<ViewDigest> {
  const table = tableOf(dataSource, view);
  const place = placeOf(table);
  const read = async (client: Queryable): Promise<ViewDigest> => {
    const cursor = await readCursor(client, view.name);
    const digest = openDigest();
    for await (const row of storedRows(client, table, place)) digest.add(row);
    return { ...digest.end(), position: cursor?.position ?? 0n };
  };
  return transaction(poolOf(dataSource), read, beginSnapshot([place]));
}

export interface Digesting {
  add(row: StoredRow): void;
  end(): Omit<ViewDigest, 'position'>;
}

export function openDigest(): Digesting {
  const hash = createHash('sha256');
  let rows = 0;
  return {
    add({ text }) {
      rows += 1;
      hash.update(text).update('\n');
    },
    end: () => ({ sha256: hash.digest('hex'), rows }),
  };
}

const FETCH = 2_000;

/** Every row in the order of its keys, bytewise. Within a transaction. @throws Unavailable */
export async function* storedRows(
  client: Queryable,
  table: ViewTable,
  place: string,
): AsyncGenerator<StoredRow, void> {
  const keys = table.keys.map(({ name }) => `t.${name}::text collate "C"`);
  const cursor = `rows_of_${table.view.name}`;
  await asking(() => client.query(`set local timezone to 'UTC'`));
  await asking(() =>
    client.query(`declare ${cursor} no scroll cursor for
      select t.${table.keys[0]?.name ?? ''} as stream, array[${keys.join(', ')}] as keys, to_jsonb(t)::text as text
      from ${place} t order by ${keys.join(', ')}`),
  );
  for (;;) {
    const { rows } = await asking(() =>
      client.query<StoredRow>(`fetch ${String(FETCH)} from ${cursor}`),
    );
    yield* rows;
    if (rows.length < FETCH) break;
  }
  await asking(() => client.query(`close ${cursor}`));
}

/** The order of `storedRows`. */
export function compareKeys(a: StoredRow, b: StoredRow): number {
  for (const [n, key] of a.keys.entries()) {
    const order = Buffer.compare(Buffer.from(key), Buffer.from(b.keys[n] ?? ''));
    if (order !== 0) return order;
  }
  return 0;
}
