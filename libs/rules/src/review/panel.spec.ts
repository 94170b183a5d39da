import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { at, known } from '../findings/facts.suite.ts';
import {
  entryBand,
  panelMeans,
  panelRule,
  type Outcome,
  type PanelConclusion,
  type PanelFacts,
} from '../index.ts';

const params = { ratersMin: 3, outsideRatersMin: 1, meanMin: 70, dimensionPercentMin: 50 };
const panel: PanelConclusion = {
  ...{ raters: 3, outsideRaters: 1, mean: '82.00' },
  dimensions: [
    { code: 'need', mean: '20.00', max: '25' },
    { code: 'team', mean: '15.00', max: '20' },
  ],
};
const asked = (changes: Partial<PanelConclusion>) =>
  panelRule.evaluate(
    known<PanelFacts>({ 'panel.conclusion': { ...panel, ...changes } }),
    params,
    at('2024-03-04'),
  );
const means = (...scores: readonly string[]) =>
  panelMeans(
    [{ code: 'all', max: '100' }],
    scores.map((all) => ({ all })),
  ).mean;

describe('a panel', () => {
  test.each<[string, Partial<PanelConclusion>, Outcome]>([
    ['of 2 raters', { raters: 2 }, 'fail'],
    ['of 3 raters', { raters: 3 }, 'pass'],
    ['without an outside rater', { outsideRaters: 0 }, 'fail'],
    ['with a mean of 70', { mean: '70' }, 'pass'],
    ['with a mean of 69.995, which rounds to 70.00', { mean: '69.995' }, 'pass'],
    ['with a mean of 69.994', { mean: '69.994' }, 'fail'],
    ['with 12.5 of 25', { dimensions: [{ code: 'need', mean: '12.5', max: '25' }] }, 'pass'],
    [
      'with 12.495 of 25, which rounds up',
      { dimensions: [{ code: 'need', mean: '12.495', max: '25' }] },
      'pass',
    ],
    ['with 12.49 of 25', { dimensions: [{ code: 'need', mean: '12.49', max: '25' }] }, 'fail'],
  ])('%s: %s', (_what, changes, outcome) => {
    expect(asked(changes).outcome).toBe(outcome);
    expect(asked(changes).conclusion?.['band']).toBe(outcome);
    expect(entryBand({ ...panel, ...changes }, params)).toBe(outcome);
  });

  test('names every limit that it misses', () => {
    const low = { mean: '60.00', dimensions: [{ code: 'team', mean: '9.99', max: '20' }] };
    expect(asked({ ...low, raters: 2 }).reason).toEqual({
      zh: '评委 2 人，少于 3 人；均分 60.00，低于 70；低于满分 50% 的维度：team 9.99/20',
      en: '2 raters, fewer than 3; a mean of 60.00, below 70; below 50% of the maximum: team 9.99/20',
    });
  });

  test('that has not concluded is unknown', () => {
    expect(panelRule.evaluate({}, params, at('2024-03-04')).outcome).toBe('unknown');
  });
});

describe('means are exact, over all raters, and rounded half up', () => {
  test.each<[readonly string[], string]>([
    [['82'], '82.00'],
    [['70', '70', '69.99'], '70.00'], // 69.996…
    [['70', '70', '69.98'], '69.99'], // 69.993…
    [['69.99', '70.00'], '70.00'], // 69.995
    [['1.005'], '1.01'], // a binary fraction would give 1.00
    [['0', '0', '0.01'], '0.00'],
    [['0', '0.01'], '0.01'], // 0.005
    [['60', '100', '80'], '80.00'], // none is dropped
    [['0.000000001', '99.999999999'], '50.00'],
  ])('%j: %s', (scores, mean) => {
    expect(means(...scores)).toBe(mean);
  });

  test('the panel’s mean is that of the totals, not the sum of rounded means', () => {
    const dimensions = [
      { code: 'a', max: '50' },
      { code: 'b', max: '50' },
    ];
    const sheets = [
      { a: '40', b: '40' },
      { a: '40', b: '40' },
      { a: '40.01', b: '40.01' },
    ];
    expect(panelMeans(dimensions, sheets)).toEqual({
      mean: '80.01', // 80.00666…
      dimensions: [
        { code: 'a', mean: '40.00', max: '50' }, // 40.00333…
        { code: 'b', mean: '40.00', max: '50' },
      ],
    });
  });

  test('nobody, a missing dimension or too many points are refused', () => {
    const dimensions = [{ code: 'a', max: '20' }];
    expect(() => panelMeans(dimensions, [])).toThrow(new RangeError('nobody rated'));
    expect(() => panelMeans(dimensions, [{ b: '1' }])).toThrow(new RangeError('no score for a'));
    expect(() => panelMeans(dimensions, [{ a: '20.01' }])).toThrow(
      new RangeError('20.01 for a is beyond 20'),
    );
    expect(panelMeans(dimensions, [{ a: '20.00' }]).mean).toBe('20.00');
  });

  test('the order of the raters makes no difference, and nobody’s mean leaves their range', () => {
    const hundredth = fc.integer({ min: 0, max: 10_000 }).map((n) => (n / 100).toFixed(2));
    fc.assert(
      fc.property(fc.array(hundredth, { minLength: 1, maxLength: 9 }), (scores) => {
        const mean = means(...scores);
        expect(means(...scores.toReversed())).toBe(mean);
        const sorted = scores.map(Number).toSorted((a, b) => a - b);
        expect(Number(mean)).toBeGreaterThanOrEqual(sorted[0]!);
        expect(Number(mean)).toBeLessThanOrEqual(sorted.at(-1)!);
      }),
    );
  });
});
