/** Chance of one step: everything random in it follows from one number that fast-check drew, so that a failure shrinks. */

export interface Dice {
  /** 0 … n − 1 */
  below(n: number): number;
  chance(percent: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** Each as often as its weight says. */
  weighted<T>(from: readonly (readonly [number, T])[]): T;
}

export function diceOf(seed: number): Dice {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number): number => Math.floor(next() * n);
  return {
    below,
    chance: (percent) => next() * 100 < percent,
    pick: (from) => {
      const picked = from[below(from.length)];
      if (picked === undefined) throw new RangeError('nothing to pick from');
      return picked;
    },
    weighted: (from) => {
      let left = next() * from.reduce((sum, [weight]) => sum + weight, 0);
      for (const [weight, one] of from) {
        left -= weight;
        if (left < 0) return one;
      }
      throw new RangeError('nothing to pick from');
    },
  };
}
