import { expect, test } from '@jest/globals';
import { parseDay } from '@fuhua/kernel';
import type { View, ViewRow } from '@fuhua/platform/views';
import { told } from '@fuhua/testing';
import {
  act,
  dataOf,
  decidingGraduation,
  exitDecided,
  exitServed,
  fact,
  gathered,
  graduationConcluded,
  known,
  party,
  passed,
  passing,
  rescinding,
  started,
  storyOf,
  subject,
  type Story,
} from './active.suite.ts';
import { caseFollowUpView } from './case-follow-up.view.ts';
import { outcomesOf } from './case-outcomes.http.ts';
import type { CaseCommand } from './case.decider.ts';
import type { CaseEvent } from './case.events.ts';
import { idOf } from './case.suite.ts';
import { exitRegisterView } from './exit-register.view.ts';

const rowsOf = <Row extends ViewRow>(view: View<Row, CaseEvent>, story: Story): readonly Row[] =>
  told<CaseEvent>(...story).reduce<readonly Row[]>((rows, event) => view.fold(rows, event), []);

const { base, applicant: organization } = subject;

const graduated = storyOf(graduationConcluded(passed, '82.00', '2025-03-17'), [
  '2025-03-20',
  decidingGraduation('2025-03-20', {
    facts: { ...known, 'organization.listsSynchronisedOn': fact('2025-03-20') },
  }),
]);
const checking = (on: string, month: number, active: boolean): CaseCommand => ({
  ...{ ...act(on), ...gathered(), type: 'CheckFollowUp', month, active, openConditions: [] },
});

test('the register tells of an exit from the decision on, and of its last days once it is final', () => {
  const notice = idOf(exitDecided, 'EarlyExitNotified');
  const decided = { notice, base, organization, ground: 'G1', decidedOn: '2024-12-24' };
  expect(rowsOf(exitRegisterView, exitDecided)).toMatchObject([
    { ...decided, finalOn: null, barredUntil: null },
  ]);
  const final = storyOf(exitServed, [
    '2025-01-18',
    passing('review-request:2025-01-17', '2025-01-18'),
  ]);
  expect(rowsOf(exitRegisterView, final)).toMatchObject([
    { ...decided, finalOn: '2025-01-18', barredUntil: '2026-01-17' },
  ]);
});

test('an exit that is rescinded stands in it no longer', () => {
  const rescinded = storyOf(exitServed, ['2025-01-02', rescinding('2025-01-02')]);
  expect(rowsOf(exitRegisterView, rescinded)).toEqual([]);
});

test('an incubation counts from its end on, whichever it is', () => {
  expect(rowsOf(caseFollowUpView, started)).toEqual([]);
  const left = storyOf(started, [
    '2024-06-03',
    { ...party('2024-06-03'), type: 'LeaveVoluntarily', reason: '搬离' },
  ]);
  expect(rowsOf(caseFollowUpView, left)).toMatchObject([
    { base, organization, outcome: 'voluntary', band: null, endedOn: '2024-06-03' },
  ]);
});

test('a graduate survived as its check at month 12 says; the earlier ones say nothing of it', () => {
  const { band } = dataOf(graduated, 'Graduated');
  const row = { outcome: 'graduated', band, endedOn: '2025-03-20' };
  const early = storyOf(graduated, ['2025-06-19', checking('2025-06-19', 3, false)]);
  expect(rowsOf(caseFollowUpView, early)).toMatchObject([
    { ...row, survived: null, survivalOn: null },
  ]);
  const last = storyOf(early, ['2026-03-20', checking('2026-03-20', 12, true)]);
  expect(rowsOf(caseFollowUpView, last)).toMatchObject([
    { ...row, survived: true, survivalOn: '2026-03-20' },
  ]);
});

const on = parseDay('2026-12-31');
const graduate = (survivalOn: string | null, survived = true) => ({
  ...{ outcome: 'graduated' as const, survived: survivalOn === null ? null : survived },
  survivalOn: survivalOn === null ? null : parseDay(survivalOn),
});
const gone = { outcome: 'voluntary' as const, survived: null, survivalOn: null };

test('two of three graduate: 66.7 percent; of the two followed by then, one survived', () => {
  const rows = [graduate('2026-12-31'), graduate('2026-12-30', false), gone];
  expect(outcomesOf(rows, on)).toEqual({
    ...{ ended: 3, graduates: 2, graduationPercent: '66.7' },
    ...{ followed: 2, survived: 1, survivalPercent: '50.0' },
  });
});

test('what is found after the day counts not yet, and a share of nothing is none', () => {
  expect(outcomesOf([graduate('2027-01-01'), graduate(null)], on)).toMatchObject({
    ...{ graduates: 2, graduationPercent: '100.0' },
    ...{ followed: 0, survived: 0, survivalPercent: null },
  });
  expect(outcomesOf([gone], on)).toMatchObject({ graduationPercent: '0.0' });
});
