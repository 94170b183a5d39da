import type pg from 'pg';
import { ratioFigure } from './figures.ts';
import type { Figure } from './figures.ts';
import { inRounds } from './ground.ts';
import type { Ground } from './ground.ts';
import { fillHistory } from './history.ts';
import type { FilledHistory } from './history.ts';
import { openPool } from './postgres.ts';

const PAGE_EVENTS = 1_000;

/** The whole history through the port, against a keyset loop with pages of the same size. */
export async function readAll(ground: Ground): Promise<readonly Figure[]> {
  const { postgres, historyEvents, signal } = ground;
  const history = await fillHistory(postgres, historyEvents, signal);
  const pool = openPool(history.adminUrl, 1);
  try {
    const rounds = await inRounds(ground, {
      fuhua: () => readsPerSecond(history, () => throughPort(history)),
      select: () => readsPerSecond(history, () => bySelect(pool)),
    });
    return [
      ratioFigure(
        rounds.map(({ fuhua: ours, select: peer }) => ({ ours, peer })),
        { id: 'read-all', unit: '/s', peer: 'keyset SELECT', goal: { atLeast: 0.8 } },
      ),
    ];
  } finally {
    await Promise.allSettled([pool.end(), history.close()]);
  }
}

/** @throws when another number of events was read than the history holds */
export async function readsPerSecond(
  { events }: Pick<FilledHistory, 'events'>,
  read: () => Promise<number>,
): Promise<number> {
  const beganAt = performance.now();
  const count = await read();
  const seconds = (performance.now() - beganAt) / 1_000;
  if (count !== events) throw new Error(`read ${count} of ${events} events`);
  return events / seconds;
}

export async function throughPort({ store }: Pick<FilledHistory, 'store'>): Promise<number> {
  let count = 0;
  for await (const event of store.readAll()) count += event.revision >= 0 ? 1 : 0;
  return count;
}

async function bySelect(pool: pg.Pool): Promise<number> {
  let count = 0;
  let after = '0';
  for (;;) {
    const { rows } = await pool.query<{ position: string; revision: number }>({
      name: 'bench-keyset',
      text: `select position, stream, revision, id, type, data, metadata from history.events
        where position > $1 order by position limit ${PAGE_EVENTS}`,
      values: [after],
    });
    for (const row of rows) count += row.revision >= 0 ? 1 : 0;
    const last = rows.at(-1);
    if (last === undefined) return count;
    after = last.position;
  }
}
