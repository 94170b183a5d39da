import { expect, test } from '@jest/globals';
import { given } from '@fuhua/testing';
import { incubationCase, type CaseCommand } from './case.decider.ts';
import {
  caseClockMissed,
  endedWithoutGraduation,
  graduationReminded,
  voluntaryExitRecorded,
} from './case.events.ts';
import {
  act,
  actAbove,
  applyingGraduation,
  askingExtension,
  dataOf,
  day,
  decidingExtension,
  evaluating,
  file,
  gathered,
  midtermOf,
  party,
  passed,
  pausing,
  requestingMidterm,
  resuming,
  started,
  storyOf,
  subject,
  type Story,
} from './active.suite.ts';
import { elsewhere, reviewed, starting } from './case.suite.ts';

/** Pause, extension and the end of a term (5.4, 5.5, R-TRM-01, R-TRM-03, R-TRM-04). */

const after = (story: Story) => given(incubationCase, ...story);

// --- The end ------------------------------------------------------------------------------------------------------

const end = day('2025-04-25');
const reminded = [60, 45].map((daysLeft) => graduationReminded({ ...subject, daysLeft, end }));
const left = voluntaryExitRecorded({ ...subject, how: 'no-application', on: end });

test('60 and 45 days before the end the organization is reminded, each once', () => {
  after(passed).whenDue('2025-02-23').thenNothing();
  after(passed).whenDue('2025-02-24').then(reminded[0]!);
  after(passed)
    .whenDue('2025-04-25')
    .then(...reminded);
});

test('who did not apply by the last day of the term has left of its own will the day after', () => {
  after(passed)
    .whenDue('2025-04-26')
    .then(...reminded, left);
  after(passed).whenDue('2026-04-26').thenDue();
});

test('who applied in time stays until it is decided, and after 20 working days that is overdue', () => {
  const applied = storyOf(passed, ['2025-03-26', applyingGraduation('2025-03-26')]);
  const { decideBy } = dataOf(applied, 'GraduationApplied');
  expect(decideBy).toEqual({ due: '2025-04-24', provisional: false });
  const missed = caseClockMissed({ ...subject, clock: 'graduation-decision', due: decideBy.due });
  after(applied).whenDue('2026-01-01').then(missed);
});

test('it may leave on request, whatever its clocks, but not past an exit file', () => {
  const leaving = (on: string) =>
    ({ ...party(on), type: 'LeaveVoluntarily', reason: '业务方向调整' }) as const;
  const on = day('2024-12-02');
  const event = voluntaryExitRecorded({
    ...{ ...subject, how: 'on-request', reason: '业务方向调整', on },
  });
  after(passed).when(leaving('2024-12-02')).then(event);
  after(storyOf(passed, ['2024-11-27', pausing('2024-11-27', '2024-12-31')]))
    .when(leaving('2024-12-02'))
    .then(event);
});

test('a preparing team without a name at month 6 ends, and with one it does not', () => {
  const team = reviewed.map((one) =>
    one.placed.type === 'EntryApplied'
      ? {
          ...one,
          placed: {
            ...one.placed,
            data: { ...one.placed.data, applicantKind: 'preparing-team' },
          },
        }
      : one,
  ) as Story;
  const begun = storyOf(team, ['2024-04-26', starting()]);
  expect(dataOf(begun, 'IncubationStarted').clocks.nameBy?.due).toBe('2024-10-28');
  const ended = endedWithoutGraduation({
    ...{ ...subject, because: 'not-registered', on: day('2024-10-28') },
  });
  after(begun).whenDue('2024-10-28').thenNothing();
  after(begun).whenDue('2024-10-29').then(ended);
  const step: CaseCommand = {
    ...{ ...act('2024-10-28'), type: 'RecordRegistrationStep' },
    ...{ step: 'name-applied-for', files: [file] },
  };
  const named = storyOf(begun, ['2024-10-28', step]);
  after(named).whenDue('2024-10-30').thenNothing();
  after(passed).when(step).thenRefused('incubation.no-preparing-team');
});

// --- Pause ---------------------------------------------------------------------------------------------------------

test('a pause moves every clock of the term by its days, and ends by itself', () => {
  const paused = storyOf(started, ['2024-06-03', pausing('2024-06-03', '2024-07-02')]);
  const { clocks } = dataOf(paused, 'CasePaused');
  expect(clocks).toEqual({
    end: '2025-05-25',
    midterm: { from: '2024-10-25', until: '2024-12-25' },
    reminders: [
      { daysLeft: 60, on: '2025-03-26' },
      { daysLeft: 45, on: '2025-04-10' },
    ],
  });
  after(paused).whenDue('2024-07-02').thenNothing();
  after(paused)
    .whenDue('2024-07-03')
    .then({
      type: 'CaseResumed',
      data: {
        ...{ ...subject, how: 'at-end', resumedOn: day('2024-07-03'), pausedDays: 30, clocks },
      },
    });
});

test('resumed earlier, only the days count for which it stood still', () => {
  const paused = storyOf(started, ['2024-06-03', pausing('2024-06-03', '2024-07-02')]);
  const resumed = storyOf(paused, ['2024-06-13', resuming('2024-06-13')]);
  expect(dataOf(resumed, 'CaseResumed')).toMatchObject({
    ...{ how: 'earlier', pausedDays: 10, clocks: { end: '2025-05-05' } },
  });
  after(paused).when(resuming('2024-06-03')).thenRefused('incubation.days-out-of-order');
  after(paused).when(resuming('2024-07-03')).thenRefused('incubation.limit-over');
  after(started).when(resuming('2024-06-13')).thenRefused('incubation.case-not-paused');
});

test('three months at most, all pauses together, and only for force majeure', () => {
  expect(
    dataOf(storyOf(started, ['2024-06-03', pausing('2024-06-03', '2024-09-02')]), 'CasePaused')
      .decision.outcome,
  ).toBe('granted');
  const refused = storyOf(started, ['2024-06-03', pausing('2024-06-03', '2024-09-03')]);
  expect(dataOf(refused, 'PauseRefused').decision.outcome).toBe('refused');
  const other = storyOf(started, ['2024-06-03', pausing('2024-06-03', '2024-07-02', 'other')]);
  expect(dataOf(other, 'PauseRefused').decision.outcome).toBe('refused');
  const twice = storyOf(
    started,
    ['2024-06-03', pausing('2024-06-03', '2024-07-02')],
    ['2024-06-13', resuming('2024-06-13')],
    ['2024-07-01', pausing('2024-07-01', '2024-09-21')],
  );
  expect(dataOf(twice, 'PauseRefused').decision.outcome).toBe('refused');
});

test('while it is paused there is no midterm, no extension, no application, and no second pause', () => {
  const paused = storyOf(passed, ['2024-11-04', pausing('2024-11-04', '2024-12-03')]);
  const refusal = { code: 'incubation.case-paused', until: day('2024-12-03') } as const;
  after(paused).when(askingExtension('2024-11-05')).thenRefused(refusal);
  after(paused).when(applyingGraduation('2024-11-05')).thenRefused(refusal);
  after(paused).when(pausing('2024-11-05', '2024-11-06')).thenRefused(refusal);
  const early = storyOf(started, ['2024-10-14', pausing('2024-10-14', '2024-11-03')]);
  after(early).when(requestingMidterm('x', '2024-10-21')).thenRefused('incubation.case-paused');
});

test('a pause is decided by the authority of the base, and has an order', () => {
  const command = pausing('2024-06-03', '2024-06-02');
  after(started).when(elsewhere(command)).thenRefused('incubation.not-competent');
  after(started).when(command).thenRefused('incubation.days-out-of-order');
  const applied = storyOf(passed, ['2024-12-02', applyingGraduation('2024-12-02')]);
  after(applied)
    .when(pausing('2024-12-03', '2024-12-31'))
    .thenRefused({ code: 'incubation.step-done', step: 'graduation-application' });
});

// --- Extension -----------------------------------------------------------------------------------------------------

const asked = (on: string, months = 6, history: Story = passed): Story =>
  storyOf(history, [on, askingExtension(on, months)]);
const decided = (story: Story, on: string): Story => storyOf(story, [on, decidingExtension(on)]);

test('asked for 30 days before the end, six months are granted, and reminders come again', () => {
  const story = decided(asked('2025-03-26'), '2025-04-02');
  expect(dataOf(story, 'ExtensionGranted')).toMatchObject({
    ...{ origin: 'request', months: 6, beyondCap: false },
    clocks: { end: '2025-10-25' },
  });
  expect(dataOf(decided(asked('2025-03-27'), '2025-04-02'), 'ExtensionRefused')).toMatchObject({
    decision: { outcome: 'refused' },
  });
});

test.each([
  ['seven months', () => asked('2025-03-03', 7)],
  [
    'another reason',
    () => storyOf(passed, ['2025-03-03', askingExtension('2025-03-03', 6, 'other')]),
  ],
  ['no midterm held', () => asked('2025-03-03', 6, started)],
  ['a midterm below 60', () => asked('2025-03-03', 6, midtermOf(started, '59.99', '2024-10-24'))],
])('%s is refused', (_, story) => {
  expect(dataOf(decided(story(), '2025-03-10'), 'ExtensionRefused').decision.outcome).toBe(
    'refused',
  );
});

test('there is one extension', () => {
  const once = decided(asked('2025-03-03', 3), '2025-03-10');
  const twice = decided(asked('2025-05-06', 1, once), '2025-05-12');
  expect(dataOf(twice, 'ExtensionRefused').decision.outcome).toBe('refused');
  after(asked('2025-03-03'))
    .when(askingExtension('2025-03-04'))
    .thenRefused({ code: 'incubation.step-done', step: 'extension-request' });
  after(passed)
    .when(decidingExtension('2025-03-04'))
    .thenRefused({ code: 'incubation.step-missing', step: 'extension-request' });
});

test('asked for, the case outlives its term until that is decided, and the authority is late', () => {
  const story = asked('2025-03-26');
  const missed = caseClockMissed({ ...subject, clock: 'extension-decision', due: end });
  after(story).whenDue('2025-06-01').then(missed);
  after(decided(asked('2025-03-27'), '2025-04-28'))
    .whenDue('2025-05-01')
    .then(...reminded, left);
});

test('beyond 24 months the next higher authority decides, and nobody else', () => {
  const long = passed.map((one) =>
    one.placed.type === 'IncubationStarted'
      ? {
          ...one,
          placed: {
            ...one.placed,
            data: {
              ...one.placed.data,
              term: { ...one.placed.data.term, months: 20 },
              clocks: { ...one.placed.data.clocks, end: day('2025-12-25') },
            },
          },
        }
      : one,
  ) as Story;
  const within = decided(asked('2025-03-26', 4, long), '2025-04-02');
  expect(dataOf(within, 'ExtensionGranted').beyondCap).toBe(false);
  const beyond = asked('2025-03-26', 5, long);
  after(beyond).when(decidingExtension('2025-04-02')).thenRefused('incubation.not-competent');
  const above = { ...actAbove('2025-04-02'), ...gathered(), type: 'DecideExtension' } as const;
  expect(dataOf(storyOf(beyond, ['2025-04-02', above]), 'ExtensionGranted').beyondCap).toBe(true);
});

test('nothing of it before the start', () => {
  after(reviewed).when(askingExtension('2024-04-24')).thenRefused('incubation.not-in-stage');
  after(reviewed).when(evaluating('2024-04-24')).thenRefused('incubation.not-in-stage');
  given(incubationCase)
    .when(applyingGraduation('2024-04-24'))
    .thenRefused('incubation.case-unknown');
});
