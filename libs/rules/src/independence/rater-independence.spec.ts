import { describe, expect, test } from '@jest/globals';
import { parseDay, type OrganizationId, type PersonId } from '@fuhua/kernel';
import fc from 'fast-check';
import { at, fact, known } from '../findings/facts.suite.ts';
import {
  independenceOf,
  raterIndependenceRule,
  type Finding,
  type IndependenceFacts,
  type Judge,
  type JudgedParty,
  type Outcome,
  type PersonLink,
  type RaterFound,
  type RelatedParty,
} from '../index.ts';

const day = parseDay;
const id = (n: number) => `0192f0c1-0000-7000-8000-00000000000${String(n)}`;
const [operator, sister, stranger] = [1, 2, 3].map((n) => id(n) as OrganizationId) as [
  ...[OrganizationId, OrganizationId, OrganizationId],
];
const [rater, other] = [7, 8].map((n) => id(n) as PersonId) as [PersonId, PersonId];

const link = (
  relation: PersonLink['relation'],
  organization: OrganizationId,
  from = '2020-01-01',
  to?: string,
): PersonLink => ({
  relation,
  organization,
  validFrom: day(from),
  validTo: to === undefined ? undefined : day(to),
});
const toOrganization = (
  relation: RelatedParty['relation'],
  organization: OrganizationId,
  from = '2020-01-01',
  to?: string,
): RelatedParty => ({
  ...{ relation, counterparty: { is: 'organization', organization } },
  ...{ validFrom: day(from), validTo: to === undefined ? undefined : day(to) },
});
const toPerson = (
  relation: RelatedParty['relation'],
  person: PersonId,
  from = '2020-01-01',
  to?: string,
): RelatedParty => ({
  ...toOrganization(relation, operator, from, to),
  counterparty: { is: 'person', person },
});

const judge = (...links: readonly PersonLink[]): Judge => ({
  person: rater,
  links: [...links],
  declaration: 'signed',
});
const party = (...related: readonly RelatedParty[]): JudgedParty => ({
  organization: operator,
  related: [...related],
});
const on = '2024-03-04';
const outcome = (who: Judge, judged: JudgedParty | undefined = party()): Outcome =>
  independenceOf(who, { party: judged, on: day(on), lookBackMonths: 24 }).outcome;

describe('the declaration', () => {
  test.each<[Judge['declaration'], Outcome]>([
    ['signed', 'pass'],
    ['conflict', 'fail'],
    [undefined, 'unknown'],
  ])('%s: %s', (declaration, expected) => {
    expect(outcome({ ...judge(), declaration })).toBe(expected);
  });

  test('does not outweigh what is on record', () => {
    expect(outcome({ ...judge(link('heads', operator)), declaration: 'signed' })).toBe('fail');
    expect(outcome({ ...judge(link('heads', operator)), declaration: undefined })).toBe('fail');
  });
});

describe('who is of the operator', () => {
  test.each<[PersonLink, Outcome]>([
    [link('works-for', operator), 'fail'],
    [link('heads', operator), 'fail'],
    [link('controls', operator), 'fail'],
    [link('heads', operator, '2020-01-01', '2024-03-04'), 'fail'],
    [link('heads', operator, '2020-01-01', '2024-03-03'), 'pass'],
    [link('heads', operator, '2024-03-04'), 'fail'],
    [link('heads', operator, '2024-03-05'), 'pass'],
    [link('works-for', stranger), 'pass'],
    [link('paid-by', stranger), 'pass'],
  ])('%j: %s', (one, expected) => {
    expect(outcome(judge(one))).toBe(expected);
  });
});

describe('who was paid by it in the 24 months before 2024-03-04', () => {
  test.each([
    ['2022-03-04', 'pass'], // t − 24 months is no longer covered
    ['2022-03-05', 'fail'],
    ['2024-03-04', 'fail'],
  ] satisfies [string, Outcome][])('last on %s: %s', (to, expected) => {
    expect(outcome(judge(link('paid-by', operator, '2021-01-01', to)))).toBe(expected);
    expect(outcome(judge(link('works-for', operator, '2021-01-01', to)))).toBe(expected);
    expect(outcome(judge(), party(toPerson('payment', rater, '2021-01-01', to)))).toBe(expected);
  });

  test('counts neither what begins tomorrow nor what others were paid', () => {
    expect(outcome(judge(link('paid-by', operator, '2024-03-05')))).toBe('pass');
    expect(outcome(judge(), party(toPerson('payment', other)))).toBe('pass');
  });

  test('counts a payment that still runs, or ends only later', () => {
    expect(outcome(judge(link('paid-by', operator)))).toBe('fail');
    expect(outcome(judge(link('paid-by', operator, '2020-01-01', '2025-01-01')))).toBe('fail');
  });
});

describe('who is of a related party', () => {
  test.each<RelatedParty['relation']>(['controls', 'controlled-by', 'shared-head', 'payment'])(
    'by %s: not independent',
    (relation) => {
      expect(
        outcome(judge(link('works-for', sister)), party(toOrganization(relation, sister))),
      ).toBe('fail');
      expect(
        outcome(judge(link('works-for', stranger)), party(toOrganization(relation, sister))),
      ).toBe('pass');
    },
  );

  test.each<[RelatedParty['relation'], string, Outcome]>([
    ['shared-head', '2024-03-03', 'pass'],
    ['shared-head', '2024-03-04', 'fail'],
    ['payment', '2022-03-04', 'pass'],
    ['payment', '2022-03-05', 'fail'],
  ])('related by %s until %s: %s', (relation, to, expected) => {
    const related = toOrganization(relation, sister, '2021-01-01', to);
    expect(outcome(judge(link('works-for', sister)), party(related))).toBe(expected);
  });

  test('or is one', () => {
    expect(outcome(judge(), party(toPerson('controlled-by', rater)))).toBe('fail');
    expect(outcome(judge(), party(toPerson('controlled-by', other)))).toBe('pass');
  });

  test('only took money from one: independent of the operator', () => {
    const related = party(toOrganization('shared-head', sister));
    expect(outcome(judge(link('paid-by', sister)), related)).toBe('pass');
  });

  test('not known while the related parties are not', () => {
    const asked = { party: undefined, on: day(on), lookBackMonths: 24 };
    expect(independenceOf(judge(), asked).outcome).toBe('unknown');
  });
});

describe('a panel', () => {
  const asked = (raters: readonly Judge[] | undefined, judged?: JudgedParty): Finding =>
    raterIndependenceRule.evaluate(
      known<IndependenceFacts>({
        'panel.raters': raters && [...raters],
        'operator.relatedParties': judged,
      }),
      { lookBackMonths: 24 },
      at(on),
    );
  const free = judge();
  const bound = { ...judge(link('heads', operator)), person: other };

  test('is as its worst rater, who is named', () => {
    expect(asked([free], party()).outcome).toBe('pass');
    const found = asked([free, bound], party());
    expect(found.outcome).toBe('fail');
    expect(found.reason).toEqual({
      zh: `评委 ${other}；属于被评方`,
      en: `rater ${other}; is of the party judged`,
    });
    const raters = found.conclusion?.['raters'] as readonly RaterFound[];
    expect(raters.map((one) => [one.person, one.outcome])).toEqual([
      [rater, 'pass'],
      [other, 'fail'],
    ]);
  });

  test('is unknown while one has not declared, or nothing is known of the operator', () => {
    expect(asked([free, { ...free, person: other, declaration: undefined }], party()).outcome).toBe(
      'unknown',
    );
    expect(asked([free]).outcome).toBe('unknown');
    expect(asked(undefined, party()).outcome).toBe('unknown');
  });

  test('of other days says nothing', () => {
    const facts = {
      'panel.raters': fact([free], '2024-03-05'),
      'operator.relatedParties': fact(party()),
    };
    expect(raterIndependenceRule.evaluate(facts, { lookBackMonths: 24 }, at(on)).outcome).toBe(
      'unknown',
    );
  });
});

test('another link never makes anybody more independent', () => {
  const anyLink = fc
    .tuple(
      fc.constantFrom<PersonLink['relation']>('works-for', 'heads', 'controls', 'paid-by'),
      fc.constantFrom(operator, sister, stranger),
      fc.constantFrom('2022-03-04', '2022-03-05', '2024-03-03', '2024-03-04'),
    )
    .map(([relation, organization, to]) => link(relation, organization, '2021-01-01', to));
  const rank = { pass: 0, unknown: 1, fail: 2 };
  fc.assert(
    fc.property(fc.array(anyLink, { maxLength: 3 }), anyLink, (links, more) => {
      const judged = party(toOrganization('shared-head', sister));
      const [fewer, all] = [
        outcome(judge(...links), judged),
        outcome(judge(...links, more), judged),
      ];
      expect(rank[all]).toBeGreaterThanOrEqual(rank[fewer]);
    }),
  );
});
