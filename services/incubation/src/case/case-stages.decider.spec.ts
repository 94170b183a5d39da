import { describe, expect, test } from '@jest/globals';
import { fold, startOfDay } from '@fuhua/kernel';
import { eventId, told } from '@fuhua/testing';
import {
  actAbove,
  applyingGraduation,
  askingExtension,
  breach,
  decidingExit,
  decidingExtension,
  decidingGraduation,
  evaluating,
  exitServed,
  gathered,
  graduationConcluded,
  inExit,
  notifying,
  passed,
  pausing,
  proposing,
  requestingMidterm,
  rescinding,
  resuming,
} from './active.suite.ts';
import { caseDecider, type CaseCommand } from './case.decider.ts';
import type { CaseEvent } from './case.events.ts';
import type { Case } from './case-state.decider.ts';
import {
  act,
  agreeing,
  applied,
  applying,
  approved,
  concluding,
  day,
  deciding,
  evaluated,
  file,
  granted,
  identity,
  noticed,
  party,
  planning,
  rejected,
  request,
  reviewing,
  served,
  serving,
  signing,
  sought,
  starting,
  storyOf,
  type Story,
} from './case.suite.ts';

/** R-REV-01 as a table: every command in every stage. A stage or a command without a row does not compile. */

const on = '2025-04-01';
const graduated = storyOf(graduationConcluded(passed, '92.00', '2025-03-20'), [
  '2025-03-20',
  decidingGraduation('2025-03-20'),
]);
const handingOver = storyOf(exitServed, [
  '2025-01-18',
  {
    ...{ type: 'PassDeadline', name: nameOf(exitServed, 'review-request') },
    now: startOfDay(day('2025-01-18')),
  },
]);

const rows = {
  none: [],
  applied,
  gaps: served,
  accepted: evaluated,
  sought,
  approved,
  noticed,
  agreeing,
  planning,
  active: inExit,
  graduated,
  ended: rejected,
  'handing-over': handingOver,
} satisfies Record<Case['stage'] | 'handing-over', Story>;
type Row = keyof typeof rows;

interface Column {
  readonly command: CaseCommand;
  /** Where it belongs: there it is accepted, or refused for another reason than the stage. */
  readonly belongs: readonly Row[];
}

const officer = act(on);
const somebody = party(on);
const evidence = [{ title: '检查记录', source: '现场检查', date: day('2025-03-03') }];

const columns: { readonly [T in CaseCommand['type']]: Column } = {
  ApplyEntry: { command: applying(on), belongs: ['none'] },
  RecordMigratedCase: {
    command: {
      ...{ ...officer, type: 'RecordMigratedCase', identity, capacity: 1 },
      running: {
        ...{ appliedOn: day(on), approvedOn: day(on), startedOn: day(on) },
        term: { start: day(on), end: day('2026-03-31'), months: 12 },
        ...{ twoMidtermsBreach: false, source: { name: '档案', migrated: true } },
      },
    },
    belongs: ['none'],
  },
  NotifyGaps: {
    command: { ...officer, type: 'NotifyGaps', gaps: [{ code: 'charter', text: '章程' }] },
    belongs: ['applied'],
  },
  SupplementEntry: {
    command: { ...somebody, type: 'SupplementEntry', gaps: ['charter'], files: [file] },
    belongs: ['gaps'],
  },
  AcceptEntry: { command: { ...officer, type: 'AcceptEntry' }, belongs: ['applied', 'gaps'] },
  LapseEntry: {
    command: { ...officer, type: 'LapseEntry', open: [], reason: '逾期' },
    belongs: ['gaps', 'agreeing'],
  },
  PreReviewEntry: {
    command: { ...somebody, type: 'PreReviewEntry', opinion: 'recommended', remarks: '齐全' },
    belongs: ['accepted'],
  },
  RequestPanel: { command: { ...officer, type: 'RequestPanel', request }, belongs: ['accepted'] },
  ReceiveEvaluation: { command: concluding(), belongs: ['accepted'] },
  ExtendDecision: {
    command: { ...officer, type: 'ExtendDecision', reason: '核查' },
    belongs: ['accepted'],
  },
  DecideEntry: { command: deciding(on), belongs: ['accepted'] },
  ConcludeAdmission: { command: granted(sought), belongs: ['sought'] },
  PostNotice: {
    command: { ...officer, type: 'PostNotice', place: '公告栏' },
    belongs: ['approved'],
  },
  FileObjection: {
    command: { ...somebody, type: 'FileObjection', text: '异议', evidence: [] },
    belongs: ['noticed'],
  },
  AnswerObjection: {
    command: {
      ...{ ...officer, type: 'AnswerObjection', objection: eventId('none') },
      ...{ upheld: false, answer: '不成立' },
    },
    belongs: ['noticed'],
  },
  SignAgreement: { command: signing(on), belongs: ['noticed', 'agreeing'] },
  StartIncubation: { command: starting(on), belongs: ['planning'] },
  ServeDocument: {
    command: serving('entry-decision', on),
    belongs: ['approved', 'ended'],
  },
  ReviewPartyWork: { command: reviewing('entry', on), belongs: ['accepted'] },
  CorrectClockDay: {
    command: {
      ...{ ...officer, type: 'CorrectClockDay', day: day('2024-04-01') },
      ...{ reason: '录入有误', evidence: [file] },
    },
    belongs: ['applied', 'gaps', 'accepted', 'noticed', 'agreeing', 'planning', 'active'],
  },
  RequestMidterm: { command: requestingMidterm('x', on), belongs: ['active'] },
  EvaluateMidterm: { command: evaluating(on), belongs: ['active'] },
  PauseCase: { command: pausing(on, '2025-04-10'), belongs: ['active'] },
  ResumeCase: { command: resuming(on), belongs: ['active'] },
  ApplyExtension: { command: askingExtension(on), belongs: ['active'] },
  DecideExtension: { command: decidingExtension(on), belongs: ['active'] },
  ApplyGraduation: { command: applyingGraduation(on), belongs: ['active'] },
  RequestGraduationPanel: {
    command: { ...officer, type: 'RequestGraduationPanel', request },
    belongs: ['active'],
  },
  DecideGraduation: { command: decidingGraduation(on), belongs: ['active'] },
  LeaveVoluntarily: {
    command: { ...somebody, type: 'LeaveVoluntarily', reason: '组织决定' },
    belongs: ['active'],
  },
  RecordRegistrationStep: {
    command: { ...officer, type: 'RecordRegistrationStep', step: 'registered', files: [file] },
    belongs: ['active'],
  },
  CheckFollowUp: {
    command: {
      ...{ ...officer, ...gathered(), type: 'CheckFollowUp', month: 3, active: true },
      openConditions: [],
    },
    belongs: ['graduated'],
  },
  SuspendSupport: {
    command: { ...officer, type: 'SuspendSupport', reason: '立案调查', evidence },
    belongs: ['active'],
  },
  ResumeSupport: {
    command: { ...officer, type: 'ResumeSupport', reason: '结案' },
    belongs: ['active'],
  },
  OrderCure: {
    command: { ...officer, type: 'OrderCure', brokenDuty: '活动', facts: '未开展', evidence },
    belongs: ['active'],
  },
  RecordCure: {
    command: { ...officer, type: 'RecordCure', facts: '已改正', files: [file] },
    belongs: ['active'],
  },
  NotifyEarlyExit: { command: notifying(on, { ground: breach }), belongs: ['active'] },
  SubmitDefence: {
    command: { ...somebody, type: 'SubmitDefence', points: ['不属实'], files: [] },
    belongs: ['active'],
  },
  RequestHearing: { command: { ...somebody, type: 'RequestHearing' }, belongs: ['active'] },
  NotifyHearing: {
    command: { ...officer, type: 'NotifyHearing', heldOn: day('2025-04-20'), place: '会议室' },
    belongs: ['active'],
  },
  HoldHearing: {
    command: { ...officer, type: 'HoldHearing', attended: true, record: [file] },
    belongs: ['active'],
  },
  ProposeEarlyExit: { command: proposing(on), belongs: ['active'] },
  DecideEarlyExit: { command: decidingExit(on), belongs: ['active'] },
  RescindEarlyExit: { command: rescinding(on), belongs: ['active'] },
  RequestReview: {
    command: { ...somebody, type: 'RequestReview', grounds: '不服', files: [] },
    belongs: ['active'],
  },
  DecideReview: {
    command: { ...actAbove(on), type: 'DecideReview', outcome: 'upheld', reasons: '维持' },
    belongs: ['active'],
  },
  CompleteHandover: {
    command: { ...officer, ...gathered(), type: 'CompleteHandover', items: [] },
    belongs: ['handing-over'],
  },
  PassDeadline: {
    command: { type: 'PassDeadline', name: 'nothing', now: startOfDay(day(on)) },
    belongs: Object.keys(rows) as Row[],
  },
};

/** What says that a command does not belong where the case stands. */
const misplaced: ReadonlySet<string> = new Set([
  'incubation.not-in-stage',
  'incubation.case-unknown',
  'incubation.case-exists',
  'incubation.evaluation-not-asked',
  'incubation.admission-not-sought',
  'incubation.document-not-expected',
]);

describe.each(Object.entries(rows))('while a case is %s', (row, story: Story) => {
  const state = fold(caseDecider, told<CaseEvent>(...story));

  test('it stands where the row says', () => {
    expect(row === 'handing-over' ? state : { stage: state.stage }).toMatchObject(
      row === 'handing-over' ? { stage: 'ended', how: 'early-exit' } : { stage: row },
    );
  });

  test.each(Object.entries(columns))(
    '%s belongs there, or is refused',
    (_, { command, belongs }) => {
      const decided = caseDecider.decide(command, state);
      const code = decided.ok ? 'accepted' : decided.refusal.code;
      expect([code, misplaced.has(code)]).toEqual([code, !belongs.includes(row as Row)]);
      if (!decided.ok && decided.refusal.code === 'incubation.not-in-stage') {
        expect(decided.refusal).toEqual({ code, stage: state.stage });
      }
    },
  );
});

function nameOf(story: Story, clock: string): string {
  const state = fold(caseDecider, told<CaseEvent>(...story));
  const open = caseDecider.deadlines?.(state).find(({ name }) => name.startsWith(clock));
  if (open === undefined) throw new Error(`no such clock: ${clock}`);
  return open.name;
}
