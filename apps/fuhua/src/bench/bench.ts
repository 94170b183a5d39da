import { append64 } from './append.ts';
import { board } from './board.ts';
import { casesHttp } from './cases-http.ts';
import { cases } from './cases.ts';
import type { Figure } from './figures.ts';
import type { Ground, Measurement } from './ground.ts';
import { http32 } from './http.ts';
import { importRows } from './import-rows.ts';
import { startBenchPostgres } from './postgres.ts';
import { province } from './province.ts';
import { reactionLag } from './reaction-lag.ts';
import { readAll } from './read-all.ts';
import { rebuild } from './rebuild.ts';
import { start } from './start.ts';
import { unlessAborted } from './unless-aborted.ts';
import { visible } from './visible.ts';

/** In the order of the table. */
export const measurements: readonly Measurement[] = [
  { id: 'append-64', run: append64 },
  { id: 'http-32', run: http32 },
  { id: 'import-rows', run: importRows },
  { id: 'province', run: province },
  { id: 'cases', run: cases },
  { id: 'cases-http', run: casesHttp },
  { id: 'visible', run: visible },
  { id: 'reaction', run: reactionLag },
  { id: 'rebuild', run: rebuild },
  { id: 'board', run: board },
  { id: 'read-all', run: readAll },
  { id: 'start', run: start },
];

export type Size = Pick<Ground, 'rounds' | 'roundMs' | 'historyEvents' | 'boardScale'>;

export const usualSize: Size = {
  ...{ rounds: 3, roundMs: 4_000 },
  ...{ historyEvents: 100_000, boardScale: 1 },
};
export const quickSize: Size = {
  ...{ rounds: 3, roundMs: 800 },
  ...{ historyEvents: 20_000, boardScale: 0.2 },
};

/** Ends within this, or throws. */
const MS_MAX = 30 * 60_000;

/**
 * Runs the named measurements on a PostgreSQL of their own, which is gone afterwards.
 * @throws the signal's reason, also while something hangs
 */
export async function bench(
  ids: readonly string[],
  size: Size,
  stopping: AbortSignal,
  say: Ground['say'],
): Promise<readonly Figure[]> {
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(MS_MAX)]);
  say('启动 PostgreSQL…… starting');
  const postgres = await startBenchPostgres();
  const figures: Figure[] = [];
  try {
    for (const { id, run } of measurements) {
      if (!ids.includes(id)) continue;
      const running = run({ ...size, postgres, signal, say: (line) => say(`${id}: ${line}`) });
      figures.push(...(await unlessAborted(running, signal)));
    }
    return figures;
  } finally {
    await postgres.stop();
  }
}
