import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { krippendorffAlpha } from '../index.ts';

/** Columns of a table with a rater a line, `.` where nothing was given. */
function unitsOf(...lines: readonly string[]): readonly (readonly bigint[])[] {
  const rows = lines.map((line) => line.split(' '));
  return rows[0]!.map((_, unit) =>
    rows.flatMap((row) => (row[unit] === '.' ? [] : [BigInt(row[unit]!)])),
  );
}

describe('alpha is as published', () => {
  test('by Krippendorff (2011), example C: four observers, twelve units, interval 0.849', () => {
    const units = unitsOf(
      '1 2 3 3 2 1 4 1 2 . . .',
      '1 2 3 3 2 2 4 1 2 5 . 3',
      '. 3 3 3 2 3 4 2 2 5 1 .',
      '1 2 3 3 2 4 4 1 2 5 1 .',
    );
    expect(krippendorffAlpha(units)).toBe('0.849');
  });

  test('in the reliability table of three coders and fifteen units: interval 0.811', () => {
    const units = unitsOf(
      '. . . . . 3 4 1 2 1 1 3 3 . 3',
      '1 . 2 1 3 3 4 3 . . . . . . .',
      '. . 2 1 3 4 4 . 2 1 1 3 3 . 4',
    );
    expect(krippendorffAlpha(units)).toBe('0.811');
  });
});

describe('alpha', () => {
  test('is 1 where all agree and below 0 where they agree less than by chance', () => {
    expect(krippendorffAlpha(unitsOf('1 2', '1 2'))).toBe('1.000');
    // two raters, always apart: 1 − 3 · 2 / 4
    expect(krippendorffAlpha(unitsOf('0 1', '1 0'))).toBe('-0.500');
  });

  test.each([
    [[]],
    [[[1n]]],
    [
      [
        [3n, 3n],
        [3n, 3n],
      ],
    ],
  ])('says nothing of %p', (units) => {
    expect(krippendorffAlpha(units)).toBeUndefined();
  });

  test('does not depend on the order of raters or units', () => {
    const value = fc.bigInt({ min: 0n, max: 10_000n });
    const unit = fc.array(value, { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(unit, { minLength: 1, maxLength: 6 }), (units) => {
        const turned = units.map((values) => values.toReversed()).reverse();
        expect(krippendorffAlpha(turned)).toBe(krippendorffAlpha(units));
      }),
    );
  });
});
