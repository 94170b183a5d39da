import { expect, test } from '@jest/globals';
import type { CaseId } from '@fuhua/kernel';
import { at, known } from '../findings/facts.suite.ts';
import { residencyRule, type CaseMode, type Outcome, type ResidencyFacts } from '../index.ts';

const params = { inShellMax: 1, virtualMax: 1 };
const other = (mode: CaseMode) => ({
  case: '0192f0c1-0000-7000-8000-000000000001' as CaseId,
  mode,
});
const asked = (values: Partial<ResidencyFacts>) =>
  residencyRule.evaluate(known<ResidencyFacts>(values), params, at('2024-03-04'));

test.each<[CaseMode, readonly CaseMode[], Outcome]>([
  ['in-shell', [], 'pass'],
  ['in-shell', ['virtual'], 'pass'],
  ['in-shell', ['in-shell'], 'fail'],
  ['in-shell', ['virtual', 'in-shell'], 'fail'],
  ['virtual', [], 'pass'],
  ['virtual', ['in-shell'], 'pass'],
  ['virtual', ['virtual'], 'fail'],
])('a case %s beside %j: %s', (mode, others, outcome) => {
  const values = { 'case.mode': mode, 'applicant.activeCases': others.map(other) };
  expect(asked(values).outcome).toBe(outcome);
});

test('is unknown while the mode or the other cases are', () => {
  expect(asked({ 'case.mode': 'in-shell' }).outcome).toBe('unknown');
  expect(asked({ 'applicant.activeCases': [] }).outcome).toBe('unknown');
});
