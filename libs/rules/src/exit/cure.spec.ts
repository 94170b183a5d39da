import { describe, expect, test } from '@jest/globals';
import { parseDay } from '@fuhua/kernel';
import { at, known } from '../findings/facts.suite.ts';
import { exitCureRule, type ExitCureFacts, type Outcome } from '../index.ts';

const day = parseDay;
type Values = { readonly [K in keyof ExitCureFacts]?: ExitCureFacts[K] | undefined };
const ordered = (dueOn: string, curedOn?: string): ExitCureFacts['exit.cure'] => ({
  ...{ orderedOn: day('2024-03-04'), dueOn: day(dueOn) },
  curedOn: curedOn === undefined ? 'not-cured' : day(curedOn),
});
const asked = (values: Values, on = '2024-04-30') =>
  exitCureRule.evaluate(
    known<ExitCureFacts>({ 'exit.ground': 'G1', 'exit.curable': true, ...values }),
    { cureDaysMax: 30 },
    at(on),
  );

describe('a cure ordered on 2024-03-04, due by 2024-04-03', () => {
  test.each<[string, string | undefined, string, Outcome]>([
    ['2024-04-03', undefined, '2024-04-02', 'fail'],
    ['2024-04-03', undefined, '2024-04-03', 'fail'],
    ['2024-04-03', undefined, '2024-04-07', 'pass'],
    ['2024-04-03', '2024-04-03', '2024-04-30', 'fail'], // cured in time: closed
    ['2024-04-03', '2024-04-04', '2024-04-30', 'pass'], // too late
    ['2024-04-07', undefined, '2024-04-30', 'fail'], // more than 30 days
    ['2024-03-15', undefined, '2024-03-18', 'pass'], // fewer are allowed
  ])('due on %s, cured on %s, asked on %s: %s', (dueOn, curedOn, on, outcome) => {
    expect(asked({ 'exit.cure': ordered(dueOn, curedOn) }, on).outcome).toBe(outcome);
  });
});

test.each<[string, Values, Outcome]>([
  ['curable, without an order', { 'exit.cure': 'not-ordered' }, 'fail'],
  ['curable, of an order not known', {}, 'unknown'],
  ['curable or not', { 'exit.curable': undefined }, 'unknown'],
  ['not curable', { 'exit.curable': false }, 'pass'],
  ['of another ground', { 'exit.ground': 'G2' }, 'pass'],
  ['of a ground not known', { 'exit.ground': undefined }, 'unknown'],
])('%s: %s', (_what, values, outcome) => {
  expect(asked(values).outcome).toBe(outcome);
});

test('a cure in time closes the matter, and is told', () => {
  expect(asked({ 'exit.cure': ordered('2024-04-03', '2024-04-02') }).reason).toEqual({
    zh: '已于 2024-04-02 改正，事项终结',
    en: 'cured on 2024-04-02: closed',
  });
});
