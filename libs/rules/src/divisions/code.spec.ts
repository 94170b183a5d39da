import { describe, expect, test } from '@jest/globals';
import { DivisionCode } from '@fuhua/kernel';
import fc from 'fast-check';
import { isWithin, kindOf, levelOf, parentOf, parseDivisionCode, scopeRange } from '../index.ts';

const code = (text: string): DivisionCode => DivisionCode.parse(text);

/** Two to twelve digits, as a code has them. */
const anyCode = fc
  .tuple(fc.constantFrom(2, 4, 6, 9, 12), fc.stringMatching(/^\d{12}$/))
  .map(([length, digits]) => code(digits.slice(0, length)));
/** Few digits, so that one often lies in another. */
const anyNearCode = fc
  .tuple(fc.constantFrom(2, 4, 6, 9, 12), fc.stringMatching(/^[01]{12}$/))
  .map(([length, digits]) => code(digits.slice(0, length)));

describe('a code is read with or without its zeros', () => {
  test.each([
    ['32', '32'],
    ['3200', '32'],
    ['320000', '32'],
    ['320000000000', '32'],
    ['3205', '3205'],
    ['320500', '3205'],
    ['320500000', '3205'],
    ['320506', '320506'],
    ['320506000000', '320506'],
    ['320506104', '320506104'],
    ['320506104000', '320506104'],
    ['320506104200', '320506104200'],
    ['320310', '320310'],
    ['321000', '3210'],
  ])('%s is %s', (text, expected) => {
    expect(parseDivisionCode(text)).toBe(expected);
  });

  test.each([
    '',
    '3',
    '320',
    '32050',
    '3205061',
    '32050610',
    '3205061040',
    '3205061042000',
    '32A5',
  ])('%j is none', (text) => {
    expect(() => parseDivisionCode(text)).toThrow(
      new RangeError(`not a division code: ${JSON.stringify(text)}`),
    );
  });

  test.each(['32050 ', '３２', '鼓楼区'])('%j is none: a name is not looked up', (text) => {
    expect(() => parseDivisionCode(text)).toThrow(RangeError);
  });
});

describe('level and kind stand in the code', () => {
  test.each([
    ['32', 'province', 'province'],
    ['3201', 'city', 'prefecture-level-city'],
    ['3213', 'city', 'prefecture-level-city'],
    ['3220', 'city', 'prefecture-level-city'],
    ['320501', 'county', 'district'],
    ['320520', 'county', 'district'],
    ['320521', 'county', 'county'],
    ['320570', 'county', 'county'],
    ['320571', 'functional-zone', 'functional-zone'],
    ['320576', 'functional-zone', 'functional-zone'],
    ['320577', 'county', 'county'],
    ['320580', 'county', 'county'],
    ['320581', 'county', 'county-level-city'],
    ['320599', 'county', 'county-level-city'],
    ['320506001', 'township', 'street'],
    ['320506099', 'township', 'street'],
    ['320506100', 'township', 'town'],
    ['320506199', 'township', 'town'],
    ['320506200', 'township', 'township'],
    ['320506399', 'township', 'township'],
    ['320506400', 'township', 'quasi-township'],
    ['320506599', 'township', 'quasi-township'],
    ['320506104001', 'village', 'residents-committee'],
    ['320506104199', 'village', 'residents-committee'],
    ['320506104200', 'village', 'villagers-committee'],
    ['320506104399', 'village', 'villagers-committee'],
    ['320506104400', 'village', 'quasi-residents-committee'],
    ['320506104499', 'village', 'quasi-residents-committee'],
    ['320506104500', 'village', 'quasi-villagers-committee'],
    ['320506104599', 'village', 'quasi-villagers-committee'],
  ])('%s: %s, %s', (text, level, kind) => {
    expect({ level: levelOf(code(text)), kind: kindOf(code(text)) }).toEqual({ level, kind });
  });

  test.each([
    ...['3200', '3221', '3290', '320500', '320506000', '320506600', '320506999'],
    ...['320506104000', '320506104600', '320506104999'],
  ])('%s is of no kind', (text) => {
    expect(kindOf(code(text))).toBeUndefined();
  });

  test.each([
    ['320506104200', '320506104'],
    ['320506104', '320506'],
    ['320506', '3205'],
    ['3205', '32'],
    ['32', undefined],
  ])('right above %s is %s', (text, parent) => {
    expect(parentOf(code(text))).toBe(parent);
  });
});

describe('what lies in a division', () => {
  test.each([
    ['32', '32', true],
    ['320506', '32', true],
    ['320506104', '320506', true],
    ['320506104200', '3205', true],
    ['320506', '320506', true],
    ['3205', '320506', false],
    ['320507', '320506', false],
    ['330106', '32', false],
    ['320106', '320302', false],
  ])('%s in %s: %s', (text, scope, expected) => {
    expect(isWithin(code(text), code(scope))).toBe(expected);
  });

  test('is what lies above it', () => {
    const above = (of: DivisionCode | undefined): readonly DivisionCode[] =>
      of === undefined ? [] : [of, ...above(parentOf(of))];
    fc.assert(
      fc.property(fc.oneof(anyCode, anyNearCode), anyNearCode, (one, scope) => {
        expect(isWithin(one, scope)).toBe(above(one).includes(scope));
      }),
    );
  });

  test('is told by a range of texts', () => {
    expect(scopeRange(code('3205'))).toEqual({ from: '3205', to: '320599999999' });
    fc.assert(
      fc.property(anyNearCode, anyNearCode, (one, scope) => {
        const { from, to } = scopeRange(scope);
        expect(from <= one && one <= to).toBe(isWithin(one, scope));
      }),
    );
  });
});
