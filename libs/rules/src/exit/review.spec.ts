import { expect, test } from '@jest/globals';
import { parseDay, type AuthorityId } from '@fuhua/kernel';
import { at, known } from '../findings/facts.suite.ts';
import { exitReviewRule, type ExitReviewFacts, type Outcome } from '../index.ts';

const params = { askWorkingDays: 15, decideWorkingDays: 30, reconsiderationDays: 60 };
const authority = (n: number) => `0192f0c1-0000-7000-8000-00000000000${String(n)}` as AuthorityId;
type Values = { readonly [K in keyof ExitReviewFacts]?: ExitReviewFacts[K] | undefined };
const sound: Values = {
  ...{ 'exit.servedOn': parseDay('2024-03-04'), 'review.askedOn': parseDay('2024-03-25') },
  ...{ 'review.authority': authority(6), 'base.reviewAuthority': authority(6) },
};
const asked = (values: Values) =>
  exitReviewRule.evaluate(
    known<ExitReviewFacts>({ ...sound, ...values }),
    params,
    at('2024-04-30'),
  );

test.each<[string, Outcome]>([
  ['2024-03-22', 'pass'],
  ['2024-03-25', 'pass'], // the fifteenth working day
  ['2024-03-26', 'fail'],
])('served on 2024-03-04, asked for on %s: %s', (askedOn, outcome) => {
  expect(asked({ 'review.askedOn': parseDay(askedOn) }).outcome).toBe(outcome);
});

test('only the next-higher authority reviews', () => {
  expect(asked({ 'review.authority': authority(5) }).outcome).toBe('fail');
});

test.each(Object.keys(sound) as (keyof ExitReviewFacts)[])('is unknown while %s is', (name) => {
  expect(asked({ [name]: undefined }).outcome).toBe('unknown');
});
