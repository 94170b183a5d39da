import { expect, test } from '@jest/globals';
import { parseDay } from '@fuhua/kernel';
import { at, known } from '../findings/facts.suite.ts';
import {
  pausedDaysOf,
  pauseRule,
  type Outcome,
  type PauseFacts,
  type PauseParams,
} from '../index.ts';

const day = parseDay;
const params: PauseParams = { monthsMax: 3, reasons: ['force-majeure'] };
const period = (from: string, until: string) => ({
  'pause.period': { from: day(from), until: day(until) },
});
type Values = { readonly [K in keyof PauseFacts]?: PauseFacts[K] | undefined };
const sound: Values = {
  ...{ 'pause.reason': 'force-majeure', ...period('2024-06-01', '2024-06-30') },
  ...{
    'case.startedOn': day('2024-04-22'),
    'case.termEnd': day('2025-04-21'),
    'case.pausedDays': 0,
  },
};
const asked = (values: Values) =>
  pauseRule.evaluate(known<PauseFacts>({ ...sound, ...values }), params, at('2024-06-01'));

test.each<[string, string, number, Outcome]>([
  ['2024-06-01', '2024-08-30', 0, 'pass'],
  ['2024-06-01', '2024-08-31', 0, 'pass'], // three months to the day
  ['2024-06-01', '2024-09-01', 0, 'fail'],
  ['2024-06-01', '2024-08-01', 30, 'pass'], // thirty days were used
  ['2024-06-01', '2024-08-02', 30, 'fail'],
  ['2024-11-30', '2025-02-27', 0, 'pass'],
  ['2024-11-30', '2025-02-28', 0, 'fail'], // three months end the day before 28 February
  ['2024-04-21', '2024-04-30', 0, 'fail'], // before the start
  ['2024-04-22', '2024-04-30', 0, 'pass'],
  ['2025-04-21', '2025-04-30', 0, 'pass'], // from the last day of the term
  ['2025-04-22', '2025-04-30', 0, 'fail'],
])('from %s until %s, after %i days of pauses: %s', (from, until, before, outcome) => {
  expect(asked({ ...period(from, until), 'case.pausedDays': before }).outcome).toBe(outcome);
});

test('only force majeure stops the clock, and by as many days as the pause has', () => {
  expect(asked({ 'pause.reason': 'other' }).outcome).toBe('fail');
  expect(pausedDaysOf({ from: day('2024-06-01'), until: day('2024-06-01') })).toBe(1);
  expect(asked({}).conclusion).toEqual({ days: 30, end: '2025-05-21' });
});

test.each(Object.keys(sound) as (keyof PauseFacts)[])('is unknown while %s is', (name) => {
  expect(asked({ [name]: undefined }).outcome).toBe('unknown');
});
