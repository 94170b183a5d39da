import type { Instant } from '@fuhua/kernel';

/** The platform's time. Read once a request, at the edge, and passed on. */
export interface Clock {
  now(): Instant;
}

/** For what happens by itself on a day: whoever waits need not know whether the time is real. */
export interface AlarmClock extends Clock {
  /** Resolves once `now()` is `due` or later, or the signal is given. */
  reached(due: Instant, signal: AbortSignal): Promise<void>;
}
