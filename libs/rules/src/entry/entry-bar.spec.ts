import { expect, test } from '@jest/globals';
import { parseDay } from '@fuhua/kernel';
import { at, known } from '../findings/facts.suite.ts';
import { entryBarRule, type EntryBarFacts, type Outcome } from '../index.ts';

const asked = (bar: EntryBarFacts['applicant.bar'] | undefined, on = '2024-03-04') =>
  entryBarRule.evaluate(known<EntryBarFacts>({ 'applicant.bar': bar }), {}, at(on));

test.each<[string, Outcome]>([
  ['2024-03-03', 'fail'],
  ['2024-03-04', 'fail'],
  ['2024-03-05', 'pass'],
])('barred until 2024-03-04, asked on %s: %s', (on, outcome) => {
  expect(asked({ until: parseDay('2024-03-04') }, on).outcome).toBe(outcome);
});

test('known not to be barred passes; not known is unknown', () => {
  expect(asked('none').outcome).toBe('pass');
  expect(asked(undefined).outcome).toBe('unknown');
});
