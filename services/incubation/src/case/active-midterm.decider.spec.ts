import { expect, test } from '@jest/globals';
import { eventId, given } from '@fuhua/testing';
import { incubationCase, type CaseCommand } from './case.decider.ts';
import { caseClockMissed } from './case.events.ts';
import {
  act,
  clocks,
  concluding,
  dataOf,
  day,
  evaluating,
  midtermConcluded,
  midtermOf,
  notifying,
  breach,
  passed,
  pausing,
  requestingMidterm,
  servingKind,
  started,
  storyOf,
  subject,
  type Story,
} from './active.suite.ts';
import { elsewhere } from './case.suite.ts';

/** The midterm evaluation (5.4, R-TRM-02, definition 13). */

const after = (story: Story) => given(incubationCase, ...story);

test('the clocks of a term of 12 months are known when it starts', () => {
  expect(clocks).toEqual({
    end: '2025-04-25',
    midterm: { from: '2024-09-25', until: '2024-11-25' },
    reminders: [
      { daysLeft: 60, on: '2025-02-24' },
      { daysLeft: 45, on: '2025-03-11' },
    ],
  });
});

test('the panel is asked for from the first day of the window, not the day before', () => {
  after(started)
    .when(requestingMidterm('first', '2024-09-24'))
    .thenRefused({ code: 'incubation.window-not-open', from: day('2024-09-25') });
  const story = storyOf(started, ['2024-09-25', requestingMidterm('first', '2024-09-25')]);
  expect(dataOf(story, 'EvaluationRequested')).toMatchObject({
    ...{ purpose: 'midterm', ratersMin: 3, outsideMin: 1, dueOn: '2024-11-25' },
  });
  after(story)
    .when(requestingMidterm('second', '2024-09-26'))
    .thenRefused({ code: 'incubation.step-done', step: 'panel' });
});

test('after the last day of the window it is overdue, once, and may be held all the same', () => {
  const missed = caseClockMissed({ ...subject, clock: 'midterm', due: day('2024-11-25') });
  after(started).whenDue('2024-11-25').thenNothing();
  after(started).whenDue('2024-11-26').then(missed);
  expect(dataOf(midtermOf(started, '80.00', '2024-12-02'), 'MidtermEvaluated').band).toBe(
    'continue',
  );
  after(passed).whenDue('2024-12-31').thenNothing();
});

test('a panel is heard once for each request, and only when it was asked for', () => {
  after(started)
    .when(concluding('first', '74.00', '2024-10-24'))
    .thenRefused('incubation.evaluation-not-asked');
  const story = storyOf(
    started,
    ['2024-10-21', requestingMidterm('first', '2024-10-21')],
    ['2024-10-24', concluding('first', '74.00', '2024-10-24')],
  );
  after(story)
    .when(concluding('first', '99.00', '2024-10-25'))
    .thenNothing();
});

test('evaluated after the panel, with Party work reviewed, by the authority of the base', () => {
  after(started)
    .when(evaluating('2024-10-24'))
    .thenRefused({ code: 'incubation.step-missing', step: 'panel' });
  const story = storyOf(
    started,
    ['2024-10-21', requestingMidterm('first', '2024-10-21')],
    ['2024-10-24', concluding('first', '74.00', '2024-10-24')],
  );
  after(story)
    .when(evaluating('2024-10-24'))
    .thenRefused({ code: 'incubation.party-work-not-reviewed', gate: 'midterm' });
  const command = { ...act('2024-10-24'), type: 'RequestMidterm', request: eventId('x') } as const;
  after(started).when(elsewhere(command)).thenRefused('incubation.not-competent');
});

test.each([
  ['60.00', 'continue', undefined],
  ['59.99', 'improve', '2024-12-23'],
  ['50.00', 'improve', '2024-12-23'],
  ['49.99', 'warn', '2025-01-22'],
])('%s points are %s, and evaluated again by %s', (mean, band, by) => {
  const { clocks: after, ...data } = dataOf(
    midtermOf(started, mean, '2024-10-24'),
    'MidtermEvaluated',
  );
  expect(data).toMatchObject({ band, score: mean, secondChanceFailed: false });
  expect(after.midtermAgainBy?.due).toBe(by);
});

test('who is to improve, or is warned, is told what', () => {
  after(midtermConcluded(started, '55.00', '2024-10-24'))
    .when(evaluating('2024-10-24', {}))
    .thenRefused('incubation.measures-missing');
  expect(
    storyOf(midtermConcluded(started, '60.00', '2024-10-24'), [
      '2024-10-24',
      evaluating('2024-10-24', {}),
    ]).length,
  ).toBe(started.length + 4);
});

test('the second chance runs from the service of the notice about the first', () => {
  const story = storyOf(midtermOf(started, '55.00', '2024-10-24'), [
    '2024-10-28',
    servingKind('midterm-notice', '2024-10-28'),
  ]);
  expect(dataOf(story, 'DocumentServed').starts).toEqual({
    ...{ clock: 'midterm-again', due: { due: '2024-12-27', provisional: false } },
  });
});

test('served again, the notice is on record and the second chance does not begin anew', () => {
  const story = storyOf(
    midtermOf(started, '55.00', '2024-10-24'),
    ['2024-10-28', servingKind('midterm-notice', '2024-10-28')],
    ['2024-11-20', servingKind('midterm-notice', '2024-11-20')],
  );
  const { state } = given(incubationCase, ...story);
  expect(state).toMatchObject({ clocks: { midtermAgainBy: { due: '2024-12-27' } } });
  const { data } = story.at(-1)!.placed;
  expect(data).toMatchObject({ kind: 'midterm-notice', servedOn: '2024-11-20' });
  expect(data).not.toHaveProperty('starts');
});

test('a second chance that is not given in time is overdue', () => {
  const missed = caseClockMissed({ ...subject, clock: 'midterm-again', due: day('2024-12-23') });
  after(midtermOf(started, '55.00', '2024-10-24'))
    .whenDue('2024-12-23')
    .thenNothing();
  after(midtermOf(started, '55.00', '2024-10-24'))
    .whenDue('2024-12-24')
    .then(missed);
});

test.each([
  ['55.00', '59.99', true],
  ['55.00', '60.00', false],
  ['45.00', '49.99', true],
  ['45.00', '50.00', false],
  ['45.00', '60.00', false],
])('after %s, %s: the second chance failed is %s', (first, again, failed) => {
  const story = midtermOf(midtermOf(started, first, '2024-10-24'), again, '2024-12-02');
  expect(dataOf(story, 'MidtermEvaluated').secondChanceFailed).toBe(failed);
});

test('after a second chance there is no third', () => {
  const failed = midtermOf(midtermOf(started, '45.00', '2024-10-24'), '40.00', '2024-12-02');
  after(failed)
    .when(requestingMidterm('third', '2024-12-16'))
    .thenRefused({ code: 'incubation.step-done', step: 'midterm' });
});

test('a failed second chance is a breach only where the agreement says so', () => {
  const ground = { ...breach, midterm: true };
  const failed = midtermOf(midtermOf(started, '45.00', '2024-10-24'), '40.00', '2024-12-02');
  const story = storyOf(failed, ['2024-12-09', notifying('2024-12-09', { ground })]);
  expect(dataOf(story, 'EarlyExitNotified')).toMatchObject({ ground: 'G1', midterm: true });
  after(passed)
    .when(notifying('2024-12-09', { ground }))
    .thenRefused('incubation.no-breach-agreed');
  const unagreed = failed.map((one) =>
    one.placed.type === 'IncubationStarted'
      ? {
          ...one,
          placed: { ...one.placed, data: { ...one.placed.data, twoMidtermsBreach: false } },
        }
      : one,
  ) as Story;
  after(unagreed)
    .when(notifying('2024-12-09', { ground }))
    .thenRefused('incubation.no-breach-agreed');
});

test('nothing is evaluated on a day before the panel concluded', () => {
  const concluded = midtermConcluded(started, '55.00', '2024-10-24');
  given(incubationCase, ...concluded)
    .when({ ...evaluating('2024-10-24'), on: day('2024-10-23') } as CaseCommand)
    .thenRefused('incubation.days-out-of-order');
});

test('nothing happens before the day on which a panel was asked for', () => {
  const requested = storyOf(started, ['2024-10-15', requestingMidterm('m', '2024-10-15')]);
  given(incubationCase, ...requested)
    .when(servingKind('graduation-reminder', '2024-10-14'))
    .thenRefused('incubation.days-out-of-order');
});

test('the notice that starts the second chance is not served while no clock runs', () => {
  const improving = midtermOf(started, '55.00', '2024-10-24');
  const paused = storyOf(improving, ['2024-10-25', pausing('2024-10-25', '2024-11-05')]);
  given(incubationCase, ...paused)
    .when(servingKind('midterm-notice', '2024-10-28'))
    .thenRefused('incubation.case-paused');
});
