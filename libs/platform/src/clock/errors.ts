import type { Instant } from '@fuhua/kernel';

/** A simulated clock only goes forward; it stays at `now`. */
export class ClockGoesForward extends Error {
  override readonly name = 'ClockGoesForward';
  constructor(
    readonly now: Instant,
    readonly wanted: Instant,
  ) {
    super(`the clock is at ${now} and does not go back to ${wanted}`);
  }
}

/** The store was written under the other kind of clock, or the kind is not allowed here. Nothing was opened. */
export class ClockRefused extends Error {
  override readonly name = 'ClockRefused';
}
