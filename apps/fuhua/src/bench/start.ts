import { plainFigure } from './figures.ts';
import type { Figure } from './figures.ts';
import type { Ground } from './ground.ts';
import { residentMiB } from './memory.ts';
import { openPlace } from './running.ts';

/** `npm start` on a data directory that was used before, until every service is ready; and what then is in memory. */
export async function start({ rounds, signal, say }: Ground): Promise<readonly Figure[]> {
  const place = await openPlace();
  const seconds: number[] = [];
  const memoryMiB: number[] = [];
  try {
    for (let round = 0; round <= rounds; round += 1) {
      say(round === 0 ? '首次启动 first start' : `第 ${round}/${rounds} 轮 round: up`);
      const { run, readyMs, stop } = await place.start(signal);
      const parts = [run.up, run.gateway.process, run.postgres.process];
      for (const service of Object.values(run.services)) parts.push(service.process);
      if (round > 0) {
        seconds.push(readyMs / 1_000);
        memoryMiB.push(residentMiB(parts.map(({ pid }) => pid)));
      }
      await stop();
    }
  } finally {
    place.remove();
  }
  return [
    plainFigure(seconds, { id: 'start', unit: 's', goal: { atMost: 10 } }),
    plainFigure(memoryMiB, { id: 'start-memory', unit: 'MiB', goal: { atMost: 1_024 } }),
  ];
}
