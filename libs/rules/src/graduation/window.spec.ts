import { describe, expect, test } from '@jest/globals';
import { parseDay } from '@fuhua/kernel';
import { at, known } from '../findings/facts.suite.ts';
import {
  graduationReminders,
  graduationWindowRule,
  type GraduationWindowFacts,
  type GraduationWindowParams,
  type Outcome,
} from '../index.ts';

const day = parseDay;
const params: GraduationWindowParams = {
  ...{ fromMonth: 6, fromMidterm: ['growth'], untilDaysBefore: 30 },
  ...{ remindersDaysBefore: [60, 45], decisionWorkingDays: 20 },
};
type Values = {
  readonly [K in keyof GraduationWindowFacts]?: GraduationWindowFacts[K] | undefined;
};
const asked = (values: Values, on: string) =>
  graduationWindowRule.evaluate(
    known<GraduationWindowFacts>({
      ...{ 'case.stage': 'start-up', 'case.startedOn': day('2024-04-22') },
      ...{ 'case.termEnd': day('2025-04-21'), 'case.pausedDays': 0, 'case.midtermOn': 'none' },
      ...values,
    }),
    params,
    at(on),
  );

describe('from month 6 to 30 days before the end', () => {
  test.each<[string, Outcome]>([
    ['2024-10-21', 'fail'],
    ['2024-10-22', 'pass'],
    ['2025-03-21', 'pass'],
    ['2025-03-22', 'pass'], // a Saturday: counted back, it does not roll
    ['2025-03-23', 'fail'],
  ])('%s: %s', (on, outcome) => {
    expect(asked({}, on).outcome).toBe(outcome);
  });

  test.each<[string, Outcome]>([
    ['2024-11-20', 'fail'],
    ['2024-11-21', 'pass'],
    ['2025-04-21', 'pass'],
    ['2025-04-22', 'fail'],
  ])('with 30 days of pauses, %s: %s', (on, outcome) => {
    const paused = { 'case.pausedDays': 30, 'case.termEnd': day('2025-05-21') };
    expect(asked(paused, on).outcome).toBe(outcome);
  });
});

describe('a growth case may from its midterm evaluation', () => {
  const growth = { 'case.stage': 'growth' as const, 'case.termEnd': day('2024-10-21') };
  test.each<[string, Outcome]>([
    ['2024-07-22', 'fail'],
    ['2024-07-23', 'pass'],
    ['2024-09-21', 'pass'],
    ['2024-09-22', 'fail'],
  ])('%s: %s', (on, outcome) => {
    expect(asked({ ...growth, 'case.midtermOn': day('2024-07-23') }, on).outcome).toBe(outcome);
  });

  test('and not before there was one', () => {
    expect(asked(growth, '2024-09-02')).toMatchObject({
      outcome: 'fail',
      conclusion: { until: '2024-09-21' },
    });
    expect(asked({ ...growth, 'case.midtermOn': undefined }, '2024-09-02').outcome).toBe('unknown');
  });
});

test('is told with its days, and unknown without them', () => {
  expect(asked({}, '2025-03-23').reason).toEqual({
    zh: '2025-03-23 晚于申请期 2024-10-22 至 2025-03-22',
    en: '2025-03-23 is after the window from 2024-10-22 to 2025-03-22',
  });
  for (const name of ['case.stage', 'case.startedOn', 'case.termEnd', 'case.pausedDays'] as const) {
    expect(asked({ [name]: undefined }, '2024-12-02').outcome).toBe('unknown');
  }
});

test('reminders go out 60 and 45 days before the end', () => {
  expect(graduationReminders(day('2025-04-21'), params)).toEqual(['2025-02-20', '2025-03-07']);
});
