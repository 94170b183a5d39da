import { addDays, parseDay, type Day } from '@fuhua/kernel';
import fc from 'fast-check';
import {
  shippedRuleSets,
  type Fact,
  type Facts,
  type KnownRule,
  type RuleInSet,
} from '../index.ts';
import { caseValues } from './goldens-case.suite.ts';
import { exitValues, planValues } from './goldens-exit.suite.ts';

/** Inputs to freeze a rule's implementation by: drawn once from these pools, then on file. */

export interface Question {
  readonly on: Day;
  readonly facts: Facts;
}

const QUESTIONS = 120;

/** The values a fact may have, those at the limits among them. A fact may be unknown as well, and not in force that day. */
const values: Readonly<Record<string, readonly unknown[]>> = {
  ...caseValues,
  ...planValues,
  ...exitValues,
  'base.natureDefinable': [...Array<boolean>(9).fill(true), false],
  'base.meetsRegistrationConditions': [true, false, false, false, false, false, false],
  'base.areaM2': [0, 120, 199.99, 200, 3800],
  'base.fullTimeStaff': [0, 1, 2, 3, 12],
  'base.liveIncubatees': [0, 4, 9, 10, 26],
  'base.yearlyFundsFen': ['0', '3000000', '19999999', '20000000', '80000000'],
  'base.hasCharter': [true, true, false],
  'base.hasRegularMeeting': [true, true, false],
  'base.hasOwnAccount': [true, true, false],
  'base.location': ['320506104001', '320506001201', '320506201399', '320506100500', '320506400001'],
  'operator.grade': ['1A', '2A', '3A', '3A', '4A', '5A', '5A', 'none'],
  'operator.classifications': [[], ['hub'], ['social-work-agency', 'community'], ['support']],
  'operator.capabilityFile': ['approved', 'approved', 'missing'],
  'contract.route': ['government-purchase', 'government-purchase', 'other'],
  'operator.bar': ['none', 'none', 'none', { until: '2025-01-24' }, { until: '2024-02-28' }],
  'contract.exception': [
    { waives: ['grade', 'kind', 'capability', 'route'], until: '2024-09-30' },
    { waives: ['grade', 'kind', 'capability', 'route'], until: '2025-01-24' },
    { waives: ['grade'], until: '2024-02-29' },
    { waives: ['kind', 'route'], until: '2025-12-31' },
    { waives: [], until: '2025-12-31' },
  ],
  'contract.term': [
    { start: '2024-03-01', end: '2025-02-28' },
    { start: '2024-03-01', end: '2025-03-01' },
    { start: '2024-02-29', end: '2027-02-27' },
    { start: '2024-02-29', end: '2027-02-28' },
    { start: '2024-02-29', end: '2027-03-01' },
  ],
  'contract.recurring': [true, true, false],
  'operator.publicInstitutionClass': ['I', 'II', 'none', 'none', 'none'],
  'contract.lines': [
    [],
    [{ kind: 'incubation-service', text: '基地日常运营与培育服务' }],
    [{ kind: 'incubation-service', text: '基地日常运营与培育服务' }],
    [{ kind: 'public-welfare-post', text: '工作人员' }],
    [{ kind: 'incubation-service', text: '设置公 益性 岗位 3 个' }],
  ],
  'operator.listings': [
    [],
    [],
    [{ list: 'abnormal-activity', from: '2024-01-02' }],
    [
      { list: 'abnormal-activity', from: '2023-01-02' },
      { list: 'serious-violation', from: '2024-01-02' },
    ],
  ],
  'base.level': ['province', 'city', 'county', 'township', 'village'],
  'base.kind': ['incubation-base', 'regional-platform'],
  'base.declaredFunctions': [
    [],
    ['incubation', 'party-service', 'training-exchange', 'information'],
    ['incubation', 'space', 'training'],
    ['party-service', 'resource-link'],
    ['research', 'grading', 'brand'],
    ['incubation', 'somersaults'],
  ],
  'base.approvedExtensions': [[], ['space', 'training'], ['research', 'grading', 'brand']],
  'staff.candidates': [
    ...[['85.5'], ['85.5', '85.50'], ['85.5', '85.505', '9'], ['60', '60.00', '60.004', '60']],
    ...[
      ['85.504', '85.5'],
      ['70', '80', '70'],
      ['0', '0', '100.1', '100.1'],
    ],
  ].flatMap((scores) => [candidates(scores, 0), candidates(scores, 1)]),
  'panel.raters': [
    [rater(1, 'signed')],
    [rater(1, 'signed'), rater(2, 'signed')],
    [rater(1, 'signed', 'works-for', 7, '2024-01-01')],
    [rater(2, 'signed', 'paid-by', 7, '2022-01-24', '2023-01-24')],
    [rater(2, 'signed', 'heads', 8, '2020-01-01')],
    [rater(1, 'conflict'), rater(2, 'signed')],
    [rater(1)],
  ],
  'operator.relatedParties': [
    { organization: uuid(7), related: [] },
    { organization: uuid(7), related: [] },
    {
      organization: uuid(7),
      related: [
        {
          relation: 'controls',
          counterparty: { is: 'organization', organization: uuid(8) },
          validFrom: '2023-01-01',
        },
      ],
    },
    {
      organization: uuid(7),
      related: [
        {
          relation: 'payment',
          counterparty: { is: 'person', person: uuid(1) },
          validFrom: '2022-02-01',
          validTo: '2022-09-30',
        },
      ],
    },
  ],
};

function uuid(number: number): string {
  return `0192f0c1-0000-7000-8000-00000000000${String(number)}`;
}

/** A person with a declaration, if any was made, and a link to an organization, if any is given. */
function rater(
  person: number,
  declaration?: 'signed' | 'conflict',
  relation?: 'works-for' | 'paid-by' | 'heads',
  organization = 7,
  validFrom?: string,
  validTo?: string,
): object {
  const link = { relation, organization: uuid(organization), validFrom, validTo };
  return { person: uuid(person), links: relation === undefined ? [] : [link], declaration };
}

/** Every second one qualified, the first or the next. */
function candidates(scores: readonly string[], first: 0 | 1): readonly object[] {
  return scores.map((totalScore, index) => ({
    candidate: `A${String(index + 1)}`,
    totalScore,
    socialWorkQualification: index % 2 === first,
  }));
}

/** As the oldest shipped set that uses it has them. @throws Error when none does: nobody could have asked it */
export function paramsOf({ rule, impl }: KnownRule): RuleInSet['params'] {
  const uses = shippedRuleSets.flatMap(({ rules }) => rules);
  const use = uses.find((one) => one.rule === rule && one.impl === impl);
  if (use === undefined) throw new Error(`no shipped set uses ${rule} impl ${String(impl)}`);
  return use.params;
}

/** @throws Error for a fact without a pool: a new rule's facts get theirs above */
export function questionsTo({ factNames }: KnownRule): readonly Question[] {
  const days = ['2024-02-29', '2024-09-30', '2025-01-24', '2025-12-31'].map(parseDay);
  const questions = fc
    .constantFrom(...days)
    .chain((on) => factsOn(on, factNames).map((facts) => ({ on, facts })));
  return fc.sample(questions, { numRuns: QUESTIONS, seed: 20231011 });
}

function factsOn(on: Day, names: readonly string[]): fc.Arbitrary<Facts> {
  const each = names.map((name) => {
    const pool = values[name];
    if (pool === undefined) throw new Error(`no pool for ${name}`);
    return [name, factOn(on, pool)] as const;
  });
  return fc
    .record(Object.fromEntries(each))
    .map((facts) =>
      Object.fromEntries(
        Object.entries(facts).filter((entry): entry is [string, Fact] => entry[1] !== undefined),
      ),
    );
}

/** Seldom unknown, lapsed the day before, ending this very day or beginning only tomorrow. */
function factOn(on: Day, pool: readonly unknown[]): fc.Arbitrary<Fact | undefined> {
  const [recently, longAgo, tomorrow] = [addDays(on, -40), addDays(on, -400), addDays(on, 1)];
  const validity = fc.oneof(
    { weight: 18, arbitrary: fc.constant({ validFrom: recently }) },
    { weight: 18, arbitrary: fc.constant({ validFrom: longAgo }) },
    { weight: 2, arbitrary: fc.constant({ validFrom: longAgo, validTo: on }) },
    { weight: 1, arbitrary: fc.constant({ validFrom: longAgo, validTo: addDays(on, -1) }) },
    { weight: 1, arbitrary: fc.constant({ validFrom: tomorrow }) },
  );
  const fact = fc
    .tuple(fc.constantFrom(...pool), validity)
    .map(([value, days]): Fact => ({ value, ...days, sources: [] }));
  return fc.oneof(
    { weight: 24, arbitrary: fact },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );
}
