import { expect, test } from '@jest/globals';
import { audit } from './audit.ts';
import { givenTwice, refusedAskings, unanswered } from './guards.ts';
import { historyOf } from './history.suite.ts';
import type { Told } from './history.suite.ts';

/** Two organizations that ask for one code, of which the first has it. */
const race: readonly Told[] = [
  { at: 'organization-a@0', id: 'a1', type: 'CodeSought' },
  { at: 'organization-b@0', id: 'b1', type: 'CodeSought' },
  { at: 'uscc-c@0', id: 'g1', type: 'CodeTaken', cause: 'a1' },
  { at: 'uscc-c@1', id: 'g2', type: 'CodeRefused', cause: 'b1' },
  { at: 'organization-a@1', id: 'a2', type: 'OrganizationRegistered', cause: 'g1' },
  {
    at: 'organization-a@2',
    id: 'a3',
    type: 'OrganizationLinkedToCode',
    command: 'a2',
    cause: 'g1',
  },
  { at: 'organization-b@1', id: 'b2', type: 'RegistrationRefused', cause: 'g2' },
];
const granted = {
  id: 'a',
  revision: 2,
  events: [
    { id: 'a1', type: 'CodeSought' },
    { id: 'a3', type: 'OrganizationLinkedToCode' },
  ],
};

test('one of two is granted, the other is refused, and nothing is left half-way', () => {
  expect(audit(historyOf(...race), [granted])).toEqual({ lost: [], duplicated: [] });
  expect(refusedAskings(historyOf(...race))).toEqual(new Set(['b1']));
});

test('who was granted and told nothing asked twice; to be told that it was asked is enough', () => {
  expect(audit(historyOf(...race), []).duplicated).toEqual(['event a1']);
  const asked = { ...granted, revision: 0, events: granted.events.slice(0, 1) };
  expect(audit(historyOf(...race), [asked])).toEqual({ lost: [], duplicated: [] });
});

test.each([1, 2, 3, 4, 5, 6])('cut off after %i steps it is left half-way', (steps) => {
  expect(unanswered(historyOf(...race.slice(0, steps)))).toContain(
    `organization-${steps === 1 ? 'a' : 'b'} asked and was not answered`,
  );
});

test('a code is given again only after it was given back', () => {
  const first: Told = { at: 'uscc-c@0', id: 'g1', type: 'CodeTaken' };
  const back: Told = { at: 'uscc-c@1', id: 'g2', type: 'CodeReleased' };
  const again: Told = { at: 'uscc-c@2', id: 'g3', type: 'CodeTaken' };
  expect(givenTwice(historyOf(first, back, again))).toEqual([]);
  expect(givenTwice(historyOf(first, again))).toEqual(['uscc-c was given twice']);
});
