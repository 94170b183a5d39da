import { expect, test } from '@jest/globals';
import { oneOf, randomOf } from './random.ts';

const drawn = (seed: number): number[] => {
  const random = randomOf(seed);
  return Array.from({ length: 1_000 }, random);
};

test('the same seed gives the same numbers, another seed others', () => {
  expect(drawn(7)).toEqual(drawn(7));
  expect(drawn(7)).not.toEqual(drawn(8));
});

test('numbers lie between 0 and 1 and are spread', () => {
  const numbers = drawn(1);
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...numbers)).toBeLessThan(1);
  for (let tenth = 0; tenth < 10; tenth += 1) {
    const share = numbers.filter((number) => Math.floor(number * 10) === tenth).length;
    expect(share).toBeGreaterThan(60);
  }
});

test('each of several is chosen some time, and nothing cannot be chosen from', () => {
  const random = randomOf(3);
  const chosen = new Set(Array.from({ length: 100 }, () => oneOf(['a', 'b', 'c'], random)));
  expect(chosen).toEqual(new Set(['a', 'b', 'c']));
  expect(() => oneOf([], random)).toThrow(RangeError);
});
