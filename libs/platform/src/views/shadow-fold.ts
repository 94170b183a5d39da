import type { StreamName, Told } from '@fuhua/kernel';
import type pg from 'pg';
import type { EventStore, Recorded } from '../event-store/index.ts';
import { tell } from '../handle/metadata.ts';
import { asking } from './database.ts';
import { foldBatch, shown, type Standing } from './fold.ts';
import { historyOf } from './history.ts';
import { addKey, copyRows, shadowOf } from './shadow.ts';
import { readings, standingsOf, streamColumn, type ViewTable } from './view-table.ts';
import type { ViewRow } from './view.ts';

/** Folds a history into a shadow table, in bounded memory. */
export interface ShadowFold {
  take(events: readonly Recorded[]): Promise<void>;
  /** Writes what is still in memory. Nothing is taken afterwards. */
  end(): Promise<{ readonly rows: number; readonly spilled: number }>;
}

/**
 * Streams are kept in memory while they are written to, at most `rowsMax` rows. When there are more, those untouched
 * the longest go to the table by COPY; one that is touched again comes back, out of the table. So every row is written
 * once, or once more for each long rest of its stream, however many events it has; and nothing is kept of the streams
 * that have left: a stream that is not in memory, and whose event is not its first, is in the table or has no rows.
 */
export function openShadowFold(
  client: pg.PoolClient,
  store: Pick<EventStore, 'readStream'>,
  table: ViewTable,
  rowsMax: number,
): ShadowFold {
  const standings = new Map<StreamName, Standing>();
  const { view } = table;
  let rowsHeld = 0;
  let written = 0;
  let spilled = 0;

  const takeBack = async (streams: readonly StreamName[]): Promise<Map<StreamName, Standing>> => {
    const found = new Map<StreamName, Standing>();
    const away: StreamName[] = [];
    for (const stream of streams) {
      const standing = standings.get(stream);
      if (standing === undefined) away.push(stream);
      else found.set(stream, standing);
    }
    if (spilled === 0 || away.length === 0) return found;
    const rows = await takeOut(client, table, away);
    for (const [stream, standing] of standingsOf(table, rows)) found.set(stream, standing);
    return found;
  };

  const copyOut = async (leaving: readonly Standing[]): Promise<number> => {
    const count = leaving.reduce((sum, { rows }) => sum + rows.length, 0);
    await copyRows(client, table, shadowOf(table), rowsOf(leaving));
    written += count;
    return count;
  };

  const spill = async (): Promise<void> => {
    if (spilled === 0) await addKey(client, table);
    const leaving: Standing[] = [];
    for (const [stream, standing] of standings) {
      if (rowsHeld <= rowsMax / 2) break;
      leaving.push(standing);
      standings.delete(stream);
      rowsHeld -= weightOf(standing);
    }
    spilled += await copyOut(leaving);
  };

  return {
    async take(events) {
      const told: Told[] = events.map((event) => tell(view.source, event));
      const changes = await foldBatch(view, told, {
        standing: takeBack,
        history: (stream, through) => historyOf(store, view.source, stream, through),
      });
      for (const { stream, after } of changes) {
        const held = standings.get(stream);
        if (held !== undefined) rowsHeld -= weightOf(held);
        // The map keeps the order in which streams were last touched.
        standings.delete(stream);
        standings.set(stream, after);
        rowsHeld += weightOf(after);
      }
      if (rowsHeld > rowsMax) await spill();
    },
    async end() {
      await copyOut([...standings.values()]);
      standings.clear();
      return { rows: written, spilled };
    },
  };
}

/** The rows of these streams, as stored, which the table holds no longer. */
async function takeOut(
  client: pg.PoolClient,
  table: ViewTable,
  streams: readonly StreamName[],
): Promise<(string | null)[][]> {
  const { rows } = await asking(() =>
    client.query<(string | null)[]>({
      text: `delete from ${shadowOf(table)} where ${streamColumn(table)} = any($1::text[]) returning ${readings(table)}`,
      values: [streams],
      rowMode: 'array',
    }),
  );
  return rows;
}

function* rowsOf(standings: readonly Standing[]): Generator<ViewRow> {
  for (const standing of standings) yield* shown(standing);
}

/** A stream without rows takes memory as well. */
function weightOf({ rows }: Standing): number {
  return Math.max(1, rows.length);
}
