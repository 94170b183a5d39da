import { expect, test } from '@jest/globals';
import { given } from '@fuhua/testing';
import { incubationCase, type CaseCommand } from './case.decider.ts';
import { caseClockMissed } from './case.events.ts';
import {
  act,
  dataOf,
  day,
  exitDecided,
  file,
  inExit,
  passed,
  pausing,
  proposing,
  resuming,
  servingKind,
  started,
  storyOf,
  subject,
  type Story,
} from './active.suite.ts';
import { elsewhere, rejected } from './case.suite.ts';

/** Days of clocks that were recorded wrongly (definition 25), and papers that are served after the term. */

const after = (story: Story) => given(incubationCase, ...story);
const correcting = (on: string, to: string): Extract<CaseCommand, { type: 'CorrectClockDay' }> => ({
  ...{ ...act(on), type: 'CorrectClockDay', day: day(to), reason: '录入有误', evidence: [file] },
});

test('another day of the start moves the term, what pauses added to it is kept', () => {
  const story = storyOf(
    started,
    ['2024-06-03', pausing('2024-06-03', '2024-07-02')],
    ['2024-06-13', resuming('2024-06-13')],
    ['2024-06-17', correcting('2024-06-17', '2024-04-29')],
  );
  expect(dataOf(story, 'ClockDayCorrected').clocks).toEqual([
    { clock: 'term', due: { due: '2025-05-08', provisional: false } },
    { clock: 'midterm-from', due: { due: '2024-10-08', provisional: false } },
    { clock: 'midterm', due: { due: '2024-12-08', provisional: false } },
  ]);
  expect(after(story).state).toMatchObject({
    ...{ started: { on: '2024-04-29' }, clocks: { end: '2025-05-08' } },
  });
  const missed = caseClockMissed({ ...subject, clock: 'midterm', due: day('2024-12-08') });
  after(story).whenDue('2024-12-09').then(missed);
});

test('another day of the service of an exit notice moves what runs from it', () => {
  const story = storyOf(inExit, ['2024-12-13', correcting('2024-12-13', '2024-12-10')]);
  expect(after(story).state).toMatchObject({
    exit: {
      ...{ servedOn: '2024-12-10', waitsFrom: '2024-12-10' },
      ...{ defenceBy: { due: '2024-12-24' }, hearingAskBy: { due: '2024-12-17' } },
      decideBy: { due: '2025-01-22' },
    },
  });
  after(exitDecided)
    .when(correcting('2024-12-25', '2024-12-10'))
    .thenRefused({ code: 'incubation.step-done', step: 'exit-decision' });
});

test('nothing happens before the day to which an earlier one was corrected', () => {
  after(storyOf(started, ['2024-05-06', correcting('2024-05-06', '2024-05-06')]))
    .when(servingKind('graduation-reminder', '2024-05-03'))
    .thenRefused({
      ...{ code: 'incubation.days-out-of-order', first: day('2024-05-06') },
      then: day('2024-05-03'),
    });
  after(storyOf(inExit, ['2024-12-13', correcting('2024-12-13', '2024-12-12')]))
    .when(proposing('2024-12-11'))
    .thenRefused('incubation.days-out-of-order');
});

test('only by the authority of the base, for a day that is past, while the clocks run', () => {
  after(passed)
    .when(elsewhere(correcting('2024-12-13', '2024-04-29')))
    .thenRefused('incubation.not-competent');
  after(passed)
    .when(correcting('2024-12-13', '2024-12-16'))
    .thenRefused('incubation.day-in-future');
  after(storyOf(passed, ['2024-12-02', pausing('2024-12-02', '2024-12-31')]))
    .when(correcting('2024-12-13', '2024-04-29'))
    .thenRefused('incubation.case-paused');
});

test('how a case ended is served, and nothing that belongs to a case that runs', () => {
  const { state } = after(passed).whenDue('2025-04-26');
  expect(state.stage).toBe('ended');
  const left = storyOf(passed, [
    '2024-12-02',
    { ...act('2024-12-02'), type: 'LeaveVoluntarily', reason: '业务方向调整' },
  ]);
  const story = storyOf(left, ['2024-12-04', servingKind('graduation-decision', '2024-12-04')]);
  expect(dataOf(story, 'DocumentServed').kind).toBe('graduation-decision');
  after(left)
    .when(servingKind('exit-notice', '2024-12-04'))
    .thenRefused('incubation.document-not-expected');
  after(rejected)
    .when(servingKind('gap-notice', '2024-12-04'))
    .thenRefused('incubation.document-not-expected');
});
