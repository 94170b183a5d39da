import { instantOfEpochMs, type Instant } from '@fuhua/kernel';

/** The platform's time. Read once a request, at the edge, and passed on. */
export interface Clock {
  now(): Instant;
}

export const systemClock: Clock = { now: () => instantOfEpochMs(Date.now()) };
