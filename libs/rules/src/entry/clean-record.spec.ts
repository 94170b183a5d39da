import { describe, expect, test } from '@jest/globals';
import { addDays, parseDay, type Day } from '@fuhua/kernel';
import { at, known } from '../findings/facts.suite.ts';
import {
  cleanRecordRule,
  type CleanRecordFacts,
  type Outcome,
  type YearlyFiling,
} from '../index.ts';

const day = parseDay;
const params = { cleanMonths: 24 };
type Values = { readonly [K in keyof CleanRecordFacts]?: CleanRecordFacts[K] | undefined };

/** In time for every year: due on 2022-05-31, 2023-05-31, 2024-05-31 and, rolled, on 2025-06-03. */
const inTime: readonly YearlyFiling[] = [2021, 2022, 2023, 2024].map((fiscalYear) => ({
  fiscalYear,
  charity: false,
  filedOn: day(`${String(fiscalYear + 1)}-05-20`),
}));
const changed = (fiscalYear: number, changes: Partial<Record<keyof YearlyFiling, unknown>>) => ({
  'organization.filings': inTime.map((one) =>
    one.fiscalYear === fiscalYear ? ({ ...one, ...changes } as YearlyFiling) : one,
  ),
});
const without = (fiscalYear: number) => ({
  'organization.filings': inTime.filter((one) => one.fiscalYear !== fiscalYear),
});

/** Registers synchronised on the day asked for. */
const asked = (values: Values, on: string, synchronisedOn: Day = day(on)) =>
  cleanRecordRule.evaluate(
    known<CleanRecordFacts>({
      'applicant.kind': 'registered',
      'applicant.legalKind': 'social-association',
      'applicant.charity': false,
      'applicant.registeredOn': day('2015-03-01'),
      'organization.filings': [...inTime],
      'organization.filingsSynchronisedOn': synchronisedOn,
      'organization.penalties': [],
      'organization.penaltiesSynchronisedOn': synchronisedOn,
      ...values,
    }),
    params,
    at(on),
  );

test('a record without a fault passes', () => {
  expect(asked({}, '2025-09-01').outcome).toBe('pass');
});

describe('a filing that was never made', () => {
  test.each<[string, Outcome]>([
    ['2025-05-31', 'pass'], // the named date, a Saturday: it rolls
    ['2025-06-03', 'pass'], // the last permitted day
    ['2025-06-04', 'fail'], // missed begins
    ['2027-06-02', 'fail'], // 24 months later, less a day
    ['2027-06-03', 'pass'], // the look-back covers days after t − 24 months
  ])('for 2024, asked on %s: %s', (on, outcome) => {
    const later = [2025, 2026].map((fiscalYear) => ({
      ...{ fiscalYear, charity: false },
      filedOn: day(`${String(fiscalYear + 1)}-03-01`),
    }));
    const filings = [...without(2024)['organization.filings'], ...later];
    expect(asked({ 'organization.filings': filings }, on).outcome).toBe(outcome);
  });

  test.each<[number, Outcome]>([
    [0, 'fail'],
    [7, 'fail'],
    [8, 'unknown'],
  ])('in a register %i days old: %s', (age, outcome) => {
    const on = day('2024-07-01');
    const found = asked(
      { ...without(2023), 'organization.penaltiesSynchronisedOn': on },
      on,
      addDays(on, -age),
    );
    expect(found.outcome).toBe(outcome);
  });

  test('is told with its year and its last day', () => {
    expect(asked(without(2023), '2024-07-01').reason).toEqual({
      zh: '近 24 个月内：未按时参加 2023 年度年检（年报），期限 2024-05-31',
      en: 'in the last 24 months: the filing for 2023, due on 2024-05-31, was missed',
    });
  });
});

describe('a filing', () => {
  test.each<[string, Outcome]>([
    ['2024-05-31', 'pass'],
    ['2024-06-01', 'fail'],
  ])('for 2023 made on %s: %s', (filedOn, outcome) => {
    expect(asked(changed(2023, { filedOn: day(filedOn) }), '2024-09-02').outcome).toBe(outcome);
  });

  test('made late and accepted as timely passes from the receipt', () => {
    const late = changed(2023, {
      filedOn: day('2024-06-10'),
      acceptedAsTimelyOn: day('2024-06-20'),
    });
    expect(asked(late, '2024-06-19').outcome).toBe('fail');
    expect(asked(late, '2024-06-20').outcome).toBe('pass');
  });

  test.each<[string, Outcome]>([
    ['2024-07-20', 'pass'],
    ['2024-07-22', 'pass'], // the 20th is a Saturday
    ['2024-07-23', 'fail'],
  ])('against a local deadline of 2024-07-20, made on %s: %s', (filedOn, outcome) => {
    const local = { localDeadline: day('2024-07-20'), filedOn: day(filedOn) };
    expect(asked(changed(2023, local), '2024-09-02').outcome).toBe(outcome);
  });

  test('of a charity is a report, due on 31 March, which rolls to 1 April 2024', () => {
    const report = (filedOn: string) => changed(2023, { charity: true, filedOn: day(filedOn) });
    expect(asked(report('2024-04-01'), '2024-09-02').outcome).toBe('pass');
    expect(asked(report('2024-04-02'), '2024-09-02').outcome).toBe('fail');
  });

  test.each<['pass' | 'basic-pass' | 'fail', string, Outcome]>([
    ['pass', '2024-08-30', 'pass'],
    ['basic-pass', '2024-08-30', 'pass'],
    ['fail', '2024-08-30', 'fail'],
    ['fail', '2026-08-29', 'fail'],
    ['fail', '2026-08-30', 'pass'], // counts from its publication
  ])('concluded as %s on 2024-08-30, asked on %s: %s', (conclusion, on, outcome) => {
    const published = { outcome: conclusion, publishedOn: day('2024-08-30') };
    const filings = [
      ...changed(2023, { conclusion: published })['organization.filings'],
      { fiscalYear: 2025, charity: false, filedOn: day('2026-03-01') },
    ];
    expect(asked({ 'organization.filings': filings }, on).outcome).toBe(outcome);
  });

  test('is not owed for a year before the registration, nor where exempt', () => {
    const young = {
      'applicant.legalKind': 'social-service-organization' as const,
      'organization.filings': [],
    };
    const since = (registered: string) => ({ ...young, 'applicant.registeredOn': day(registered) });
    expect(asked(since('2023-06-30'), '2024-07-01').outcome).toBe('fail'); // 6 months on 31 December
    expect(asked(since('2023-07-01'), '2024-07-01').outcome).toBe('pass'); // fewer
    expect(asked(since('2024-01-01'), '2024-07-01').outcome).toBe('pass');
    const exempt = changed(2023, { filedOn: undefined, exemptByRegistrar: true });
    expect(asked(exempt, '2024-07-01').outcome).toBe('pass');
  });
});

describe('a penalty', () => {
  const penalized = {
    'organization.penalties': [{ decision: '苏民罚〔2022〕3号', decidedOn: day('2023-09-04') }],
  };
  test.each<[string, Outcome]>([
    ['2023-09-03', 'pass'],
    ['2023-09-04', 'fail'],
    ['2025-09-03', 'fail'],
    ['2025-09-04', 'pass'],
  ])('of 2023-09-04, asked on %s: %s', (on, outcome) => {
    expect(asked(penalized, on).outcome).toBe(outcome);
  });

  test('not on record in a register of 8 days is unknown; one on record fails all the same', () => {
    const stale = { 'organization.penaltiesSynchronisedOn': day('2024-03-04') };
    expect(asked(stale, '2024-03-11').outcome).toBe('pass');
    expect(asked(stale, '2024-03-12').outcome).toBe('unknown');
    expect(asked({ ...penalized, ...stale }, '2024-03-12').outcome).toBe('fail');
  });
});

test('who is not registered passes; what is not known is unknown', () => {
  const nothing = { 'organization.filings': undefined, 'organization.penalties': undefined };
  expect(asked({ ...nothing, 'applicant.kind': 'filed' }, '2024-07-01').outcome).toBe('pass');
  expect(asked({ ...nothing, 'applicant.kind': 'preparing-team' }, '2024-07-01').outcome).toBe(
    'pass',
  );
  for (const name of ['applicant.kind', 'applicant.legalKind', 'applicant.registeredOn'] as const) {
    expect(asked({ [name]: undefined }, '2024-07-01').outcome).toBe('unknown');
  }
  expect(asked({ 'organization.filings': undefined }, '2024-07-01').outcome).toBe('unknown');
});
