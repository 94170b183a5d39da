import { test } from '@jest/globals';
import { startOfDay } from '@fuhua/kernel';
import { given } from '@fuhua/testing';
import { incubationCase, type CaseCommand } from './case.decider.ts';
import { act, applied, day, file, party, served, storyOf } from './case.suite.ts';

/** Definition 25: what runs from a day that was recorded wrongly, and what may still be done before it. */

const correcting = (on: string, to: string): CaseCommand => ({
  ...{ ...act(on), type: 'CorrectClockDay', day: day(to) },
  ...{ reason: '收件章日期', evidence: [file] },
});

test('once the gaps are closed, the corrected day is that of the supplement', () => {
  const corrected = storyOf(
    served,
    [
      '2024-03-11',
      {
        ...{ ...party('2024-03-11'), type: 'SupplementEntry', gaps: ['charter', 'funds'] },
        files: [file],
      },
    ],
    ['2024-03-14', correcting('2024-03-14', '2024-03-13')],
  );
  given(incubationCase, ...corrected).thenDue({
    name: 'completeness:2024-03-20',
    due: startOfDay(day('2024-03-21')),
  });
});

test('nothing is done before the day to which an earlier one was corrected', () => {
  const corrected = storyOf(applied, ['2024-03-08', correcting('2024-03-08', '2024-03-07')]);
  given(incubationCase, ...corrected)
    .when({ ...act('2024-03-06', '2024-03-08'), type: 'AcceptEntry' })
    .thenRefused('incubation.days-out-of-order');
});
