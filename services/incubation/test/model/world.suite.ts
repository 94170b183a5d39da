import type { Fact, Facts, YearlyFiling } from '@fuhua/rules';
import { organizationId, personId } from '@fuhua/testing';
import { day, facts as goodFacts, identity as given, officer } from '../../src/case/case.suite.ts';
import { dayAt, monthsLater, yearOf } from './days.suite.ts';
import type { Dice } from './dice.suite.ts';
import type { FactName } from './facts.suite.ts';
import type { Sheet } from './record.suite.ts';

/** Who applies, and what is known of it on a day: mostly all is well, sometimes one thing is bad, or nobody knows. */

export type Applicant = NonNullable<Sheet['identity']>;

const RIGHT_CODE = '5332000050917103XB';
const WRONG_CODE = '5332000050917103XA';
const related = organizationId('related');

export function anyApplicant(dice: Dice): Applicant {
  const { ruleSet: _pin, ...identity } = given;
  return {
    ...identity,
    applicantKind: dice.pick(['registered', 'registered', 'filed', 'filed', 'preparing-team']),
    mode: dice.pick(['in-shell', 'in-shell', 'in-shell', 'virtual']),
    stage: dice.pick(['seed', 'start-up', 'start-up', 'growth', 'growth', 'hub', 'support']),
  };
}

export function factOf(value: unknown): Fact {
  return { value, validFrom: dayAt(0), sources: [] };
}

type Values = Partial<Record<FactName, unknown>>;

/** All that speaks for the applicant on that day, at entry, graduation and exit. */
function good(on: number): Values {
  const synchronised = dayAt(on);
  return {
    ...Object.fromEntries(Object.entries(goodFacts).map(([name, { value }]) => [name, value])),
    'applicant.uscc': RIGHT_CODE,
    'applicant.filedOn': dayAt(monthsLater(on, -8)),
    'applicant.registeredOn': dayAt(monthsLater(on, -14)),
    'applicant.legalKind': 'social-association',
    'applicant.charity': false,
    'applicant.registrationPath': 'approved',
    'organization.listsSynchronisedOn': synchronised,
    'organization.filings': filings(on),
    'organization.filingsSynchronisedOn': synchronised,
    'organization.penaltiesSynchronisedOn': synchronised,
    'organization.accountsSeparate': true,
    'agreement.openDuties': [],
    'team.corePersons': 3,
    'team.name': 'not-applied-for',
    'exit.operatorOfficers': [],
  };
}

function filings(on: number): readonly YearlyFiling[] {
  return [4, 3, 2, 1].map((back) => {
    const fiscalYear = yearOf(on) - back;
    return { fiscalYear, charity: false, filedOn: day(`${String(fiscalYear + 1)}-03-20`) };
  });
}

/** What may be otherwise: a name with another value, or without any. */
function others(on: number): readonly (readonly [FactName, unknown])[] {
  const anniversary = monthsLater(on, -24);
  const penalty = (place: number) => [{ decision: '罚字〔2023〕1号', decidedOn: dayAt(place) }];
  const link = { relation: 'works-for', validFrom: dayAt(on - 90) };
  const bound = { ...link, organization: given.operator };
  return [
    ...(['base.active', 'base.level', 'base.functions', 'base.freePlaces'] as const).map(
      (name) => [name, undefined] as const,
    ),
    ['base.active', false],
    ...(['province', 'city', 'county', 'village'] as const).map(
      (level) => ['base.level', level] as const,
    ),
    ['base.functions', ['party-service']],
    ['base.freePlaces', 0],
    ['base.freePlaces', 1],
    ['authority.localRules', 'none'],
    ['authority.localRules', { publishedOn: dayAt(on), sections: ['service-content'] }],
    ['authority.localRules', undefined],
    ['applicant.uscc', WRONG_CODE],
    ['applicant.uscc', 'none'],
    ['applicant.uscc', undefined],
    ...[anniversary - 1, anniversary, anniversary + 1, on].flatMap((place) => [
      ['applicant.filedOn', dayAt(place)] as const,
      ['applicant.registeredOn', dayAt(place)] as const,
    ]),
    ['applicant.filedOn', undefined],
    ['applicant.classifications', ['hub']],
    ['applicant.classifications', ['support', 'community']],
    ['applicant.classifications', []],
    ['applicant.classifications', undefined],
    ['applicant.activeCases', [{ case: given.case, mode: 'in-shell' }]],
    ['applicant.activeCases', [{ case: given.case, mode: 'virtual' }]],
    ['applicant.activeCases', undefined],
    ...[on - 1, on, on + 30].map((until) => ['applicant.bar', { until: dayAt(until) }] as const),
    ['applicant.bar', undefined],
    ['applicant.relatedParties', undefined],
    ['applicant.relatedParties', partyWith(given.applicant, String(given.operator), on)],
    ['applicant.personLinks', [bound]],
    ['applicant.personLinks', undefined],
    ['operator.relatedParties', 'none'],
    ['operator.relatedParties', undefined],
    ['entry.decider', { person: officer, links: [bound] }],
    ['entry.decider', { person: officer, links: [{ ...link, organization: related }] }],
    ['entry.decider', { person: officer, links: [{ ...bound, validTo: dayAt(on - 1) }] }],
    ['organization.listings', [{ list: 'abnormal-activity', from: dayAt(on) }]],
    ['organization.listings', [{ list: 'serious-violation', from: dayAt(on + 1) }]],
    ['organization.listings', undefined],
    ...(['lists', 'filings', 'penalties'] as const).flatMap((register) =>
      ['never', dayAt(on - 7), dayAt(on - 8), undefined].map(
        (value) => [`organization.${register}SynchronisedOn`, value] as const,
      ),
    ),
    ...filingsOtherwise(on).map((value) => ['organization.filings', value] as const),
    ...[anniversary, anniversary + 1, on - 10].map(
      (place) => ['organization.penalties', penalty(place)] as const,
    ),
    ['organization.penalties', undefined],
    ['team.corePersons', 2],
    ['team.corePersons', undefined],
    ['team.name', undefined],
  ];
}

function partyWith(organization: string, other: string, on: number): unknown {
  const counterparty = { is: 'organization', organization: other };
  return {
    organization,
    related: [{ relation: 'controlled-by', counterparty, validFrom: dayAt(on - 90) }],
  };
}

/** Of the newest year or the one before: nothing on record, late, accepted as timely, failed, basic pass, exempt. */
function filingsOtherwise(on: number): readonly unknown[] {
  const all = filings(on);
  const [older, newest] = [all.at(-2)!, all.at(-1)!];
  const late = (filing: YearlyFiling): string => `${String(filing.fiscalYear + 1)}-09-10`;
  const concluded = (outcome: string, filing: YearlyFiling) => ({
    ...{
      ...filing,
      conclusion: { outcome, publishedOn: `${String(filing.fiscalYear + 1)}-07-01` },
    },
  });
  const change = (of: YearlyFiling, to: unknown) => all.map((one) => (one === of ? to : one));
  return [older, newest].flatMap((one) => [
    all.filter((kept) => kept !== one),
    change(one, { ...one, filedOn: late(one) }),
    change(one, { ...one, filedOn: late(one), acceptedAsTimelyOn: late(one) }),
    change(one, concluded('fail', one)),
    change(one, concluded('basic-pass', one)),
    change(one, { ...{ fiscalYear: one.fiscalYear, charity: false }, exemptByRegistrar: true }),
    change(one, { ...one, localDeadline: `${String(one.fiscalYear + 1)}-03-19` }),
  ]);
}

/** What may be otherwise after the start. */
const later: readonly (readonly [FactName, unknown])[] = [
  ['applicant.registrationPath', 'none'],
  ['applicant.registrationPath', undefined],
  ['organization.accountsSeparate', false],
  ['organization.accountsSeparate', undefined],
  ['agreement.openDuties', ['每月开展一次活动']],
  ['agreement.openDuties', undefined],
  ['exit.operatorOfficers', [personId('second')]],
  ['exit.operatorOfficers', undefined],
];

export type When = 'application' | 'decision' | 'later';

export function factsOn(on: number, when: When, dice: Dice): Facts {
  const values = good(on);
  if (dice.chance({ application: 50, decision: 25, later: 30 }[when])) {
    const from = when === 'later' ? [...later, ...later, ...others(on)] : others(on);
    for (let times = dice.pick([1, 1, 1, 2]); times > 0; times -= 1) {
      const [name, value] = dice.pick(from);
      values[name] = value;
    }
  }
  if (when === 'application') values['entry.decider'] = undefined;
  const isStale = (name: string): boolean => name === 'base.active' && dice.chance(1);
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [
        name,
        isStale(name) ? { ...factOf(value), validTo: dayAt(on - 1) } : factOf(value),
      ]),
  );
}
