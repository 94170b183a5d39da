import type { Figure } from './figures.ts';
import { ratioFigure } from './figures.ts';
import { openEmmett } from './emmett.ts';
import { inRounds } from './ground.ts';
import type { Ground } from './ground.ts';
import { closedLoop } from './load.ts';
import { appendSample, openHistory } from './history.ts';
import { openRaw, writerOf } from './raw.ts';

const CALLERS = 64;
/** emmett is fastest here with as many connections as raw has. */
const EMMETT_CONNECTIONS = 32;

/** One event an append, 64 callers, each on streams of its own. */
export async function append64(ground: Ground): Promise<readonly Figure[]> {
  const { postgres, roundMs: ms, signal } = ground;
  const raw = await openRaw(postgres);
  const emmett = await openEmmett(postgres, EMMETT_CONNECTIONS);
  const history = await openHistory(postgres);
  const load = { callers: CALLERS, ms, signal };
  try {
    const rounds = await inRounds(ground, {
      raw: () => raw.load(ground, ms),
      fuhua: () =>
        closedLoop(load, () => writerOf((...row) => appendSample(history.store, ...row))),
      emmett: () => closedLoop(load, () => writerOf((...row) => emmett.append(...row))),
    });
    const perSecond = (peer: 'raw' | 'emmett') =>
      rounds.map((round) => ({ ours: round.fuhua.perSecond, peer: round[peer].perSecond }));
    const unit = '/s';
    return [
      ratioFigure(perSecond('raw'), { id: 'append-64', unit, peer: 'raw', goal: { atLeast: 1.5 } }),
      ratioFigure(perSecond('emmett'), {
        id: 'append-64-emmett',
        unit,
        peer: 'emmett-postgresql',
        goal: { atLeast: 6 },
      }),
      ratioFigure(
        rounds.map(({ fuhua, raw: { p99Ms } }) => ({ ours: fuhua.p99Ms, peer: p99Ms })),
        { id: 'append-64-p99', unit: 'ms', peer: 'raw', goal: { atMost: 1 } },
      ),
    ];
  } finally {
    await Promise.allSettled([raw.close(), emmett.close(), history.close()]);
  }
}
