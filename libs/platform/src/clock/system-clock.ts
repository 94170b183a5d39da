import { epochMsOf, instantOfEpochMs } from '@fuhua/kernel';
import type { AlarmClock } from './clock.ts';

/** Timers run on while a machine sleeps or its time is set; after this long the time is asked again. */
const SLEEP_MS_MAX = 60_000;

/** The real time. */
export const systemClock: AlarmClock = {
  now: () => instantOfEpochMs(Date.now()),
  async reached(due, signal) {
    for (;;) {
      const leftMs = epochMsOf(due) - Date.now();
      if (leftMs <= 0 || signal.aborted) return;
      await sleep(Math.min(leftMs, SLEEP_MS_MAX), signal);
    }
  },
};

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
