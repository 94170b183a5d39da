import type { CaseCommand } from '../../src/case/case.decider.ts';
import * as active from './active.suite.ts';
import * as approval from './approval.suite.ts';
import * as common from './common.suite.ts';
import { dayAt } from './days.suite.ts';
import { duesOf } from './dues.suite.ts';
import * as entry from './entry.suite.ts';
import * as exit from './exit.suite.ts';
import * as graduation from './graduation.suite.ts';
import { events, refusedFor, type Of, type Predicted, type Sheet } from './record.suite.ts';
import * as review from './review.suite.ts';

/** What the law book says must come of a command; accepted, the sheet is as it must stand afterwards. */

type Predicts = {
  readonly [T in CaseCommand['type']]: (sheet: Sheet, command: Of<T>, today: number) => Predicted;
};

const predicts: Predicts = {
  ApplyEntry: entry.apply,
  NotifyGaps: entry.notifyGaps,
  SupplementEntry: entry.supplement,
  AcceptEntry: entry.accept,
  LapseEntry: entry.lapse,
  PreReviewEntry: entry.preReview,
  RequestPanel: entry.requestPanel,
  ExtendDecision: entry.extendDecision,
  DecideEntry: entry.decideEntry,
  ConcludeAdmission: approval.concludeAdmission,
  PostNotice: approval.postNotice,
  FileObjection: approval.fileObjection,
  AnswerObjection: approval.answerObjection,
  SignAgreement: approval.signAgreement,
  StartIncubation: approval.startIncubation,
  RecordMigratedCase: approval.recordMigrated,
  ServeDocument: common.serve,
  ReviewPartyWork: common.reviewPartyWork,
  CorrectClockDay: common.correctClockDay,
  ReceiveEvaluation: common.receiveEvaluation,
  RequestMidterm: active.requestMidterm,
  EvaluateMidterm: active.evaluateMidterm,
  PauseCase: active.pauseCase,
  ResumeCase: active.resumeCase,
  ApplyExtension: active.applyExtension,
  DecideExtension: active.decideExtension,
  ApplyGraduation: graduation.applyGraduation,
  RequestGraduationPanel: graduation.requestGraduationPanel,
  DecideGraduation: graduation.decideGraduation,
  LeaveVoluntarily: active.leave,
  RecordRegistrationStep: active.recordStep,
  CheckFollowUp: graduation.checkFollowUp,
  SuspendSupport: exit.suspend,
  ResumeSupport: exit.resumeSupport,
  OrderCure: exit.orderCure,
  RecordCure: exit.recordCure,
  NotifyEarlyExit: exit.notifyExit,
  SubmitDefence: exit.submitDefence,
  RequestHearing: exit.requestHearing,
  NotifyHearing: exit.notifyHearing,
  HoldHearing: exit.holdHearing,
  ProposeEarlyExit: review.propose,
  DecideEarlyExit: review.decideExit,
  RescindEarlyExit: review.rescind,
  RequestReview: review.requestReview,
  DecideReview: review.decideReview,
  CompleteHandover: review.completeHandover,
  PassDeadline: pass,
};

/** One that is not open any more needs nothing; before its day it is refused. */
function pass(sheet: Sheet, { name }: Of<'PassDeadline'>, today: number): Predicted {
  const open = duesOf(sheet).find((one) => one.name === name);
  if (open === undefined) return events();
  return today < open.due ? refusedFor('limit') : open.pass();
}

export function predict<T extends CaseCommand['type']>(
  sheet: Sheet,
  command: Of<T> & { readonly type: T },
  today: number,
): Predicted {
  const predicted = predicts[command.type](sheet, command, today);
  if ('events' in predicted) sheet.events += predicted.events.length;
  return predicted;
}

/** The sheet as text, to be compared with the decider's state as `standOf` writes it. */
export function standOfSheet(sheet: Sheet): Readonly<Record<string, unknown>> {
  const run = sheet.incubation;
  const file = run?.file;
  const day = (place: number | undefined) => (place === undefined ? undefined : dayAt(place));
  return {
    ...{ stage: sheet.stage, how: sheet.how },
    last: sheet.stage === 'none' ? undefined : dayAt(sheet.last),
    dues: duesOf(sheet)
      .map(({ name, due }) => `${name} from ${dayAt(due)}`)
      .toSorted(),
    gaps: sheet.stage === 'gaps' ? [...sheet.open].toSorted() : undefined,
    preReviewer: sheet.stage === 'applied' ? sheet.preReviewer : undefined,
    agreementBy: sheet.stage === 'noticed' ? dayAt(sheet.agreementBy) : undefined,
    end: day(run?.end),
    window: run && [dayAt(run.window.from), dayAt(run.window.until)],
    againBy: day(run?.againBy),
    pausedDays: run?.pausedDays,
    midterm: run && [run.midterm.band, run.midterm.failed],
    extensions: run && [run.extensions, run.extendedMonths],
    support: run && (run.suspended ? 'suspended' : 'given'),
    defence: file && [dayAt(file.defenceBy), dayAt(file.hearingAskBy), file.points.length],
    hearing: file && (typeof file.hearing === 'string' ? file.hearing : 'notified'),
    barMonths: file?.decided?.barMonths,
    reviewAskBy: day(file?.served?.askBy),
    checks: sheet.stage === 'graduated' ? sheet.checks.map(({ from }) => dayAt(from)) : undefined,
  };
}
