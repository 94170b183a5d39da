import { describe, expect, test } from '@jest/globals';
import { parseDay } from '@fuhua/kernel';
import { at, fact, known } from '../findings/facts.suite.ts';
import {
  alertDue,
  calendarOf,
  cureDue,
  operatorAlertsRule,
  type AlertFacts,
  type AlertParams,
  type Finding,
  type Known,
  type OperatorAlert,
  type Outcome,
} from '../index.ts';

const params: AlertParams = { gradeMin: '3A', alertWorkingDays: 1, cureDays: 90 };
const calendar = calendarOf('CN-2026-1');
const day = parseDay;

const sound: Known<AlertFacts> = {
  'operator.grade': fact('3A', '2020-01-01', '2024-12-31'),
  ...known<AlertFacts>({ 'operator.listings': [] }),
};
const asked = (changes: Known<AlertFacts>, on = '2024-06-01'): Finding =>
  operatorAlertsRule.evaluate({ ...sound, ...changes }, params, at(on));
const alerts = (changes: Known<AlertFacts>, on?: string) =>
  (asked(changes, on).conclusion?.['alerts'] as readonly OperatorAlert[]).map((alert) => [
    alert.ground,
    alert.since,
  ]);

test('nothing is wrong with an operator whose grade is in force and who is on no list', () => {
  const { outcome, conclusion } = asked({});
  expect(outcome).toBe('pass');
  expect(conclusion).toEqual({ alerts: [], renewable: true, terminates: false });
});

describe('a grade', () => {
  test.each<[string, Outcome, readonly unknown[]]>([
    ['2024-12-30', 'pass', []],
    ['2024-12-31', 'pass', []],
    ['2025-01-01', 'fail', [['grade', '2025-01-01']]],
    ['2025-03-01', 'fail', [['grade', '2025-01-01']]],
  ])('valid until 2024-12-31, on %s: %s', (on, outcome, expected) => {
    expect(asked({}, on).outcome).toBe(outcome);
    expect(alerts({}, on)).toEqual(expected);
  });

  test.each<[AlertFacts['operator.grade'], readonly unknown[]]>([
    ['none', [['grade', '2024-05-20']]],
    ['2A', [['grade', '2024-05-20']]],
    ['3A', []],
    ['5A', []],
  ])('%s since 2024-05-20', (grade, expected) => {
    expect(alerts({ 'operator.grade': fact(grade, '2024-05-20') })).toEqual(expected);
  });

  test('is waived while an exception that names it is in force', () => {
    const low = { 'operator.grade': fact('2A' as const, '2024-01-01') };
    const exception = (waives: 'grade' | 'kind') => ({
      'contract.exception': fact({ waives: [waives], until: day('2024-05-31') }, '2023-06-01'),
    });
    expect(alerts({ ...low, ...exception('grade') }, '2024-05-31')).toEqual([]);
    expect(alerts({ ...low, ...exception('grade') }, '2024-06-01')).toEqual([
      ['grade', '2024-06-01'],
    ]);
    expect(alerts({ ...low, ...exception('kind') }, '2024-05-31')).toEqual([
      ['grade', '2024-01-01'],
    ]);
  });

  test('that was good until after an exception is bad from its own end', () => {
    const exception = fact({ waives: ['grade' as const], until: day('2024-05-31') }, '2023-06-01');
    expect(alerts({ 'contract.exception': exception }, '2025-02-01')).toEqual([
      ['grade', '2025-01-01'],
    ]);
  });

  test('not known, or told of other days only, is unknown', () => {
    const listings = known<AlertFacts>({ 'operator.listings': [] });
    expect(operatorAlertsRule.evaluate(listings, params, at('2024-06-01')).outcome).toBe('unknown');
    expect(asked({ 'operator.grade': fact('3A', '2024-06-02') }).outcome).toBe('unknown');
    const none = fact('none' as const, '2023-01-01', '2024-05-31');
    expect(asked({ 'operator.grade': none }).outcome).toBe('unknown');
  });
});

describe('a listing', () => {
  const listed = (list: 'abnormal-activity' | 'serious-violation') => ({
    'operator.listings': fact([{ list, from: day('2024-05-06') }]),
  });

  test('as abnormal stops the renewal', () => {
    expect(asked(listed('abnormal-activity'))).toMatchObject({
      outcome: 'fail',
      reason: { zh: '自 2024-05-06 起列入活动异常名录' },
      conclusion: { renewable: false, terminates: false },
    });
  });

  test('for serious violations opens the termination as well', () => {
    expect(asked(listed('serious-violation'))).toMatchObject({
      outcome: 'fail',
      conclusion: { renewable: false, terminates: true },
    });
    expect(alerts(listed('serious-violation'))).toEqual([['serious-listing', '2024-05-06']]);
  });

  test('that is known counts whatever else is not', () => {
    const serious = operatorAlertsRule.evaluate(
      listed('serious-violation'),
      params,
      at('2024-06-01'),
    );
    expect(serious).toMatchObject({ outcome: 'fail', conclusion: { terminates: true } });
  });

  test.each<[string, Outcome]>([
    ['2024-06-07', 'pass'],
    ['2024-06-08', 'unknown'],
  ])('absent from a register that is fresh until 2024-06-07, on %s: %s', (on, outcome) => {
    expect(asked({ 'operator.listings': fact([], '2024-05-31', '2024-06-07') }, on).outcome).toBe(
      outcome,
    );
  });
});

test.each([
  ['2024-12-31', '2025-01-02', '2025-03-31'], // over New Year's Day
  ['2024-09-30', '2024-10-08', '2024-12-30'], // over National Day; the ninetieth day is a Sunday
  ['2024-02-09', '2024-02-18', '2024-05-09'], // over Spring Festival to a Sunday made up
  ['2024-07-03', '2024-07-04', '2024-10-08'], // the ninetieth day is in National Day's week
])('known and raised on %s: alert by %s, cure by %s', (on, alert, cure) => {
  expect(alertDue(day(on), params, calendar)).toEqual({ due: alert, provisional: false });
  expect(cureDue(day(on), params, calendar)).toEqual({ due: cure, provisional: false });
});
