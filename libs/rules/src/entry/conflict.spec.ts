import { describe, expect, test } from '@jest/globals';
import { parseDay, type OrganizationId, type PersonId } from '@fuhua/kernel';
import { at, known } from '../findings/facts.suite.ts';
import { conflictRule, type ConflictFacts, type JudgedParty, type Outcome } from '../index.ts';

const day = parseDay;
const organization = (n: number) =>
  `0192f0c1-0000-7000-8000-00000000000${String(n)}` as OrganizationId;
const person = (n: number) => `0192f0c1-0000-7000-8000-00000000001${String(n)}` as PersonId;
const [operator, applicant, third] = [organization(7), organization(8), organization(9)];

const alone = (one: OrganizationId): JudgedParty => ({ organization: one, related: [] });
const relatedTo = (
  one: OrganizationId,
  other: OrganizationId,
  from = '2023-01-01',
  to?: string,
): JudgedParty => ({
  organization: one,
  related: [
    {
      relation: 'controls',
      counterparty: { is: 'organization', organization: other },
      validFrom: day(from),
      ...(to !== undefined && { validTo: day(to) }),
    },
  ],
});
type Values = { readonly [K in keyof ConflictFacts]?: ConflictFacts[K] | undefined };
const unrelated: Values = {
  'applicant.organization': applicant,
  'applicant.relatedParties': alone(applicant),
  'applicant.personLinks': [],
  'operator.relatedParties': alone(operator),
};
const asked = (values: Values, on = '2024-03-04') =>
  conflictRule.evaluate(
    known<ConflictFacts>({ ...unrelated, ...values }),
    { lookBackMonths: 24 },
    at(on),
  );
const link = (
  to: OrganizationId,
  relation: 'works-for' | 'paid-by' = 'works-for',
  from = '2023-01-01',
  until?: string,
) => ({
  ...{ organization: to, relation, validFrom: day(from) },
  ...(until !== undefined && { validTo: day(until) }),
});

describe('who applies may relate to the operator, and then the authority pre-reviews', () => {
  test.each<[string, Values, boolean | 'unknown', 'operator' | 'authority']>([
    ['is a stranger', {}, false, 'operator'],
    ['is the operator', { 'applicant.organization': operator }, true, 'authority'],
    [
      'is controlled by it',
      { 'operator.relatedParties': relatedTo(operator, applicant) },
      true,
      'authority',
    ],
    [
      'controls it',
      { 'applicant.relatedParties': relatedTo(applicant, operator) },
      true,
      'authority',
    ],
    ['has heads who work for it', { 'applicant.personLinks': [link(operator)] }, true, 'authority'],
    ['has heads who work elsewhere', { 'applicant.personLinks': [link(third)] }, false, 'operator'],
    [
      'was related until yesterday',
      { 'operator.relatedParties': relatedTo(operator, applicant, '2023-01-01', '2024-03-03') },
      false,
      'operator',
    ],
    [
      'is related until today',
      { 'operator.relatedParties': relatedTo(operator, applicant, '2023-01-01', '2024-03-04') },
      true,
      'authority',
    ],
    [
      'applies at a base without an operator',
      { 'operator.relatedParties': 'none' },
      false,
      'authority',
    ],
    ['is of links not known', { 'applicant.personLinks': undefined }, 'unknown', 'authority'],
    [
      'meets an operator not known',
      { 'operator.relatedParties': undefined },
      'unknown',
      'authority',
    ],
  ])('an applicant that %s', (_what, values, related, preReviewer) => {
    expect(asked(values)).toMatchObject({ outcome: 'pass', conclusion: { related, preReviewer } });
  });
});

describe('who decides is bound to neither', () => {
  const deciding = (values: Values, ...links: ReturnType<typeof link>[]) =>
    asked({ ...values, 'entry.decider': { person: person(1), links } }).outcome;

  test.each<[string, ReturnType<typeof link>[], Outcome]>([
    ['nobody', [], 'pass'],
    ['a third', [link(third)], 'pass'],
    ['the operator', [link(operator)], 'fail'],
    ['the applicant', [link(applicant)], 'fail'],
    [
      'the operator, which paid until 24 months ago',
      [link(operator, 'paid-by', '2020-01-01', '2022-03-04')],
      'pass',
    ],
    [
      'the operator, which paid a day longer',
      [link(operator, 'paid-by', '2020-01-01', '2022-03-05')],
      'fail',
    ],
  ])('bound to %s: %s', (_what, links, outcome) => {
    expect(deciding({}, ...links)).toBe(outcome);
  });

  test('an operator or applicant not known leaves it open', () => {
    expect(deciding({ 'operator.relatedParties': undefined })).toBe('unknown');
    expect(deciding({ 'applicant.relatedParties': undefined })).toBe('unknown');
    expect(deciding({ 'operator.relatedParties': 'none' })).toBe('pass');
    expect(deciding({ 'operator.relatedParties': 'none' }, link(operator))).toBe('pass');
  });
});

describe('who rates is bound to no applicant, and says so', () => {
  const rating = (
    declaration: 'signed' | 'conflict' | undefined,
    ...links: ReturnType<typeof link>[]
  ) =>
    asked({
      'panel.raters': [
        { person: person(1), links: [], declaration: 'signed' },
        { person: person(2), links, ...(declaration !== undefined && { declaration }) },
      ],
    });

  test('declared and free passes, undeclared is unknown, a conflict or a link fails', () => {
    expect(rating('signed').outcome).toBe('pass');
    expect(rating(undefined).outcome).toBe('unknown');
    expect(rating('conflict').outcome).toBe('fail');
    expect(rating('signed', link(applicant)).outcome).toBe('fail');
    expect(rating('signed', link(applicant)).reason.en).toBe(
      `rater ${person(2)}; is of the party judged; was paid by it within the look-back`,
    );
  });
});
