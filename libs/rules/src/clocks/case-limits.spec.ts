import { describe, expect, test } from '@jest/globals';
import { addDays, parseDay, type Day } from '@fuhua/kernel';
import {
  calendarOf,
  cureEnd,
  defenceDue,
  ExitCureParams,
  ExitDecisionParams,
  exitDecisionDue,
  ExitHandoverParams,
  ExitNoticeParams,
  ExitReviewParams,
  exitServiceDue,
  handoverDue,
  isOverdue,
  meetingAskDue,
  meetingFrom,
  reconsiderationDue,
  reviewAskDue,
  reviewDecisionDue,
  reviewDue,
  ReviewParams,
  ruleSetOf,
  type Due,
  type ReviewClock,
} from '../index.ts';

/**
 * The clocks of entry, defence, review and handover as JS-2023 sets them, across National Day, Spring Festival and make-up
 * workdays, counted by hand from the State Council's notices. Beside a line, what was counted over.
 */
const calendar = calendarOf('CN-2026-1');
const set = ruleSetOf({ id: 'JS-2023', version: 1 });
const paramsOf = (wanted: string): unknown => set.rules.find(({ rule }) => rule === wanted)?.params;

const review = ReviewParams.parse(paramsOf('R-REV-02'));
const notice = ExitNoticeParams.parse(paramsOf('R-EXT-02'));
const decision = ExitDecisionParams.parse(paramsOf('R-EXT-05'));
const appeal = ExitReviewParams.parse(paramsOf('R-EXT-06'));

function expectLastDay(limit: Due, due: string): void {
  expect(limit).toEqual({ due, provisional: false });
  const around = [-1, 0, 1].map((days) => addDays(parseDay(due), days));
  expect(around.map((on) => isOverdue(limit, on))).toEqual([false, false, true]);
}

describe('entry', () => {
  test.each<[ReviewClock, string, string]>([
    // National Day 2024, 1 to 7 October; 14 and 29 September and 12 October are made up, 15 to 17 September are off.
    ['completeness', '2024-09-27', '2024-10-10'], // 29, 30, 8, 9, 10
    ['supplement', '2024-09-20', '2024-10-16'], // 23 to 27 five, 29, 30, 8 to 12 twelve, 14, 15, 16
    ['decision', '2024-09-13', '2024-10-17'], // 14, 18 to 20 four, 23 to 27 nine, 29, 30, 8 to 12 sixteen, 14 to 17
    ['decision-extended', '2024-09-13', '2024-10-31'], // 18, 21 to 25 six, 28 to 31 ten more
    ['notification', '2024-09-29', '2024-10-11'], // 30, 8, 9, 10, 11
    ['notice', '2024-09-30', '2024-10-12'], // 8 to 12, the last a Saturday made up
    ['objection-answer', '2024-09-26', '2024-10-22'], // 27, 29, 30, 8 to 12 eight, 14 to 18 thirteen, 21, 22
    ['agreement', '2024-10-12', '2024-10-25'], // 14 to 18, 21 to 25
    ['plan', '2024-09-25', '2024-10-28'], // 26, 27, 29, 30, 8 to 12 nine, 14 to 18, 21 to 25 nineteen, 28
    // Spring Festival 2024, 10 to 17 February; 4 and 18 are made up.
    ['completeness', '2024-02-02', '2024-02-08'], // 4 to 8
    ['pre-review', '2024-02-08', '2024-02-21'], // 9, 18, 19, 20, 21
    ['decision', '2024-02-05', '2024-03-08'], // 6 to 9 four, 18 to 23 ten, 26 to 1 fifteen, 4 to 8
    // Spring Festival 2025, 28 January to 4 February; 26 January and 8 February are made up.
    ['supplement', '2025-01-22', '2025-02-18'], // 23, 24, 26, 27, 5 to 8 eight, 10 to 14 thirteen, 17, 18
    // Spring Festival 2026, 15 to 23 February; 14 and 28 are made up.
    ['agreement', '2026-02-12', '2026-03-04'], // 13, 14, 24 to 28 seven, 2, 3, 4
    ['notice', '2026-02-13', '2026-02-27'], // 14, 24 to 27
  ])('%s from %s: by %s', (clock, day0, due) => {
    expectLastDay(reviewDue(clock, parseDay(day0), review, calendar), due);
  });
});

type Count = (day0: Day) => Due;
const clocks: Readonly<Record<string, readonly [Count, ...(readonly [string, string])[]]>> = {
  'a defence': [
    (day0) => defenceDue(day0, notice, calendar),
    ['2024-09-24', '2024-10-12'], // 25 to 27 three, 29, 30, 8 to 12
    ['2025-01-23', '2025-02-12'], // 24, 26, 27, 5 to 8 seven, 10, 11, 12
    ['2025-09-26', '2025-10-16'], // 28, 29, 30, 9, 10, 11, 13 to 16
  ],
  'a request for a meeting': [
    (day0) => meetingAskDue(day0, notice, calendar),
    ['2025-01-24', '2025-02-07'], // 26, 27, 5, 6, 7
  ],
  'the way to a meeting': [
    (day0) => meetingFrom(day0, notice, calendar),
    ['2024-09-27', '2024-10-12'], // 29, 30, 8 to 12
  ],
  'a cure': [
    (day0) => cureEnd(day0, ExitCureParams.parse(paramsOf('R-EXT-03')), calendar),
    ['2024-09-01', '2024-10-08'], // 1 October
    ['2025-01-09', '2025-02-08'], // a Saturday made up
  ],
  'the decision of an exit': [
    (day0) => exitDecisionDue(day0, decision, calendar),
    ['2025-09-26', '2025-11-13'], // 28 to 30 three, 9 to 11 six, 13 to 17, 20 to 24, 27 to 31 twenty-one, 3 to 7, 10 to 13
  ],
  'the service of the decision': [
    (day0) => exitServiceDue(day0, decision, calendar),
    ['2024-09-29', '2024-10-14'], // 30, 8 to 12 six, 14
    ['2026-02-13', '2026-03-02'], // 14, 24 to 28 six, 2
  ],
  'a request for review': [
    (day0) => reviewAskDue(day0, appeal, calendar),
    ['2024-02-01', '2024-02-27'], // 2, 4 to 9 seven, 18 to 23 thirteen, 26, 27
    ['2025-09-22', '2025-10-17'], // 23 to 26 four, 28 to 30 seven, 9 to 11 ten, 13 to 17
  ],
  'the decision of a review': [
    (day0) => reviewDecisionDue(day0, appeal, calendar),
    ['2024-09-18', '2024-11-04'], // 19, 20, 23 to 27 seven, 29, 30, 8 to 12 fourteen, 14 to 18, 21 to 25, 28 to 1 twenty-nine, 4
    ['2026-02-10', '2026-03-30'], // 11 to 14 four, 24 to 28 nine, 2 to 6, 9 to 13, 16 to 20, 23 to 27 twenty-nine, 30
  ],
  reconsideration: [
    (day0) => reconsiderationDue(day0, appeal, calendar),
    ['2024-08-02', '2024-10-08'], // 1 October
    ['2023-12-14', '2024-02-18'], // 12 February; a Sunday made up
  ],
  'a handover': [
    (day0) => handoverDue(day0, ExitHandoverParams.parse(paramsOf('R-EXT-07')), calendar),
    ['2024-09-27', '2024-10-23'], // 29, 30, 8 to 12 seven, 14 to 18 twelve, 21, 22, 23
    ['2025-01-27', '2025-02-24'], // 5 to 8 four, 10 to 14 nine, 17 to 21 fourteen, 24
    ['2026-09-23', '2026-10-21'], // 24, 28, 29, 30, 8, 9, 10, 12 to 16 twelve, 19, 20, 21
  ],
};

describe.each(Object.entries(clocks))('%s', (_what, [count, ...lines]) => {
  test.each(lines)('from %s: by %s', (day0, due) => {
    expectLastDay(count(parseDay(day0)), due);
  });
});
