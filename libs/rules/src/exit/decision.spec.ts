import { expect, test } from '@jest/globals';
import type { AuthorityId, PersonId } from '@fuhua/kernel';
import { at, known } from '../findings/facts.suite.ts';
import { exitDecisionRule, type ExitDecisionFacts, type Outcome } from '../index.ts';

const params = { officersMin: 2, decisionWorkingDays: 30, serviceWorkingDays: 7 };
const authority = (n: number) => `0192f0c1-0000-7000-8000-00000000000${String(n)}` as AuthorityId;
const person = (n: number) => `0192f0c1-0000-7000-8000-00000000001${String(n)}` as PersonId;
type Values = { readonly [K in keyof ExitDecisionFacts]?: ExitDecisionFacts[K] | undefined };
const sound: Values = {
  ...{ 'exit.decidedBy': authority(5), 'base.competentAuthority': authority(5) },
  ...{ 'exit.officers': [person(1), person(2)], 'exit.operatorOfficers': [] },
  'exit.reasonsGiven': true,
};
const asked = (values: Values) =>
  exitDecisionRule.evaluate(
    known<ExitDecisionFacts>({ ...sound, ...values }),
    params,
    at('2024-03-25'),
  );

test.each<[string, Values, Outcome]>([
  ['by the authority of the base, two officers, with reasons', {}, 'pass'],
  ['by another authority', { 'exit.decidedBy': authority(6) }, 'fail'],
  ['by one officer', { 'exit.officers': [person(1)] }, 'fail'],
  ['by one officer named twice', { 'exit.officers': [person(1), person(1)] }, 'fail'],
  ['by three officers', { 'exit.officers': [person(1), person(2), person(3)] }, 'pass'],
  ['by an officer of the operator', { 'exit.operatorOfficers': [person(2)] }, 'fail'],
  ['without reasons', { 'exit.reasonsGiven': false }, 'fail'],
])('decided %s: %s', (_what, values, outcome) => {
  expect(asked(values).outcome).toBe(outcome);
});

test.each(Object.keys(sound) as (keyof ExitDecisionFacts)[])('is unknown while %s is', (name) => {
  expect(asked({ [name]: undefined }).outcome).toBe('unknown');
});

test('who is not competent is told who is', () => {
  expect(asked({ 'exit.decidedBy': authority(6) }).reason.en).toBe(
    `${authority(6)} decides, and ${authority(5)} is competent`,
  );
});
