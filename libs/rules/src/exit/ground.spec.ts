import { describe, expect, test } from '@jest/globals';
import { parseDay } from '@fuhua/kernel';
import { at, known } from '../findings/facts.suite.ts';
import { exitGroundRule, type ExitGroundFacts, type Outcome, type YearlyFiling } from '../index.ts';

const day = parseDay;
type Values = { readonly [K in keyof ExitGroundFacts]?: ExitGroundFacts[K] | undefined };
const filing = (changes: Partial<YearlyFiling>): Values => ({
  'organization.filings': [{ fiscalYear: 2024, charity: false, ...changes }],
});
const asked = (values: Values, on = '2025-09-01') =>
  exitGroundRule.evaluate(
    known<ExitGroundFacts>({
      ...{ 'applicant.kind': 'registered', 'applicant.legalKind': 'social-association' },
      ...{ 'applicant.charity': false, 'applicant.registeredOn': day('2020-06-01') },
      ...{ 'organization.filings': [], 'organization.filingsSynchronisedOn': day(on) },
      'exit.evidence': [{ source: '现场检查记录', date: day('2025-05-06') }],
      ...{
        'exit.ground': 'G2',
        'exit.fiscalYear': 2024,
        'exit.brokenDuty': '',
        'exit.offence': 'none',
      },
      ...values,
    }),
    { evidenceMin: 1 },
    at(on),
  );

test.each(['G5', 'g1', '', '违反约定'])('%j is no ground', (ground) => {
  expect(asked({ 'exit.ground': ground }).outcome).toBe('fail');
});

test('G1 names the duty that is broken', () => {
  const g1 = { 'exit.ground': 'G1' };
  expect(asked({ ...g1, 'exit.brokenDuty': '第五条：不得闲置场地' }).outcome).toBe('pass');
  expect(asked(g1).outcome).toBe('fail');
  expect(asked({ ...g1, 'exit.brokenDuty': undefined }).outcome).toBe('unknown');
});

describe('evidence', () => {
  const complete = { source: '现场检查记录', date: day('2025-05-06') };
  test.each<[string, ExitGroundFacts['exit.evidence'], Outcome]>([
    ['one item', [complete], 'pass'],
    ['two items', [complete, complete], 'pass'],
    ['none', [], 'fail'],
    ['one without a source', [{ ...complete, source: '' }], 'fail'],
    ['one without a date', [{ ...complete, date: '' }], 'fail'],
    ['one of two without a date', [complete, { ...complete, date: '' }], 'fail'],
  ])('%s: %s', (_what, evidence, outcome) => {
    expect(asked({ 'exit.evidence': evidence }).outcome).toBe(outcome);
  });

  test('not known is unknown', () => {
    expect(asked({ 'exit.evidence': undefined }).outcome).toBe('unknown');
  });
});

describe('G2 is not raised before the registrar’s deadline has passed', () => {
  test.each<[string, string | undefined, string, Outcome]>([
    ['2025-05-31', undefined, 'nationally: 31 May, a Saturday', 'fail'],
    ['2025-06-03', undefined, 'nationally: rolled over the holiday', 'fail'],
    ['2025-06-04', undefined, 'nationally: missed', 'pass'],
    ['2025-07-21', '2025-07-20', 'locally: a Sunday, rolled', 'fail'],
    ['2025-07-22', '2025-07-20', 'locally: missed', 'pass'],
  ])('on %s, local deadline %s (%s): %s', (on, local, _why, outcome) => {
    const values = local === undefined ? {} : filing({ localDeadline: day(local) });
    expect(asked(values, on).outcome).toBe(outcome);
  });

  test('and is told until when it may be filed', () => {
    expect(asked({}, '2025-06-03').reason).toEqual({
      zh: '2024 年度年检期限 2025-06-03 尚未届满',
      en: 'the annual inspection for 2024 may be filed until 2025-06-03',
    });
  });

  test.each<[string, Outcome]>([
    ['2025-03-31', 'fail'],
    ['2025-04-01', 'pass'],
  ])('of a charity it is the annual report: on %s: %s', (on, outcome) => {
    const found = asked({ 'applicant.charity': true }, on);
    expect(found.outcome).toBe(outcome);
    expect(found.reason.zh).toContain('年报');
  });

  test.each<[string, Values, Outcome]>([
    ['filed on the last day', filing({ filedOn: day('2025-06-03') }), 'fail'],
    ['filed a day late', filing({ filedOn: day('2025-06-04') }), 'pass'],
    [
      'accepted as timely',
      filing({ filedOn: day('2025-06-10'), acceptedAsTimelyOn: day('2025-06-20') }),
      'fail',
    ],
    ['exempt', filing({ exemptByRegistrar: true }), 'fail'],
    ['registered after the year', { 'applicant.registeredOn': day('2025-01-01') }, 'fail'],
    [
      'in a register of 7 days',
      { 'organization.filingsSynchronisedOn': day('2025-08-25') },
      'pass',
    ],
    [
      'in a register of 8 days',
      { 'organization.filingsSynchronisedOn': day('2025-08-24') },
      'unknown',
    ],
    ['in one never synchronised', { 'organization.filingsSynchronisedOn': 'never' }, 'unknown'],
    ['filed with the township only', { 'applicant.kind': 'filed' }, 'fail'],
    ['a preparing team', { 'applicant.kind': 'preparing-team' }, 'fail'],
    ['of a year not known', { 'exit.fiscalYear': undefined }, 'unknown'],
    ['of a kind not known', { 'applicant.kind': undefined }, 'unknown'],
  ])('%s: %s', (_what, values, outcome) => {
    expect(asked(values).outcome).toBe(outcome);
  });
});

describe('G3 needs the published conclusion', () => {
  const concluded = (outcome: 'pass' | 'basic-pass' | 'fail'): Values => ({
    'exit.ground': 'G3',
    ...filing({
      filedOn: day('2025-05-06'),
      conclusion: { outcome, publishedOn: day('2025-08-29') },
    }),
  });

  test.each<['pass' | 'basic-pass' | 'fail', string, Outcome]>([
    ['fail', '2025-08-28', 'fail'],
    ['fail', '2025-08-29', 'pass'],
    ['basic-pass', '2025-09-01', 'fail'],
    ['pass', '2025-09-01', 'fail'],
  ])('%s, on %s: %s', (conclusion, on, outcome) => {
    expect(asked(concluded(conclusion), on).outcome).toBe(outcome);
  });

  test('a basic pass never counts, and is told', () => {
    expect(asked(concluded('basic-pass')).reason).toEqual({
      zh: '2024 年度年检基本合格，不是不合格',
      en: '2024 was a basic pass, no failure',
    });
  });

  test('one not registered is never inspected', () => {
    expect(asked({ ...concluded('fail'), 'applicant.kind': 'filed' }).outcome).toBe('fail');
    expect(asked({ 'exit.ground': 'G3', 'applicant.kind': undefined }).outcome).toBe('unknown');
  });
});

describe('G4 needs a decision in effect', () => {
  const decided = (effectiveOn: string) =>
    ({ is: 'decision', number: '苏民罚〔2025〕1号', effectiveOn: day(effectiveOn) }) as const;
  test.each<[string, ExitGroundFacts['exit.offence'], Outcome, boolean]>([
    ['in effect since yesterday', decided('2025-08-31'), 'pass', false],
    ['in effect from today', decided('2025-09-01'), 'pass', false],
    ['in effect from tomorrow', decided('2025-09-02'), 'fail', true],
    ['under investigation', { is: 'investigation', since: day('2025-08-01') }, 'fail', true],
    ['without anything', 'none', 'fail', false],
  ])('%s: %s, support suspended: %s', (_what, offence, outcome, suspendSupport) => {
    const found = asked({ 'exit.ground': 'G4', 'exit.offence': offence });
    expect(found).toMatchObject({ outcome, conclusion: { suspendSupport } });
  });

  test('not known is unknown, and suspends nothing', () => {
    const found = asked({ 'exit.ground': 'G4', 'exit.offence': undefined });
    expect(found).toMatchObject({ outcome: 'unknown', conclusion: { suspendSupport: false } });
    expect(asked({ 'exit.ground': undefined }).outcome).toBe('unknown');
  });
});
