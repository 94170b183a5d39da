import { describe, expect, test } from '@jest/globals';
import { parseDay } from '@fuhua/kernel';
import { at, known } from '../findings/facts.suite.ts';
import {
  graduationConditionRule,
  type GraduationConditionFacts,
  type GraduationConditionParams,
  type Outcome,
  type YearlyFiling,
} from '../index.ts';

const day = parseDay;
const params: GraduationConditionParams = { lists: ['abnormal-activity', 'serious-violation'] };
type Values = {
  readonly [K in keyof GraduationConditionFacts]?: GraduationConditionFacts[K] | undefined;
};
const filing = (
  fiscalYear: number,
  filedOn?: string,
  conclusion?: 'pass' | 'basic-pass' | 'fail',
) => ({
  ...{ fiscalYear, charity: false },
  ...(filedOn !== undefined && { filedOn: day(filedOn) }),
  ...(conclusion !== undefined && {
    conclusion: { outcome: conclusion, publishedOn: day(`${String(fiscalYear + 1)}-08-30`) },
  }),
});
const asked = (values: Values, on = '2025-03-04') =>
  graduationConditionRule.evaluate(
    known<GraduationConditionFacts>({
      ...{ 'applicant.kind': 'registered', 'applicant.legalKind': 'social-association' },
      ...{ 'applicant.charity': false, 'applicant.registeredOn': day('2022-06-01') },
      'organization.filings': [filing(2022, '2023-05-20'), filing(2023, '2024-05-20')],
      'organization.filingsSynchronisedOn': day(on),
      ...{ 'organization.listings': [], 'organization.listsSynchronisedOn': day(on) },
      ...{ 'organization.accountsSeparate': true, 'agreement.openDuties': [] },
      ...{ 'case.exitOpen': false, 'applicant.registrationPath': 'none' },
      ...values,
    }),
    params,
    at(on),
  );
const filings = (...given: readonly YearlyFiling[]): Values => ({
  'organization.filings': [...given],
});

test.each<[string, Values, Outcome]>([
  ['sound', {}, 'pass'],
  ['with an early exit open', { 'case.exitOpen': true }, 'fail'],
  ['with accounts not separate', { 'organization.accountsSeparate': false }, 'fail'],
  ['with an open duty', { 'agreement.openDuties': ['按月报送进展'] }, 'fail'],
  [
    'on a list',
    { 'organization.listings': [{ list: 'abnormal-activity', from: day('2025-03-04') }] },
    'fail',
  ],
  [
    'not on a list of 8 days ago',
    { 'organization.listsSynchronisedOn': day('2025-02-24') },
    'unknown',
  ],
  [
    'not on a list of 7 days ago',
    { 'organization.listsSynchronisedOn': day('2025-02-25') },
    'pass',
  ],
  [
    'filed, with an approved path',
    { 'applicant.kind': 'filed', 'applicant.registrationPath': 'approved' },
    'pass',
  ],
  ['filed, without one', { 'applicant.kind': 'filed' }, 'fail'],
  [
    'filed, of a path not known',
    { 'applicant.kind': 'filed', 'applicant.registrationPath': undefined },
    'unknown',
  ],
  ['a preparing team', { 'applicant.kind': 'preparing-team' }, 'fail'],
  ['of a kind not known', { 'applicant.kind': undefined }, 'unknown'],
  ['of an exit not known', { 'case.exitOpen': undefined }, 'unknown'],
  ['of accounts not known', { 'organization.accountsSeparate': undefined }, 'unknown'],
  ['of duties not known', { 'agreement.openDuties': undefined }, 'unknown'],
  ['of filings not known', { 'organization.filings': undefined }, 'unknown'],
])('an organization %s: %s', (_what, values, outcome) => {
  expect(asked(values).outcome).toBe(outcome);
});

describe('the last filing due', () => {
  test.each<[string, Values, string, Outcome]>([
    ['is made, and its conclusion pending', {}, '2025-03-04', 'pass'],
    ['is made late', filings(filing(2023, '2024-07-01')), '2025-03-04', 'pass'],
    ['passed basically', filings(filing(2023, '2024-05-20', 'basic-pass')), '2025-03-04', 'pass'],
    ['failed', filings(filing(2023, '2024-05-20', 'fail')), '2025-03-04', 'fail'],
    [
      'failed, and is published tomorrow',
      filings(filing(2023, '2024-05-20', 'fail')),
      '2024-08-29',
      'pass',
    ],
    [
      'failed, and is published today',
      filings(filing(2023, '2024-05-20', 'fail')),
      '2024-08-30',
      'fail',
    ],
    [
      'is older than one that failed',
      filings(filing(2022, '2023-05-20', 'fail'), filing(2023, '2024-05-20')),
      '2025-03-04',
      'pass',
    ],
    ['is not made', filings(filing(2022, '2023-05-20')), '2024-06-03', 'fail'],
    [
      'is not made on its last day, a Friday',
      filings(filing(2022, '2023-05-20')),
      '2024-05-31',
      'pass',
    ],
    [
      'is not made on its last day, rolled',
      filings(filing(2023, '2024-05-20')),
      '2025-06-03',
      'pass',
    ],
    ['is not made a day later', filings(filing(2023, '2024-05-20')), '2025-06-04', 'fail'],
    [
      'is not on record in a stale register',
      { ...filings(), 'organization.filingsSynchronisedOn': day('2025-02-24') },
      '2025-03-04',
      'unknown',
    ],
    [
      'came before the registration',
      { ...filings(), 'applicant.registeredOn': day('2024-01-01') },
      '2025-03-04',
      'pass',
    ],
  ])('%s: %s on %s', (_what, values, on, outcome) => {
    expect(asked(values, on).outcome).toBe(outcome);
  });

  test('that failed is told with its year', () => {
    expect(asked(filings(filing(2023, '2024-05-20', 'fail'))).reason).toEqual({
      zh: '2023 年度年检不合格',
      en: 'the inspection for 2023 failed',
    });
  });
});
