import { startOfDay } from '@fuhua/kernel';
import type { CaseCommand } from '../../src/case/case.decider.ts';
import * as active from './active-commands.suite.ts';
import { afterWorkingDays, dayAt } from './days.suite.ts';
import { duesOf } from './dues.suite.ts';
import * as entry from './entry-commands.suite.ts';
import type { At } from './entry-commands.suite.ts';
import { graduationWindow } from './graduation.suite.ts';
import type { Incubation, Of } from './record.suite.ts';

/** Which command comes next, and how far the clock goes: weighted, so that walks get everywhere. */

type Makes = (at: At) => CaseCommand;
type Makers = { readonly [T in Exclude<CaseCommand['type'], 'PassDeadline'>]: (at: At) => Of<T> };

const makers: Makers = {
  ApplyEntry: entry.applyEntry,
  NotifyGaps: entry.notifyGaps,
  SupplementEntry: entry.supplement,
  AcceptEntry: entry.acceptEntry,
  LapseEntry: entry.lapseEntry,
  PreReviewEntry: entry.preReview,
  RequestPanel: entry.requestPanel,
  ReceiveEvaluation: entry.receiveEvaluation,
  ExtendDecision: entry.extendDecision,
  DecideEntry: entry.decideEntry,
  ConcludeAdmission: entry.concludeAdmission,
  PostNotice: entry.postNotice,
  FileObjection: entry.fileObjection,
  AnswerObjection: entry.answerObjection,
  SignAgreement: entry.signAgreement,
  StartIncubation: entry.startIncubation,
  RecordMigratedCase: entry.recordMigrated,
  ServeDocument: (at) => entry.serveDocument(at),
  ReviewPartyWork: entry.reviewPartyWork,
  CorrectClockDay: entry.correctClockDay,
  RequestMidterm: active.requestMidterm,
  EvaluateMidterm: active.evaluateMidterm,
  PauseCase: active.pauseCase,
  ResumeCase: active.resumeCase,
  ApplyExtension: active.applyExtension,
  DecideExtension: active.decideExtension,
  ApplyGraduation: active.applyGraduation,
  RequestGraduationPanel: active.requestGraduationPanel,
  DecideGraduation: active.decideGraduation,
  LeaveVoluntarily: active.leave,
  RecordRegistrationStep: active.recordStep,
  CheckFollowUp: active.checkFollowUp,
  SuspendSupport: active.suspendSupport,
  ResumeSupport: active.resumeSupport,
  OrderCure: active.orderCure,
  RecordCure: active.recordCure,
  NotifyEarlyExit: active.notifyExit,
  SubmitDefence: active.submitDefence,
  RequestHearing: active.requestHearing,
  NotifyHearing: active.notifyHearing,
  HoldHearing: active.holdHearing,
  ProposeEarlyExit: active.propose,
  DecideEarlyExit: active.decideExit,
  RescindEarlyExit: active.rescind,
  RequestReview: active.requestReview,
  DecideReview: active.decideReview,
  CompleteHandover: active.completeHandover,
};

export const commandTypes = [...Object.keys(makers), 'PassDeadline'] as CaseCommand['type'][];

/** Mostly what comes next, sometimes anything at all, seldom a deadline that nobody sent at its time. */
export function nextCommand(at: At): CaseCommand {
  const { dice } = at;
  if (dice.chance(4)) return strayDeadline(at);
  if (dice.chance(16)) return dice.pick<Makes>(Object.values(makers))(at);
  return dice.weighted<Makes>(fitting(at))(at);
}

function strayDeadline({ sheet, today, dice }: At): Of<'PassDeadline'> {
  const names = [...duesOf(sheet).map(({ name }) => name), 'decision:2024-04-01'];
  return passing(dice.pick(names), today);
}

export function passing(name: string, place: number): Of<'PassDeadline'> {
  return { type: 'PassDeadline', name, now: startOfDay(dayAt(place)) };
}

type Weighted = readonly (readonly [number, Makes])[];

function fitting(at: At): Weighted {
  const { sheet } = at;
  const m = makers;
  const tell: Makes = (also) => entry.serveDocument(also, 'entry-decision');
  switch (sheet.stage) {
    case 'none':
      return [
        [8, m.ApplyEntry],
        [2, m.RecordMigratedCase],
      ];
    case 'applied':
      return [
        [6, m.AcceptEntry],
        [3, m.NotifyGaps],
        [1, m.CorrectClockDay],
      ];
    case 'gaps':
      return [
        [
          sheet.supplementBy === undefined ? 6 : 0.2,
          (also) => entry.serveDocument(also, 'gap-notice'),
        ],
        [4, m.SupplementEntry],
        [sheet.open.size === 0 ? 5 : 0.3, m.AcceptEntry],
        [1, m.LapseEntry],
        [0.5, m.CorrectClockDay],
      ];
    case 'accepted':
      return [
        [sheet.preReviewed ? 0.1 : 5, m.PreReviewEntry],
        [sheet.panel === undefined ? 3 : 0.1, m.RequestPanel],
        [
          sheet.panel !== undefined && sheet.panel.said === undefined ? 5 : 0.3,
          m.ReceiveEvaluation,
        ],
        [sheet.partyWork.has('entry') ? 0.1 : 2, m.ReviewPartyWork],
        [sheet.panel?.said === undefined ? 0.3 : 4, m.DecideEntry],
        [0.5, m.ExtendDecision],
        [0.4, m.CorrectClockDay],
      ];
    case 'sought':
      return [
        [6, m.ConcludeAdmission],
        [0.5, m.ReceiveEvaluation],
      ];
    case 'approved':
      return [
        [3, m.PostNotice],
        [2, tell],
      ];
    case 'noticed':
      return [
        [1.5, m.FileObjection],
        [sheet.objections.size > 0 ? 4 : 0.3, m.AnswerObjection],
        [3, m.SignAgreement],
        [1, tell],
        [0.4, m.CorrectClockDay],
      ];
    case 'agreeing':
      return [
        [5, m.SignAgreement],
        [1.8, m.LapseEntry],
        [1, tell],
        [0.4, m.CorrectClockDay],
      ];
    case 'planning':
      return [
        [3, m.ReviewPartyWork],
        [4, m.StartIncubation],
        [0.5, tell],
        [0.4, m.CorrectClockDay],
      ];
    case 'active':
      return fittingWhileActive(at, sheet.incubation!);
    case 'graduated':
      return [
        [4, m.CheckFollowUp],
        [0.5, (also) => entry.serveDocument(also, 'graduation-decision')],
      ];
    case 'ended':
      return [
        [sheet.handover === undefined ? 0.2 : 5, m.CompleteHandover],
        [1, (also) => entry.serveDocument(also, 'entry-decision', 'review-decision')],
      ];
  }
}

function fittingWhileActive(at: At, run: Incubation): Weighted {
  const { sheet, today } = at;
  const m = makers;
  if (run.file !== undefined) return fittingInFile(run);
  const isWindow = today >= run.window.from;
  const { from = Infinity } = graduationWindow(sheet, run);
  const { graduation, midtermPanel } = run;
  const mayRate = run.midterm.firstOn === undefined || run.againBy !== undefined;
  const waits = [midtermPanel, graduation?.panel].some((one) => one && one.said === undefined);
  return [
    [isWindow && mayRate && midtermPanel === undefined ? 5 : 0.1, m.RequestMidterm],
    [waits ? 8 : 0.1, m.ReceiveEvaluation],
    [midtermPanel?.said || graduation?.panel?.said ? 5 : 0.3, m.ReviewPartyWork],
    [midtermPanel?.said ? 6 : 0.2, m.EvaluateMidterm],
    [run.againBy === undefined ? 0.1 : 1, (also) => entry.serveDocument(also, 'midterm-notice')],
    [0.3, m.PauseCase],
    [run.pause === undefined ? 0.1 : 1, m.ResumeCase],
    [run.midterm.band === 'continue' ? 0.6 : 0.1, m.ApplyExtension],
    [run.asked === undefined ? 0.1 : 3, m.DecideExtension],
    [today >= from && graduation === undefined ? 3 : 0.2, m.ApplyGraduation],
    [graduation && graduation.panel === undefined ? 6 : 0.1, m.RequestGraduationPanel],
    [graduation?.panel?.said ? 6 : 0.1, m.DecideGraduation],
    [0.04, m.LeaveVoluntarily],
    [
      sheet.identity?.applicantKind === 'preparing-team' && !run.named ? 0.6 : 0.05,
      m.RecordRegistrationStep,
    ],
    [0.15, m.SuspendSupport],
    [run.suspended ? 0.3 : 0.05, m.ResumeSupport],
    [0.3, m.OrderCure],
    [0.2, m.RecordCure],
    [run.midterm.failed || run.cure !== undefined ? 1.2 : 0.3, m.NotifyEarlyExit],
  ];
}

function fittingInFile({ file, graduation, midtermPanel }: Incubation): Weighted {
  const m = makers;
  const { hearing, decided, draft, served, reviewBy } = file!;
  const isDecided = decided !== undefined;
  const isUnheard = hearing !== 'not-asked' && hearing !== 'held';
  return [
    [isDecided ? 0.1 : 1.5, m.SubmitDefence],
    [isDecided ? 0.1 : 1, m.RequestHearing],
    [hearing === 'asked' ? 5 : 0.2, m.NotifyHearing],
    [typeof hearing === 'object' ? 4 : 0.1, m.HoldHearing],
    [isDecided || isUnheard ? 0.2 : 2, m.ProposeEarlyExit],
    [draft === undefined ? 0.2 : 4, m.DecideEarlyExit],
    [0.3, m.RescindEarlyExit],
    [isDecided && served === undefined ? 6 : 0.1, (at) => entry.serveDocument(at, 'exit-decision')],
    [served === undefined ? 0.1 : 2, m.RequestReview],
    [reviewBy === undefined ? 0.1 : 5, m.DecideReview],
    [0.3, m.SuspendSupport],
    [0.2, m.ResumeSupport],
    [graduation === undefined ? 0.2 : 0.6, m.DecideGraduation],
    [0.2, m.ApplyGraduation],
    [0.2, m.ApplyExtension],
    [0.2, m.DecideExtension],
    [midtermPanel === undefined ? 0.2 : 0.6, m.ReceiveEvaluation],
    [0.2, m.PauseCase],
  ];
}

/** Mostly no step or a small one; often exactly on, one day before or one day after a day that matters. */
export function nextDay({ sheet, today, dice }: At): number {
  return dice.weighted<() => number>([
    [46, () => today],
    [22, () => today + 1 + dice.below(2)],
    [
      26,
      () => nearby(daysThatMatter(sheet, today), today, dice.below(3), dice.pick([-1, 0, 0, 1])),
    ],
    [6, () => today + 5 + dice.below(16)],
  ])();
}

function nearby(days: readonly number[], today: number, skip: number, off: number): number {
  const later = [...new Set(days)].filter((day) => day > today).toSorted((a, b) => a - b);
  const day = later[Math.min(Math.max(0, skip - 1), later.length - 1)] ?? today + 1;
  return Math.max(today, day + off);
}

/** The first day of each limit's being missed, of each window, and the day after its last. */
function daysThatMatter(sheet: At['sheet'], today: number): readonly number[] {
  const dues = duesOf(sheet).map(({ due }) => due);
  const run = sheet.incubation;
  const checks = sheet.checks.map(({ from }) => from);
  if (run === undefined) return [...dues, ...checks, sheet.supplementBy ?? today];
  const { from = today, until } = graduationWindow(sheet, run);
  const { file, cure } = run;
  const heard = typeof file?.hearing === 'object' ? [file.hearing.on] : [];
  return [
    ...dues,
    ...[run.window.from, from, until + 1, run.end - 29],
    ...[file?.defenceBy ?? today, file?.hearingAskBy ?? today, cure?.by ?? today].map(
      (day) => day + 1,
    ),
    ...heard,
    afterWorkingDays(today, 1),
  ];
}
