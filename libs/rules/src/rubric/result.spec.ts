import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  bandOf,
  defaultRubrics,
  indicatorsOf,
  rubricResult,
  sheetFault,
  spreadsToCalibrate,
  type Rubric,
  type Sheet,
} from '../index.ts';

const words = { zh: '测试', en: 'test' };
/** Two dimensions of 50, of one indicator each. */
const halves: Rubric = {
  name: words,
  dimensions: ['a', 'b'].map((code) => ({
    ...{ code, name: words, indicators: [{ code, name: words, max: '50.00' }] },
  })),
  drop: 'none',
  bands: [
    { code: 'pass', name: words, from: '70.00', dimensionPercentMin: 50 },
    { code: 'fail', name: words, from: '0.00' },
  ],
  calibrationPercent: 20,
};
const sheet = (a: string, b: string): Sheet => ({ a, b });

describe('the band', () => {
  test.each([
    ['40.00', '29.99', 'fail'],
    ['40.00', '30.00', 'pass'],
    ['45.00', '24.99', 'fail'], // 69.99
    ['50.00', '24.99', 'fail'], // 49.98 % of b
    ['50.00', '25.00', 'pass'], // 50 %
    ['50.00', '50.00', 'pass'],
    ['0.00', '0.00', 'fail'],
  ])('of %s and %s is %s', (a, b, band) => {
    expect(rubricResult(halves, [sheet(a, b)]).band).toBe(band);
  });

  test('of a dimension asks for rounded means: 24.995 counts as 25', () => {
    const sheets = [sheet('50', '25'), sheet('50', '24.99')];
    expect(rubricResult(halves, sheets)).toMatchObject({ mean: '75.00', band: 'pass' });
  });

  test.each([
    ['90.00', 'excellent'],
    ['89.99', 'graduate'],
    ['80.00', 'graduate'],
    ['79.99', 'conditions'],
    ['69.99', 'extend'],
    ['60.00', 'extend'],
    ['59.99', 'end'],
    ['0.00', 'end'],
  ])('of graduation by %s is %s', (mean, band) => {
    expect(bandOf(defaultRubrics.graduation, { mean, dimensions: [] })).toBe(band);
  });

  test.each([
    ['60.00', 'continue'],
    ['59.99', 'improve'],
    ['50.00', 'improve'],
    ['49.99', 'warn'],
  ])('of a midterm by %s is %s', (mean, band) => {
    expect(bandOf(defaultRubrics.midterm, { mean, dimensions: [] })).toBe(band);
  });
});

describe('the mean', () => {
  test('is rounded half up, and not made of rounded means', () => {
    const sheets = [sheet('10.01', '10.01'), sheet('10.00', '10.00')];
    expect(rubricResult(halves, sheets)).toMatchObject({
      mean: '20.01', // of 20.02 and 20.00
      dimensions: [
        { code: 'a', mean: '10.01', max: '50.00' }, // 10.005
        { code: 'b', mean: '10.01', max: '50.00' },
      ],
    });
    expect(rubricResult(halves, [sheet('0', '0'), sheet('0', '0.01'), sheet('0', '0')]).mean).toBe(
      '0.00',
    );
  });

  test('leaves out the highest and the lowest of each indicator where the rubric says so', () => {
    const sheets = [sheet('50', '0'), sheet('30', '20'), sheet('20', '30'), sheet('0', '50')];
    const dropped = rubricResult({ ...halves, drop: 'highest-and-lowest' }, sheets);
    expect(dropped.dimensions.map(({ mean }) => mean)).toEqual(['25.00', '25.00']);
    const two = [sheet('50', '40'), sheet('40', '30')];
    expect(rubricResult({ ...halves, drop: 'highest-and-lowest' }, two).mean).toBe('80.00');
  });

  test('is nobody’s where nobody rated', () => {
    expect(() => rubricResult(halves, [])).toThrow(RangeError);
  });
});

describe('raters are too far apart', () => {
  test.each([
    ['30.00', '40.00', []], // 20 points of 100
    ['30.00', '40.01', [{ indicator: 'a', spread: '10.01' }]], // 20.02
  ])('on an indicator of 50 with %s and %s: %j', (low, high, spreads) => {
    expect(spreadsToCalibrate(halves, [sheet(low, '0'), sheet(high, '10')])).toEqual(spreads);
  });

  test('by more than 20 percentage points of its maximum: 20 and 20.01', () => {
    const one: Rubric = {
      ...halves,
      dimensions: [
        { ...halves.dimensions[0]!, indicators: [{ code: 'a', name: words, max: '100.00' }] },
      ],
    };
    expect(spreadsToCalibrate(one, [{ a: '40.00' }, { a: '60.00' }])).toEqual([]);
    expect(spreadsToCalibrate(one, [{ a: '40.00' }, { a: '60.01' }])).toEqual([
      { indicator: 'a', spread: '20.01' },
    ]);
  });
});

test.each([
  [{ a: '50', b: '0.00' }, undefined],
  [{ a: '50' }, { indicator: 'b', is: 'missing' }],
  [
    { a: '50.01', b: '0' },
    { indicator: 'a', is: 'beyond' },
  ],
  [
    { a: '1', b: '1', c: '1' },
    { indicator: 'c', is: 'unknown' },
  ],
])('a sheet of %j: %j', (given, fault) => {
  expect(sheetFault(halves, given)).toEqual(fault);
});

test('the order of the sheets changes nothing', () => {
  const rubric: Rubric = { ...defaultRubrics.entry, drop: 'highest-and-lowest' };
  const anySheet = fc.record(
    Object.fromEntries(
      indicatorsOf(rubric).map(({ code, max }) => [
        code,
        fc.integer({ min: 0, max: Number(max) * 100 }).map((points) => (points / 100).toFixed(2)),
      ]),
    ),
  );
  fc.assert(
    fc.property(fc.array(anySheet, { minLength: 2, maxLength: 6 }), fc.nat(), (sheets, turn) => {
      const by = turn % sheets.length;
      const turned = [...sheets.slice(by), ...sheets.slice(0, by)].reverse();
      expect(rubricResult(rubric, turned)).toEqual(rubricResult(rubric, sheets));
      expect(spreadsToCalibrate(rubric, turned)).toEqual(spreadsToCalibrate(rubric, sheets));
    }),
  );
});
