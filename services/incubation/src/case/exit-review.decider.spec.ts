import { expect, test } from '@jest/globals';
import { given } from '@fuhua/testing';
import { incubationCase, type CaseCommand } from './case.decider.ts';
import { caseClockMissed, handoverCompleted, voluntaryExitRecorded } from './case.events.ts';
import {
  act,
  actAbove,
  dataOf,
  day,
  exitDecided,
  exitServed,
  file,
  party,
  passed,
  passing,
  rescinding,
  storyOf,
  subject,
  type Story,
} from './active.suite.ts';

/** After an exit was decided: review, finality and handover (R-EXT-06 … R-EXT-08, definition 17). */

const after = (story: Story) => given(incubationCase, ...story);

const askingReview = (on: string): CaseCommand => ({
  ...{ ...party(on), type: 'RequestReview', grounds: '认定事实有误', files: [file] },
});
const reviewingExit = (on: string, outcome: 'upheld' | 'revoked'): CaseCommand => ({
  ...{ ...actAbove(on), type: 'DecideReview', outcome, reasons: '经复核' },
});

test('unused for 15 working days from service the decision is final: bar and handover run', () => {
  expect(dataOf(exitServed, 'ExitDecisionServed')).toMatchObject({
    ...{ reviewAskBy: { due: '2025-01-17' }, unused: { finalOn: '2025-01-18' } },
  });
  after(exitServed).whenDue('2025-01-17').thenNothing();
  const { state } = after(exitServed).whenDue('2025-01-18');
  expect(state).toMatchObject({
    ...{ stage: 'ended', how: 'early-exit', on: '2025-01-18' },
    handover: { finalOn: '2025-01-18', by: { due: '2025-02-13' }, completed: false },
  });
  expect(dataOf(exitServed, 'ExitDecisionServed').unused.barredUntil).toBe('2026-01-17');
});

test('a review is asked for in time, once, and then effects wait for it', () => {
  after(exitServed)
    .when(askingReview('2025-01-18'))
    .thenRefused({ code: 'incubation.limit-over', due: day('2025-01-17') });
  after(exitDecided)
    .when(askingReview('2024-12-25'))
    .thenRefused({ code: 'incubation.step-missing', step: 'exit-decision-served' });
  const asked = storyOf(exitServed, ['2025-01-17', askingReview('2025-01-17')]);
  const { decideBy } = dataOf(asked, 'ReviewRequested');
  expect(decideBy.due).toBe('2025-03-06');
  after(asked).when(askingReview('2025-01-17')).thenRefused('incubation.step-done');
  const missed = caseClockMissed({ ...subject, clock: 'review-decision', due: decideBy.due });
  after(asked).whenDue('2026-01-01').then(missed);
});

test('the next higher authority upholds, and it is final that day', () => {
  const asked = storyOf(exitServed, ['2025-01-10', askingReview('2025-01-10')]);
  after(asked)
    .when({ ...act('2025-01-20'), type: 'DecideReview', outcome: 'upheld', reasons: '维持' })
    .thenRefused('incubation.not-competent');
  after(exitServed)
    .when(reviewingExit('2025-01-20', 'upheld'))
    .thenRefused({ code: 'incubation.step-missing', step: 'review-request' });
  const story = storyOf(asked, ['2025-01-20', reviewingExit('2025-01-20', 'upheld')]);
  expect(dataOf(story, 'ReviewDecided')).toMatchObject({ decision: { outcome: 'granted' } });
  expect(dataOf(story, 'EarlyExitBecameFinal')).toMatchObject({
    ...{ how: 'review-decided', finalOn: '2025-01-20', barredUntil: '2026-01-19' },
  });
});

test('revoked, the file is rescinded and the case goes on', () => {
  const story = storyOf(
    exitServed,
    ['2025-01-10', askingReview('2025-01-10')],
    ['2025-01-20', reviewingExit('2025-01-20', 'revoked')],
  );
  expect(dataOf(story, 'EarlyExitRescinded').because).toBe('review');
  const left = voluntaryExitRecorded({
    ...{ ...subject, how: 'no-application', on: day('2025-06-06') },
  });
  const { state } = after(story).whenDue('2025-06-07');
  expect(state).toMatchObject({ stage: 'ended', how: 'voluntary', on: left.data.on });
});

test('it may be rescinded until it is final, and not after', () => {
  expect(storyOf(exitServed, ['2025-01-16', rescinding('2025-01-16')]).at(-1)?.placed.type).toBe(
    'EarlyExitRescinded',
  );
  const final = storyOf(exitServed, [
    '2025-01-18',
    passing('review-request:2025-01-17', '2025-01-18'),
  ]);
  after(final).when(rescinding('2025-01-18')).thenRefused('incubation.not-in-stage');
});

const items = (['space', 'seals', 'data-export'] as const).map((item) => ({
  ...{ item, doneOn: day('2025-01-22'), files: [file] },
}));
const handing = (on: string, parts = items): CaseCommand => ({
  ...{ ...act(on), type: 'CompleteHandover', items: parts },
});

test('handed over with all three parts, and overdue without', () => {
  const final = storyOf(exitServed, [
    '2025-01-18',
    passing('review-request:2025-01-17', '2025-01-18'),
  ]);
  after(final)
    .when(handing('2025-01-23', items.slice(1)))
    .thenRefused('incubation.handover-incomplete');
  after(final).when(handing('2025-01-21')).thenRefused('incubation.day-in-future');
  const done = storyOf(final, ['2025-01-23', handing('2025-01-23')]);
  expect(done.at(-1)?.placed).toEqual(
    handoverCompleted({
      ...{ ...subject, notice: dataOf(final, 'EarlyExitBecameFinal').notice, items },
      ...{ decision: dataOf(done, 'HandoverCompleted').decision, completedOn: day('2025-01-23') },
    }),
  );
  after(done).when(handing('2025-01-24')).thenRefused('incubation.step-done');
  after(done).whenDue('2026-01-01').thenNothing();
  const missed = caseClockMissed({ ...subject, clock: 'handover', due: day('2025-02-13') });
  after(final).whenDue('2026-01-01').then(missed);
  after(passed).when(handing('2025-01-23')).thenRefused('incubation.not-in-stage');
});
