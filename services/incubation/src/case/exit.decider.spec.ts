import { expect, test } from '@jest/globals';
import { given, personId } from '@fuhua/testing';
import { incubationCase, type CaseCommand } from './case.decider.ts';
import { caseClockMissed } from './case.events.ts';
import {
  act,
  applyingGraduation,
  askingExtension,
  dataOf,
  day,
  decidingExit,
  decidingGraduation,
  exitDecided,
  exitServed,
  fact,
  file,
  graduationConcluded,
  inExit,
  known,
  notifying,
  party,
  passing,
  passed,
  pausing,
  proposing,
  rescinding,
  second,
  servingKind,
  started,
  storyOf,
  subject,
  type Story,
} from './active.suite.ts';
import { elsewhere } from './case.suite.ts';

/** An exit file from its notice to the handover (5.6, R-EXT-02 … R-EXT-08, definition 17). */

const after = (story: Story) => given(incubationCase, ...story);

// --- Defence and hearing -------------------------------------------------------------------------------------------

const defending = (on: string, ...points: string[]): CaseCommand => ({
  ...{ ...party(on), type: 'SubmitDefence', points, files: [] },
});
const askingHearing = (on: string): CaseCommand => ({ ...party(on), type: 'RequestHearing' });
const notifyingHearing = (on: string, heldOn: string): CaseCommand => ({
  ...{ ...act(on), type: 'NotifyHearing', heldOn: day(heldOn), place: '江阴市民政局三楼会议室' },
});
const holding = (on: string): CaseCommand => ({
  ...{ ...act(on), type: 'HoldHearing', attended: true, record: [file] },
});

test('defended until the tenth working day after service, its points numbered through', () => {
  const story = storyOf(
    inExit,
    ['2024-12-12', defending('2024-12-12', '场地漏水停用', '活动改为线上')],
    ['2024-12-23', defending('2024-12-23', '已补做活动')],
  );
  expect(dataOf(story, 'DefenceSubmitted').points).toEqual([{ point: '3', text: '已补做活动' }]);
  after(inExit)
    .when(defending('2024-12-24', '已补做活动'))
    .thenRefused({ code: 'incubation.limit-over', due: day('2024-12-23') });
});

test('New Year and a make-up workday are counted as the calendar has them', () => {
  const story = storyOf(started, ['2024-12-30', notifying('2024-12-30')]);
  expect(dataOf(story, 'EarlyExitNotified')).toMatchObject({
    hearingAskBy: { due: '2025-01-07' },
    defenceBy: { due: '2025-01-14' },
    /** 2025-01-26 and 02-08 are make-up workdays, 01-28 to 02-04 the Spring Festival. */
    decideBy: { due: '2025-02-17' },
  });
});

test('a hearing is asked for within five working days, and told of seven ahead', () => {
  after(inExit)
    .when(askingHearing('2024-12-17'))
    .thenRefused({ code: 'incubation.limit-over', due: day('2024-12-16') });
  const asked = storyOf(inExit, ['2024-12-16', askingHearing('2024-12-16')]);
  after(asked)
    .when(askingHearing('2024-12-16'))
    .thenRefused({ code: 'incubation.step-done', step: 'hearing-request' });
  after(asked)
    .when(notifyingHearing('2024-12-17', '2024-12-25'))
    .thenRefused({ code: 'incubation.hearing-too-soon', earliest: day('2024-12-26') });
  after(inExit)
    .when(notifyingHearing('2024-12-17', '2024-12-26'))
    .thenRefused({ code: 'incubation.step-missing', step: 'hearing-request' });
  const notified = storyOf(asked, ['2024-12-17', notifyingHearing('2024-12-17', '2024-12-26')]);
  after(notified).when(holding('2024-12-25')).thenRefused('incubation.hearing-too-soon');
  after(asked)
    .when(holding('2024-12-25'))
    .thenRefused({ code: 'incubation.step-missing', step: 'hearing-notice' });
  after(notified)
    .when(proposing('2024-12-25'))
    .thenRefused({ code: 'incubation.step-missing', step: 'hearing' });
  const held = storyOf(
    notified,
    ['2024-12-26', holding('2024-12-26')],
    ['2024-12-27', proposing('2024-12-27')],
    ['2024-12-27', decidingExit('2024-12-27')],
  );
  expect(held.at(-1)?.placed.type).toBe('EarlyExitDecided');
});

// --- Decision ------------------------------------------------------------------------------------------------------

const draftedAnd = (history: Story, on: string, ...changes: Parameters<typeof proposing>[1][]) =>
  storyOf(history, [on, proposing(on, changes[0])], [on, decidingExit(on)]);

test('before the last day for a defence nothing is decided that nobody defended', () => {
  expect(draftedAnd(inExit, '2024-12-23').at(-1)?.placed.type).toBe('ExitProposalRefused');
  expect(dataOf(exitDecided, 'EarlyExitDecided')).toMatchObject({
    ...{ barMonths: 12, serveBy: { due: '2025-01-03' } },
    decision: { outcome: 'granted', ruleSet: { id: 'JS-2023', version: 1 } },
  });
});

test('each point of the defence is answered', () => {
  const defended = storyOf(inExit, ['2024-12-12', defending('2024-12-12', '漏水', '线上')]);
  const answers = [
    { point: '1', answer: '场地十月已修复' },
    { point: '2', answer: '线上活动无记录' },
  ];
  const partly = draftedAnd(defended, '2024-12-17', { answers: answers.slice(0, 1) });
  expect(dataOf(partly, 'ExitProposalRefused').decision.outcome).toBe('refused');
  const fully = storyOf(
    partly,
    ['2024-12-17', proposing('2024-12-17', { answers })],
    ['2024-12-17', decidingExit('2024-12-17')],
  );
  expect(dataOf(fully, 'EarlyExitDecided').answers).toEqual(answers);
});

test('nothing is decided while a hearing may be asked for', () => {
  const defended = storyOf(inExit, ['2024-12-12', defending('2024-12-12', '漏水')]);
  const answers = [{ point: '1', answer: '场地十月已修复' }];
  const proposed = storyOf(defended, ['2024-12-16', proposing('2024-12-16', { answers })]);
  after(proposed)
    .when(decidingExit('2024-12-16'))
    .thenRefused({ code: 'incubation.limit-not-over', due: day('2024-12-16') });
  const decided = storyOf(proposed, ['2024-12-17', decidingExit('2024-12-17')]);
  expect(decided.at(-1)?.placed.type).toBe('EarlyExitDecided');
});

test('it is not harsher than the notice', () => {
  const harsher = { outcome: { measure: 'early-exit', ground: 'G4' } } as const;
  const story = draftedAnd(inExit, '2024-12-24', harsher);
  expect(story.at(-1)?.placed.type).toBe('ExitProposalRefused');
});

test('a milder measure closes the file: no bar, and the end is later by the days it waited', () => {
  const story = draftedAnd(inExit, '2024-12-24', { outcome: { measure: 'warn', ground: 'G1' } });
  expect(dataOf(story, 'MilderMeasureDecided')).toMatchObject({
    ...{ waitedDays: 15, clocks: { end: '2025-05-10' } },
  });
  after(story)
    .when(proposing('2024-12-25'))
    .thenRefused({ code: 'incubation.exit-not-open', case: subject.case });
});

test('two persons of the authority of the base decide, never one, the operator or another bureau', () => {
  const proposed = storyOf(inExit, ['2024-12-24', proposing('2024-12-24')]);
  after(proposed)
    .when({ ...decidingExit('2024-12-24'), person: personId('officer') })
    .thenRefused({ code: 'incubation.same-person', person: personId('officer') });
  after(proposed)
    .when(elsewhere(decidingExit('2024-12-24')))
    .thenRefused('incubation.not-competent');
  const bound = { ...known, 'exit.operatorOfficers': fact([second]) };
  const refused = storyOf(proposed, ['2024-12-24', decidingExit('2024-12-24', bound)]);
  expect(refused.at(-1)?.placed.type).toBe('ExitProposalRefused');
  const { 'exit.operatorOfficers': _, ...unknown } = known;
  after(proposed)
    .when(decidingExit('2024-12-24', unknown))
    .thenRefused('incubation.insufficient-evidence');
});

test('decided later than 30 working days after service, it is overdue and decided all the same', () => {
  const { decideBy } = dataOf(inExit, 'EarlyExitNotified');
  expect(decideBy).toEqual({ due: '2025-01-21', provisional: false });
  const missed = caseClockMissed({ ...subject, clock: 'exit-decision', due: decideBy.due });
  after(inExit).whenDue('2025-01-21').thenNothing();
  after(inExit).whenDue('2026-06-01').then(missed);
  expect(draftedAnd(inExit, '2025-02-10').at(-1)?.placed.type).toBe('EarlyExitDecided');
});

test('not served within seven working days it is overdue', () => {
  const missed = caseClockMissed({ ...subject, clock: 'exit-service', due: day('2025-01-03') });
  after(exitDecided).whenDue('2025-01-04').then(missed);
  after(inExit)
    .when(servingKind('exit-decision', '2024-12-16'))
    .thenRefused({ code: 'incubation.step-missing', step: 'exit-decision' });
  after(exitServed)
    .when(servingKind('exit-decision', '2024-12-27'))
    .thenRefused({ code: 'incubation.step-done', step: 'exit-decision-served' });
});

// --- While the file is open -----------------------------------------------------------------------------------------

test('while it is open: no extension, no graduation, no pause, no leaving, and the term waits', () => {
  const refusal = { code: 'incubation.exit-open' } as const;
  after(inExit).when(askingExtension('2024-12-16')).thenRefused(refusal);
  after(inExit).when(applyingGraduation('2024-12-16')).thenRefused(refusal);
  after(inExit).when(pausing('2024-12-16', '2024-12-31')).thenRefused(refusal);
  after(inExit)
    .when({ ...party('2024-12-16'), type: 'LeaveVoluntarily', reason: '自愿' })
    .thenRefused(refusal);
  const applied = graduationConcluded(passed, '95.00', '2024-12-02');
  const both = storyOf(applied, ['2024-12-09', notifying('2024-12-09')]);
  after(both).when(decidingGraduation('2024-12-16')).thenRefused(refusal);
  after(inExit).whenDue('2025-01-21').thenNothing();
});

test('rescinded, the term and a waiting application go on, and there is no bar', () => {
  const applied = graduationConcluded(passed, '95.00', '2024-12-02');
  const both = storyOf(applied, ['2024-12-09', notifying('2024-12-09')]);
  const story = storyOf(both, ['2024-12-19', rescinding('2024-12-19', 'late-acceptance')]);
  expect(dataOf(story, 'EarlyExitRescinded')).toMatchObject({
    ...{ because: 'late-acceptance', waitedDays: 10, clocks: { end: '2025-05-05' } },
    graduationBy: { due: '2025-01-17' },
  });
  const graduated = storyOf(story, ['2024-12-23', decidingGraduation('2024-12-23')]);
  expect(graduated.at(-1)?.placed.type).toBe('Graduated');
});

test('a pause that runs when the file is opened counts its own days, and none twice', () => {
  const paused = storyOf(passed, ['2024-12-02', pausing('2024-12-02', '2024-12-11')]);
  const open = storyOf(
    paused,
    ['2024-12-09', notifying('2024-12-09')],
    ['2024-12-12', passing('pause:2024-12-11', '2024-12-12')],
    ['2024-12-22', rescinding('2024-12-22')],
  );
  expect(dataOf(open, 'CaseResumed').clocks.end).toBe('2025-05-05');
  expect(dataOf(open, 'EarlyExitRescinded')).toMatchObject({
    ...{ waitedDays: 10, clocks: { end: '2025-05-15' } },
  });
  const within = storyOf(
    paused,
    ['2024-12-09', notifying('2024-12-09')],
    ['2024-12-10', rescinding('2024-12-10')],
  );
  expect(dataOf(within, 'EarlyExitRescinded').waitedDays).toBe(0);
});
