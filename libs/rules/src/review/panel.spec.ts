import { describe, expect, test } from '@jest/globals';
import { at, known } from '../findings/facts.suite.ts';
import {
  entryBand,
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
