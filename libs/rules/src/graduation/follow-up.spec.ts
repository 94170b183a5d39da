import { expect, test } from '@jest/globals';
import { parseDay } from '@fuhua/kernel';
import { at, known } from '../findings/facts.suite.ts';
import {
  calendarOf,
  followUpRule,
  followUpsDue,
  type FollowUpFacts,
  type Outcome,
} from '../index.ts';

const params = { months: [3, 6, 12], survivalMonth: 12 };
const graduatedOn = parseDay('2024-04-01');
type Values = { readonly [K in keyof FollowUpFacts]?: FollowUpFacts[K] | undefined };
const asked = (values: Values, on = '2025-04-01') =>
  followUpRule.evaluate(
    known<FollowUpFacts>({
      ...{ 'followUp.month': 12, 'case.graduatedOn': graduatedOn, 'organization.active': true },
      'followUp.openConditions': [],
      ...values,
    }),
    params,
    at(on),
  );

test.each<[number, boolean, Outcome, boolean | null]>([
  [3, true, 'pass', null],
  [6, false, 'fail', null],
  [12, true, 'pass', true],
  [12, false, 'fail', false],
])('at month %i, active %s: %s', (month, active, outcome, survived) => {
  const found = asked({ 'followUp.month': month, 'organization.active': active });
  expect(found).toMatchObject({ outcome, conclusion: { month, active, survived } });
});

test.each<[string, Values, Outcome]>([
  ['at a month that is none of the checks', { 'followUp.month': 9 }, 'fail'],
  ['with a condition open', { 'followUp.openConditions': ['完成等级评估申报'] }, 'fail'],
  ['of conditions not known', { 'followUp.openConditions': undefined }, 'unknown'],
  ['of activity not known', { 'organization.active': undefined }, 'unknown'],
  ['of a month not known', { 'followUp.month': undefined }, 'unknown'],
  ['of a graduation not known', { 'case.graduatedOn': undefined }, 'unknown'],
])('a check %s: %s', (_what, values, outcome) => {
  expect(asked(values).outcome).toBe(outcome);
});

test('no check comes before the graduation', () => {
  expect(asked({}, '2024-03-31').outcome).toBe('fail');
  expect(asked({}, '2024-04-01').outcome).toBe('pass');
});

test('checks are due 3, 6 and 12 months after, on working days', () => {
  expect(followUpsDue(graduatedOn, params, calendarOf('CN-2026-1'))).toEqual([
    { month: 3, due: '2024-07-01', provisional: false },
    { month: 6, due: '2024-10-08', provisional: false }, // 1 October
    { month: 12, due: '2025-04-01', provisional: false },
  ]);
});
