import { createHash } from 'node:crypto';
import { addDays, daysBetween, type Day } from '@fuhua/kernel';

/** Chance that can be had again: from 0 up to 1, never 1 itself, the same numbers for the same seed. */
export type Random = () => number;

/** mulberry32. @param seed a whole number from 0 to 4294967295 */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** @throws RangeError for none */
export function oneOf<T>(items: readonly T[], random: Random): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new RangeError('nothing to choose from');
  return item;
}

/** A seed of its own for each thing: the same for the same parts, whatever was made before it. */
export function seedOf(...parts: readonly (string | number)[]): number {
  return createHash('sha256').update(JSON.stringify(parts)).digest().readUInt32BE(0);
}

/** @param part of 1: 0.25 is one in four */
export function happens(part: number, random: Random): boolean {
  return random() < part;
}

/** A whole number, both ends included. */
export function between(least: number, most: number, random: Random): number {
  return least + Math.floor(random() * (most - least + 1));
}

/** One of those, each as often as its weight says. @throws RangeError for none */
export function weighted<T extends string>(
  weights: Readonly<Record<T, number>>,
  random: Random,
): T {
  const entries = Object.entries<number>(weights);
  let left = random() * entries.reduce((total, [, weight]) => total + weight, 0);
  const found = entries.find(([, weight]) => (left -= weight) < 0) ?? entries.at(-1);
  if (found === undefined) throw new RangeError('nothing to choose from');
  return found[0] as T;
}

/** A day from one to another, both included; the first when the other is earlier. */
export function dayBetween(first: Day, last: Day, random: Random): Day {
  return addDays(first, between(0, Math.max(0, daysBetween(first, last)), random));
}
