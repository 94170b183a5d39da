import { parseDay } from '@fuhua/kernel';
import { memoryKeys, openPrivacy, randomMasterKey } from '@fuhua/platform/privacy';
import { writeProvince } from '../province/write.ts';
import { ratioFigure } from './figures.ts';
import type { Figure } from './figures.ts';
import { inRounds } from './ground.ts';
import type { Ground } from './ground.ts';
import { openHistory } from './history.ts';
import { openRaw } from './raw.ts';

/** Of the history's events, the part at which a province is told at scale 1. */
const EVENTS_AT_SCALE_1 = 100_000;
const SPAN = { from: parseDay('2023-01-01'), to: parseDay('2025-12-31') };

/** A synthetic province through the deciders into a new history, against one-row inserts. */
export async function province(ground: Ground): Promise<readonly Figure[]> {
  const { postgres, historyEvents, roundMs } = ground;
  const scale = Math.min(1, historyEvents / EVENTS_AT_SCALE_1);
  const raw = await openRaw(postgres);
  let seed = 0;
  try {
    const rounds = await inRounds(ground, {
      fuhua: () => writtenPerSecond(ground, scale, (seed += 1)),
      raw: async () => (await raw.load(ground, roundMs)).perSecond,
    });
    return [
      ratioFigure(
        rounds.map(({ fuhua: ours, raw: peer }) => ({ ours, peer })),
        { id: 'province', unit: '/s', peer: 'raw', goal: { atLeast: 0.5 } },
      ),
    ];
  } finally {
    await raw.close();
  }
}

/** Events a second. */
async function writtenPerSecond(
  { postgres, signal }: Ground,
  scale: number,
  seed: number,
): Promise<number> {
  const history = await openHistory(postgres);
  try {
    const privacy = await openPrivacy({ keys: memoryKeys(), masterKey: randomMasterKey() });
    const ports = { store: history.store, privacy, knownThrough: {} };
    const beganAt = performance.now();
    const { events } = await writeProvince({ ...ports, ...SPAN, seed, scale, signal });
    return (1_000 * events) / (performance.now() - beganAt);
  } finally {
    await history.close();
  }
}
