import { Day, event, EventId, type EventOf } from '@fuhua/kernel';
import { Decision, Due } from '@fuhua/rules';
import { z } from 'zod';
import {
  ExtensionReason,
  FollowUpConditions,
  GraduationBand,
  MidtermBand,
  PauseReason,
  RegistrationStep,
  ScoreText,
  TermClocks,
} from './active-values.events.ts';
import { Files, Reason, subject } from './values.events.ts';

export * from './active-values.events.ts';

/** From the start of an incubation to its end: midterm, pause, extension, graduation (5.4, 5.5). */

/**
 * 中期评估已完成 (R-TRM-02), by the panel's conclusion `evaluation`. Below 60 points there is a second chance:
 * `clocks.midtermAgainBy`.
 */
export const midtermEvaluated = event(
  'MidtermEvaluated',
  1,
  z.object({
    ...subject,
    /** The EvaluationReceived. */
    evaluation: EventId,
    decision: Decision,
    band: MidtermBand,
    score: ScoreText,
    /** 改进方案 or 警示内容; of every band but `continue`. */
    measures: Reason.optional(),
    /** 第二次机会未通过: a breach (G1) only if the agreement says so (definition 13). */
    secondChanceFailed: z.boolean(),
    evaluatedOn: Day,
    clocks: TermClocks,
  }),
);

/** 孵化已中止 (R-TRM-04): every clock of the term stands still from `from` to `until`, both included. */
export const casePaused = event(
  'CasePaused',
  1,
  z.object({
    ...subject,
    reason: PauseReason,
    /** What happened. */
    grounds: Reason,
    files: Files,
    from: Day,
    until: Day,
    decision: Decision,
    /** As they stand once it is over, when it runs to its last day. */
    clocks: TermClocks,
  }),
);

/** 孵化中止不予批准 */
export const pauseRefused = event(
  'PauseRefused',
  1,
  z.object({ ...subject, from: Day, until: Day, decision: Decision, refusedOn: Day }),
);

/** 孵化已恢复: the clocks run again from `resumedOn`, moved by the days of the pause. */
export const caseResumed = event(
  'CaseResumed',
  1,
  z.object({
    ...subject,
    /** 期满 · 提前 */
    how: z.enum(['at-end', 'earlier']),
    resumedOn: Day,
    /** Of this pause. */
    pausedDays: z.int().positive(),
    clocks: TermClocks,
  }),
);

/** 延期已申请, by the organization. */
export const extensionApplied = event(
  'ExtensionApplied',
  1,
  z.object({
    ...subject,
    reason: ExtensionReason,
    grounds: Reason,
    months: z.int().positive().max(24),
    files: Files,
    appliedOn: Day,
  }),
);

/** 延期已批准: the one extension (R-TRM-03), on request or by a graduation of 60 to 69 points (definition 13). */
export const extensionGranted = event(
  'ExtensionGranted',
  1,
  z.object({
    ...subject,
    origin: z.enum(['request', 'graduation']),
    /** The ExtensionApplied; by a graduation, the GraduationApplied that was refused. */
    application: EventId,
    decision: Decision,
    months: z.int().positive(),
    /** Decided by the next higher authority, for it reaches beyond the cap. */
    beyondCap: z.boolean(),
    grantedOn: Day,
    clocks: TermClocks,
  }),
);

/** 延期不予批准 */
export const extensionRefused = event(
  'ExtensionRefused',
  1,
  z.object({ ...subject, application: EventId, decision: Decision, refusedOn: Day }),
);

/** 出壳申请已提醒, so many days before the end of the term (R-GRD-01). */
export const graduationReminded = event(
  'GraduationReminded',
  1,
  z.object({ ...subject, daysLeft: z.int().positive(), end: Day }),
);

/** 出壳已申请, in the window (R-GRD-01). Until it is decided the case stays open. */
export const graduationApplied = event(
  'GraduationApplied',
  1,
  z.object({ ...subject, files: Files.min(1), appliedOn: Day, decision: Decision, decideBy: Due }),
);

/** 出壳申请不予受理: outside the window. */
export const graduationApplicationRefused = event(
  'GraduationApplicationRefused',
  1,
  z.object({ ...subject, decision: Decision, refusedOn: Day }),
);

/** 出壳已批准 (R-GRD-02, R-GRD-03). */
export const graduationApproved = event(
  'GraduationApproved',
  1,
  z.object({
    ...subject,
    /** The GraduationApplied. */
    application: EventId,
    /** The EvaluationReceived. */
    evaluation: EventId,
    decision: Decision,
    band: GraduationBand,
    score: ScoreText,
    /** Of the band `conditions`, and only of it. */
    conditions: FollowUpConditions,
    approvedOn: Day,
  }),
);

/**
 * 出壳不予批准. Below 70 points an extension or the end follows in the same append; of a hard condition that is not met
 * (R-GRD-02) nothing does, and the case goes on to the end of its term.
 */
export const graduationRefused = event(
  'GraduationRefused',
  1,
  z.object({
    ...subject,
    application: EventId,
    evaluation: EventId,
    decision: Decision,
    refusedOn: Day,
  }),
);

/** 未出壳终止 */
export const endedWithoutGraduation = event(
  'EndedWithoutGraduation',
  1,
  z.object({
    ...subject,
    /**
     * `score`: below 60 points. `no-extension-left`: 60 to 69 points. `refused`: a hard condition was not met by the end of
     * the term. `not-registered`: a preparing team without a name at month 6 (R-ENT-08).
     */
    because: z.enum(['score', 'no-extension-left', 'refused', 'not-registered']),
    on: Day,
  }),
);

/** 自愿退出已登记: on request, or not taking part after the reminders (5.5). */
export const voluntaryExitRecorded = event(
  'VoluntaryExitRecorded',
  1,
  z.object({
    ...subject,
    how: z.enum(['on-request', 'no-application']),
    /** Of a request. */
    reason: Reason.optional(),
    on: Day,
  }),
);

/** 筹备登记进展已登记, of a preparing team (R-ENT-08). */
export const registrationStepRecorded = event(
  'RegistrationStepRecorded',
  1,
  z.object({ ...subject, step: RegistrationStep, files: Files.min(1), on: Day }),
);

export const activeEvents = [
  midtermEvaluated,
  casePaused,
  pauseRefused,
  caseResumed,
  extensionApplied,
  extensionGranted,
  extensionRefused,
  graduationReminded,
  graduationApplied,
  graduationApplicationRefused,
  graduationApproved,
  graduationRefused,
  endedWithoutGraduation,
  voluntaryExitRecorded,
  registrationStepRecorded,
] as const;
export type ActiveEvent = EventOf<(typeof activeEvents)[number]>;
