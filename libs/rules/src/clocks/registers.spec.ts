import { expect, test } from '@jest/globals';
import { parseDay } from '@fuhua/kernel';
import { registerIsFresh } from '../index.ts';

test.each([
  ['2024-03-04', true],
  ['2024-03-03', true],
  ['2024-02-27', true],
  ['2024-02-26', true],
  ['2024-02-25', false],
  ['2023-03-04', false],
  ['2024-03-05', false],
])('on 2024-03-04 a register synchronised on %s is fresh: %s', (synchronisedOn, expected) => {
  expect(registerIsFresh(parseDay(synchronisedOn), parseDay('2024-03-04'))).toBe(expected);
});

test('a register never synchronised is not fresh', () => {
  expect(registerIsFresh(undefined, parseDay('2024-03-04'))).toBe(false);
});
