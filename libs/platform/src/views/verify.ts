import type { DataSource } from 'typeorm';
import type { Position, Reads } from '../event-store/index.ts';
import { poolOf, transaction } from './database.ts';
import { compareKeys, openDigest, storedRows, type StoredRow, type ViewDigest } from './digest.ts';
import { fillShadow, withShadow, type RebuildOptions } from './rebuild.ts';
import { shadowOf } from './shadow.ts';
import { beginSnapshot } from './snapshot.ts';
import { assertCurrent, readCursor } from './view-cursor.ts';
import { placeOf, tableOf } from './view-table.ts';
import type { View } from './view.ts';

export interface Verified {
  readonly equal: boolean;
  /** Of the table, and of the history folded to the table's cursor. */
  readonly table: ViewDigest;
  readonly folded: ViewDigest;
  /** The first ten rows that differ, as JSON; `undefined` where there is none. */
  readonly differences: readonly Difference[];
}

export interface Difference {
  readonly stream: string;
  readonly table: string | undefined;
  readonly folded: string | undefined;
}

export interface VerifyOptions extends Pick<RebuildOptions, 'signal' | 'rowsInMemoryMax'> {
  readonly store: Reads;
  readonly dataSource: DataSource;
  readonly view: View;
  readonly epoch: string;
}

const DIFFERENCES_MAX = 10;

/**
 * Compares a view's table with the history folded anew up to the table's cursor. The projection goes on meanwhile; a
 * rebuild's swap waits.
 * @throws RebuildNeeded — the table is of another version or epoch.
 * @throws RebuildRunning, Unavailable, FoldFailed, UnknownEvent
 */
export async function verifyView(options: VerifyOptions): Promise<Verified> {
  const { dataSource, view, epoch } = options;
  const table = tableOf(dataSource, view);
  const pool = poolOf(dataSource);
  const live = placeOf(table);
  return withShadow(pool, table, (builder) =>
    transaction(
      pool,
      async (reader) => {
        const cursor = await readCursor(reader, view.name);
        assertCurrent(view, epoch, cursor);
        const { position } = cursor;
        await fillShadow(builder, table, options, position);
        await builder.query('begin');
        const folded = storedRows(builder, table, shadowOf(table));
        return compare(storedRows(reader, table, live), folded, position);
      },
      beginSnapshot([live]),
    ),
  );
}

async function compare(
  table: AsyncIterator<StoredRow, void>,
  folded: AsyncIterator<StoredRow, void>,
  position: Position,
): Promise<Verified> {
  const digests = [openDigest(), openDigest()] as const;
  const differences: Difference[] = [];
  const found = (a: StoredRow | undefined, b: StoredRow | undefined): void => {
    const stream = (a ?? b)?.stream ?? '';
    if (differences.length === DIFFERENCES_MAX) return;
    differences.push({ stream, table: a?.text, folded: b?.text });
  };
  let a = await nextOf(table);
  let b = await nextOf(folded);
  while (a !== undefined || b !== undefined) {
    const order = a === undefined ? 1 : b === undefined ? -1 : compareKeys(a, b);
    if (order !== 0 || a?.text !== b?.text) {
      found(order <= 0 ? a : undefined, order >= 0 ? b : undefined);
    }
    if (order <= 0 && a !== undefined) {
      digests[0].add(a);
      a = await nextOf(table);
    }
    if (order >= 0 && b !== undefined) {
      digests[1].add(b);
      b = await nextOf(folded);
    }
  }
  const [left, right] = digests.map((digest) => ({ ...digest.end(), position })) as [
    ViewDigest,
    ViewDigest,
  ];
  const equal = differences.length === 0 && left.sha256 === right.sha256;
  return { equal, table: left, folded: right, differences };
}

async function nextOf(rows: AsyncIterator<StoredRow, void>): Promise<StoredRow | undefined> {
  const next = await rows.next();
  return next.done === true ? undefined : next.value;
}
