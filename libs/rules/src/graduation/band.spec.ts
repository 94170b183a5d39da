import { describe, expect, test } from '@jest/globals';
import { at, known } from '../findings/facts.suite.ts';
import {
  GraduationBandParams,
  graduationBandRule,
  type GraduationBand,
  type GraduationBandFacts,
  type Outcome,
} from '../index.ts';

const weights = {
  ...{ governance: 20, 'party-work': 10, 'finance-compliance': 20, 'project-service': 20 },
  ...{ 'self-financing-resources': 15, 'staff-volunteers': 10, 'social-evaluation': 5 },
};
const params: GraduationBandParams = {
  ...{ excellentMin: 90, graduateMin: 80, conditionsMin: 70, extendMin: 60, extensionsMax: 1 },
  weights,
};
const panel = (mean: string, of: Readonly<Record<string, number>> = weights) => ({
  ...{ raters: 3, outsideRaters: 1, mean },
  dimensions: Object.entries(of).map(([code, max]) => ({ code, mean: '5.00', max: String(max) })),
});
const asked = (values: Partial<GraduationBandFacts>) =>
  graduationBandRule.evaluate(known<GraduationBandFacts>(values), params, at('2025-04-01'));

test.each<[string, GraduationBand, GraduationBand, Outcome]>([
  ['100', 'excellent', 'excellent', 'pass'],
  ['90', 'excellent', 'excellent', 'pass'],
  ['89.995', 'excellent', 'excellent', 'pass'],
  ['89.994', 'graduate', 'graduate', 'pass'],
  ['80', 'graduate', 'graduate', 'pass'],
  ['79.99', 'conditions', 'conditions', 'pass'],
  ['70', 'conditions', 'conditions', 'pass'],
  ['69.995', 'conditions', 'conditions', 'pass'],
  ['69.994', 'extend', 'end', 'fail'],
  ['60', 'extend', 'end', 'fail'],
  ['59.994', 'end', 'end', 'fail'],
  ['0', 'end', 'end', 'fail'],
])('%s points: %s, once extended %s', (mean, band, extended, outcome) => {
  const first = asked({ 'panel.conclusion': panel(mean), 'case.extensions': 0 });
  const second = asked({ 'panel.conclusion': panel(mean), 'case.extensions': 1 });
  expect(first).toMatchObject({ outcome, conclusion: { band } });
  expect(second).toMatchObject({ outcome, conclusion: { band: extended } });
});

describe('a panel by other dimensions than the rule set’s', () => {
  test.each<[string, Readonly<Record<string, number>>]>([
    ['one is missing', Object.fromEntries(Object.entries(weights).slice(1))],
    ['a weight differs', { ...weights, governance: 25 }],
    [
      'another stands in its place',
      { ...Object.fromEntries(Object.entries(weights).slice(1)), rule: 20 },
    ],
  ])('%s: unknown', (_what, of) => {
    const found = asked({ 'panel.conclusion': panel('82', of), 'case.extensions': 0 });
    expect(found.outcome).toBe('unknown');
  });
});

test('is unknown while score or extensions are', () => {
  expect(asked({ 'panel.conclusion': panel('82') }).outcome).toBe('unknown');
  expect(asked({ 'case.extensions': 0 }).outcome).toBe('unknown');
});

test('weights that are not 100 together are no weights', () => {
  const wrong = { ...params, weights: { ...weights, governance: 21 } };
  expect(GraduationBandParams.safeParse(params).success).toBe(true);
  expect(GraduationBandParams.safeParse(wrong).success).toBe(false);
});
