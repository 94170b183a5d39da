import { describe, expect, test } from '@jest/globals';
import { parseDay } from '@fuhua/kernel';
import { at, known } from '../findings/facts.suite.ts';
import {
  ReviewClock,
  reviewClocksRule,
  reviewWorkingDays,
  type Outcome,
  type ReviewClockFacts,
  type ReviewParams,
} from '../index.ts';

const params: ReviewParams = {
  ...{ completenessWorkingDays: 5, supplementWorkingDays: 15, preReviewWorkingDays: 5 },
  ...{ decisionWorkingDays: 20, decisionExtensionWorkingDays: 10, noticeWorkingDays: 5 },
  ...{ objectionAnswerWorkingDays: 15, agreementWorkingDays: 10, planWorkingDays: 20 },
  notificationWorkingDays: 5,
};
const asked = (clocks: ReviewClockFacts['review.clocks'] | undefined, on = '2024-12-31') =>
  reviewClocksRule.evaluate(known<ReviewClockFacts>({ 'review.clocks': clocks }), params, at(on));
const clock = (name: ReviewClock, day0: string, doneOn: string) => ({
  ...{ clock: name, day0: parseDay(day0) },
  doneOn: doneOn === 'open' ? ('open' as const) : parseDay(doneOn),
});

test('each clock has its own limit, an extended decision both', () => {
  const limits = ReviewClock.options.map((one) => [one, reviewWorkingDays(one, params)]);
  expect(Object.fromEntries(limits)).toEqual({
    ...{ completeness: 5, supplement: 15, 'pre-review': 5, decision: 20, 'decision-extended': 30 },
    ...{ notification: 5, notice: 5, 'objection-answer': 15, agreement: 10, plan: 20 },
  });
});

describe('a clock of 5 working days from Monday 2024-03-04, due on 2024-03-11', () => {
  test.each<[string, Outcome]>([
    ['2024-03-08', 'pass'],
    ['2024-03-11', 'pass'],
    ['2024-03-12', 'fail'],
  ])('done on %s: %s', (doneOn, outcome) => {
    expect(asked([clock('completeness', '2024-03-04', doneOn)]).outcome).toBe(outcome);
  });

  test.each<[string, Outcome]>([
    ['2024-03-11', 'pass'],
    ['2024-03-12', 'fail'],
  ])('open on %s: %s', (on, outcome) => {
    expect(asked([clock('completeness', '2024-03-04', 'open')], on).outcome).toBe(outcome);
  });

  test.each<[string, Outcome]>([
    ['2024-03-08', 'fail'],
    ['2024-03-11', 'pass'],
    ['2024-03-12', 'pass'],
  ])('a public notice that ends on %s: %s', (doneOn, outcome) => {
    expect(asked([clock('notice', '2024-03-04', doneOn)]).outcome).toBe(outcome);
  });
});

test('one that is missed is told among those that are kept', () => {
  const found = asked([
    clock('completeness', '2024-03-04', '2024-03-06'),
    clock('pre-review', '2024-03-06', '2024-03-14'),
    clock('notice', '2024-05-06', '2024-05-10'),
  ]);
  expect(found.reason).toEqual({
    zh: '初审逾期，期限至 2024-03-13；公示应至 2024-05-11，提前结束',
    en: 'the pre-review missed its last day, 2024-03-13; the public notice was cut short; it runs until 2024-05-11',
  });
  expect(found.conclusion).toMatchObject({
    clocks: [
      { clock: 'completeness', due: '2024-03-11', missed: false },
      { clock: 'pre-review', due: '2024-03-13', missed: true },
      { clock: 'notice', due: '2024-05-11', missed: true }, // a Saturday made up
    ],
  });
});

test('none started is none missed; not known is unknown', () => {
  expect(asked([]).outcome).toBe('pass');
  expect(asked(undefined).outcome).toBe('unknown');
});
