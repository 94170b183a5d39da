import { expect, test } from '@jest/globals';
import { outcomeOf, type DecisionOutcome, type Outcome } from './index.ts';

test.each<[readonly Outcome[], DecisionOutcome]>([
  [[], 'granted'],
  [['pass'], 'granted'],
  [['pass', 'pass'], 'granted'],
  [['fail'], 'refused'],
  [['unknown'], 'insufficient-evidence'],
  [['pass', 'unknown'], 'insufficient-evidence'],
  [['unknown', 'fail'], 'refused'],
  [['fail', 'pass', 'unknown'], 'refused'],
])('%j is %s', (outcomes, expected) => {
  expect(outcomeOf(outcomes.map((outcome) => ({ outcome })))).toBe(expected);
});
