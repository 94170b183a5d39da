import type { Instant } from '@fuhua/kernel';
import type { AlarmClock } from './clock.ts';

/** A clock that stands still until it is told. */
export interface Hands extends AlarmClock {
  /** Never goes back: an earlier instant changes nothing. */
  learn(now: Instant): void;
}

interface Sleeper {
  readonly due: Instant;
  readonly wake: () => void;
}

export function handsAt(start: Instant): Hands {
  const sleepers = new Set<Sleeper>();
  let now = start;
  return {
    now: () => now,
    learn(told) {
      if (told <= now) return;
      now = told;
      for (const { due, wake } of sleepers) if (due <= now) wake();
    },
    reached: (due, signal) =>
      new Promise((resolve) => {
        if (due <= now || signal.aborted) {
          resolve();
          return;
        }
        const sleeper: Sleeper = {
          due,
          wake: () => {
            sleepers.delete(sleeper);
            signal.removeEventListener('abort', sleeper.wake);
            resolve();
          },
        };
        sleepers.add(sleeper);
        signal.addEventListener('abort', sleeper.wake);
      }),
  };
}
