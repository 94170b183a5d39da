import { describe, expect, test } from '@jest/globals';
import { DivisionCode } from '@fuhua/kernel';
import { authorityDivisionsAbove, authorityLevelOf } from '../index.ts';

const code = (text: string): DivisionCode => DivisionCode.parse(text);

describe('an authority has the level of its division', () => {
  test.each([
    ['32', 'province'],
    ['3205', 'city'],
    ['320506', 'county'],
    ['320281', 'county'], // a county-level city is its own county, not its prefecture
    ['320570', 'county'],
    ['320571', undefined],
    ['320576', undefined],
    ['320506104', undefined],
    ['320506104200', undefined],
  ])('%s: %s', (text, level) => {
    expect(authorityLevelOf(code(text))).toBe(level);
  });
});

describe('above an authority are, nearest first', () => {
  test.each([
    ['32', []],
    ['3205', ['32']],
    ['320506', ['3205', '32']],
    ['320281', ['3202', '32']],
  ])('%s: %j', (text, expected) => {
    expect(authorityDivisionsAbove(code(text))).toEqual(expected);
  });

  test.each(['320576', '320506104', '320506104200'])('%s: not told by its code', (text) => {
    expect(() => authorityDivisionsAbove(code(text))).toThrow(
      new RangeError(`no authority is in ${text}`),
    );
  });
});
