import { expect, test } from '@jest/globals';
import { parseDay } from '@fuhua/kernel';
import { at, known } from '../findings/facts.suite.ts';
import {
  barUntil,
  exitBarRule,
  type ExitBarFacts,
  type ExitGround,
  type ExitMeasure,
} from '../index.ts';

const params = { months: { G1: 12, G2: 12, G3: 12, G4: 24 } };

test.each<[ExitMeasure, ExitGround, number]>([
  ['early-exit', 'G1', 12],
  ['early-exit', 'G2', 12],
  ['early-exit', 'G3', 12],
  ['early-exit', 'G4', 24],
  ['warn', 'G4', 0],
  ['rectify', 'G1', 0],
])('%s for %s: %i months', (measure, ground, months) => {
  const facts = known<ExitBarFacts>({ 'exit.outcome': { measure, ground } });
  expect(exitBarRule.evaluate(facts, params, at('2024-03-25'))).toMatchObject({
    outcome: 'pass',
    conclusion: { months },
  });
});

test('is unknown while the outcome is', () => {
  expect(exitBarRule.evaluate({}, params, at('2024-03-25')).outcome).toBe('unknown');
});

test.each([
  ['2024-03-26', 12, '2025-03-25'],
  ['2024-02-29', 24, '2026-02-27'],
  ['2023-10-02', 12, '2024-10-01'], // National Day: it never rolls
])('a bar final on %s, of %i months, ends on %s', (finalOn, months, until) => {
  expect(barUntil(parseDay(finalOn), months)).toBe(until);
});

test('a bar of no months is none', () => {
  expect(barUntil(parseDay('2024-03-26'), 0)).toBeUndefined();
});
