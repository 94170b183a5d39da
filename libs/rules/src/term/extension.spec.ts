import { describe, expect, test } from '@jest/globals';
import { parseDay } from '@fuhua/kernel';
import { at, known } from '../findings/facts.suite.ts';
import {
  extensionRule,
  type ExtensionFacts,
  type ExtensionParams,
  type Outcome,
} from '../index.ts';

const day = parseDay;
const params: ExtensionParams = {
  ...{ askDaysBefore: 30, monthsMax: 6, timesMax: 1 },
  reasons: ['registration-pending', 'project-closing', 'force-majeure'],
};
type Values = { readonly [K in keyof ExtensionFacts]?: ExtensionFacts[K] | undefined };
const sound: Values = {
  ...{
    'extension.origin': 'request',
    'extension.askedOn': day('2025-03-22'),
    'extension.months': 6,
  },
  ...{ 'extension.reason': 'registration-pending', 'case.termEnd': day('2025-04-21') },
  ...{ 'case.extensions': 0, 'case.exitOpen': false, 'case.midtermBand': 'continue' },
};
const asked = (values: Values) =>
  extensionRule.evaluate(known<ExtensionFacts>({ ...sound, ...values }), params, at('2025-04-01'));

describe('an extension on request', () => {
  test.each<[string, Values, Outcome]>([
    ['sound', {}, 'pass'],
    ['asked for 31 days before the end', { 'extension.askedOn': day('2025-03-21') }, 'pass'],
    [
      'asked for 30 days before the end, a Saturday',
      { 'extension.askedOn': day('2025-03-22') },
      'pass',
    ],
    ['asked for 29 days before the end', { 'extension.askedOn': day('2025-03-23') }, 'fail'],
    ['of 0 months', { 'extension.months': 0 }, 'fail'],
    ['of 1 month', { 'extension.months': 1 }, 'pass'],
    ['of 7 months', { 'extension.months': 7 }, 'fail'],
    ['a second time', { 'case.extensions': 1 }, 'fail'],
    ['while an early exit is open', { 'case.exitOpen': true }, 'fail'],
    ['after a midterm to improve', { 'case.midtermBand': 'improve' }, 'fail'],
    ['after a warning', { 'case.midtermBand': 'warn' }, 'fail'],
    ['without a midterm', { 'case.midtermBand': 'none' }, 'fail'],
    ['for a project closing', { 'extension.reason': 'project-closing' }, 'pass'],
    ['for force majeure', { 'extension.reason': 'force-majeure' }, 'pass'],
    ['for another reason', { 'extension.reason': 'other' }, 'fail'],
  ])('%s: %s', (_what, values, outcome) => {
    expect(asked(values).outcome).toBe(outcome);
  });

  test.each(Object.keys(sound) as (keyof ExtensionFacts)[])('is unknown while %s is', (name) => {
    expect(asked({ [name]: undefined }).outcome).toBe('unknown');
  });

  test('that is late is told by how much', () => {
    expect(asked({ 'extension.askedOn': day('2025-03-23') }).reason).toEqual({
      zh: '2025-03-23 申请，晚于 2025-03-22（届满前 30 日）',
      en: 'asked for on 2025-03-23, after 2025-03-22, 30 days before the end',
    });
  });
});

describe('one after a graduation of 60 to 69 points', () => {
  const after: Values = {
    ...{ 'extension.origin': 'graduation', 'extension.askedOn': undefined },
    ...{ 'extension.reason': undefined, 'case.midtermBand': undefined },
  };
  test('needs neither reason, nor 30 days, nor midterm, and is the one extension', () => {
    expect(asked(after).outcome).toBe('pass');
    expect(asked({ ...after, 'case.extensions': 1 }).outcome).toBe('fail');
    expect(asked({ ...after, 'extension.months': 7 }).outcome).toBe('fail');
    expect(asked({ ...after, 'case.exitOpen': true }).outcome).toBe('fail');
  });
});
