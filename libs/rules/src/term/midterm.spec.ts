import { describe, expect, test } from '@jest/globals';
import { parseDay } from '@fuhua/kernel';
import { at, known } from '../findings/facts.suite.ts';
import {
  calendarOf,
  midtermRule,
  midtermWindow,
  reEvaluationDue,
  type MidtermBand,
  type MidtermFacts,
  type Outcome,
} from '../index.ts';

const day = parseDay;
const calendar = calendarOf('CN-2026-1');
const params = {
  ...{ continueMin: 60, improveMin: 50, atPercent: 50, windowMonths: 1 },
  ...{ improveDays: 60, warnDays: 90 },
};
type Values = { readonly [K in keyof MidtermFacts]?: MidtermFacts[K] | undefined };
const asked = (values: Values) =>
  midtermRule.evaluate(
    known<MidtermFacts>({ 'midterm.previous': 'none', 'agreement.midtermBreach': true, ...values }),
    params,
    at('2024-10-21'),
  );

test.each<[string, MidtermBand, string, Outcome]>([
  ['100', 'continue', '100.00', 'pass'],
  ['60', 'continue', '60.00', 'pass'],
  ['59.995', 'continue', '60.00', 'pass'],
  ['59.994', 'improve', '59.99', 'fail'],
  ['50', 'improve', '50.00', 'fail'],
  ['49.995', 'improve', '50.00', 'fail'],
  ['49.994', 'warn', '49.99', 'fail'],
  ['0', 'warn', '0.00', 'fail'],
])('%s points: %s', (given, band, score, outcome) => {
  expect(asked({ 'midterm.score': given })).toMatchObject({ outcome, conclusion: { band, score } });
});

describe('the second chance', () => {
  test.each<[MidtermFacts['midterm.previous'], string, boolean]>([
    ['none', '0', false],
    ['continue', '0', false],
    ['improve', '60', false],
    ['improve', '59', true],
    ['improve', '49', true],
    ['warn', '60', false],
    ['warn', '50', false],
    ['warn', '49.99', true],
  ])('after %s, with %s points, has failed: %s', (previous, score, failed) => {
    const values = { 'midterm.previous': previous, 'midterm.score': score };
    const breachOf = (agreed: boolean | undefined) =>
      asked({ ...values, 'agreement.midtermBreach': agreed }).conclusion;
    expect(breachOf(true)).toMatchObject({ secondChanceFailed: failed, breach: failed });
    expect(breachOf(false)).toMatchObject({ secondChanceFailed: failed, breach: false });
    expect(breachOf(undefined)).toMatchObject({ breach: failed ? 'unknown' : false });
  });

  test('is told', () => {
    expect(asked({ 'midterm.previous': 'warn', 'midterm.score': '49.99' }).reason).toEqual({
      zh: '中期评估 49.99 分，低于 50 分，予以警示，90 日内复评，再次评估仍未合格',
      en: 'a midterm of 49.99, below 50: warned, re-evaluated within 90 days; the second chance has failed',
    });
  });
});

test('is unknown while the score, or the one before, is', () => {
  expect(asked({}).outcome).toBe('unknown');
  expect(asked({ 'midterm.score': '80', 'midterm.previous': undefined }).outcome).toBe('unknown');
});

test.each([
  // 365 days, so the 183rd; then a month either way
  ['2024-04-22', '2025-04-21', '2024-09-21', '2024-10-21', '2024-11-21'],
  // 366 days
  ['2023-03-01', '2024-02-29', '2023-07-31', '2023-08-31', '2023-09-30'],
  // 184 days of a growth case
  ['2024-03-01', '2024-08-31', '2024-05-01', '2024-06-01', '2024-07-01'],
])('a term from %s to %s: from %s, at %s, until %s', (start, end, from, middle, until) => {
  const term = { start: day(start), end: day(end) };
  expect(midtermWindow(term, params)).toEqual({ from, at: middle, until });
});

test.each<['improve' | 'warn', string, string]>([
  ['improve', '2024-03-04', '2024-05-06'], // 3 May, in the holiday
  ['improve', '2024-08-02', '2024-10-08'], // 1 October
  ['warn', '2024-03-04', '2024-06-03'], // 2 June is a Sunday
  ['warn', '2024-07-14', '2024-10-12'], // a Saturday made up
])('after %s, served on %s, it is evaluated again by %s', (band, servedOn, due) => {
  expect(reEvaluationDue(band, day(servedOn), params, calendar)).toEqual({
    due,
    provisional: false,
  });
});
