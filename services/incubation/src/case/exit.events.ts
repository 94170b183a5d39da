import { Day, event, EventId, type EventOf } from '@fuhua/kernel';
import { Decision, Due, ExitMeasure, RuleSetPin } from '@fuhua/rules';
import { z } from 'zod';
import {
  DefencePoint,
  ExitDraft,
  ExitEvidence,
  Finality,
  GroundFacts,
  HandedOver,
  NoticeText,
  Onward,
} from './exit-values.events.ts';
import { Files, Reason, subject } from './values.events.ts';

export * from './exit-values.events.ts';

/** Early exit under due process (5.6, R-EXT-01 … R-EXT-08). A file is named by its EarlyExitNotified: `notice`. */

/** 支持已中止, for a mere investigation: no exit follows from one (R-EXT-01, G4). */
export const supportSuspended = event(
  'SupportSuspended',
  1,
  z.object({ ...subject, reason: Reason, evidence: z.array(ExitEvidence).min(1), on: Day }),
);

/** 支持已恢复 */
export const supportResumed = event(
  'SupportResumed',
  1,
  z.object({ ...subject, reason: Reason, on: Day }),
);

/** 限期改正已要求, of a curable breach (R-EXT-03). No file is open yet. */
export const exitCureOrdered = event(
  'ExitCureOrdered',
  1,
  z.object({
    ...subject,
    brokenDuty: z.string().trim().min(1).max(500),
    facts: Reason,
    evidence: z.array(ExitEvidence).min(1),
    orderedOn: Day,
    cureBy: Due,
  }),
);

/** 违约已改正: the matter is closed. */
export const exitCured = event(
  'ExitCured',
  1,
  z.object({ ...subject, ordered: EventId, facts: Reason, files: Files.min(1), curedOn: Day }),
);

/** 退出已告知, by a notice that was served. Opens the file, and pins its rule set (definition 7). */
export const earlyExitNotified = event(
  'EarlyExitNotified',
  1,
  z.object({
    ...subject,
    ...GroundFacts.shape,
    ...NoticeText.shape,
    /** What it announces; nothing harsher may be decided (R-EXT-04). */
    measure: ExitMeasure,
    ruleSet: RuleSetPin,
    /** R-EXT-01 */
    decision: Decision,
    /** R-EXT-02 */
    textDecision: Decision,
    /** R-EXT-03 */
    cureDecision: Decision,
    servedOn: Day,
    defenceBy: Due,
    hearingAskBy: Due,
    decideBy: Due,
  }),
);

/** 退出告知不予发出: the ground is not made out. */
export const earlyExitNoticeRefused = event(
  'EarlyExitNoticeRefused',
  1,
  z.object({ ...subject, ...GroundFacts.shape, decision: Decision, refusedOn: Day }),
);

/** 申辩已提交, by the organization. */
export const defenceSubmitted = event(
  'DefenceSubmitted',
  1,
  z.object({
    ...subject,
    notice: EventId,
    points: z.array(DefencePoint).min(1).max(50),
    files: Files,
    submittedOn: Day,
  }),
);

/** 听证已申请, by the organization. */
export const hearingRequested = event(
  'HearingRequested',
  1,
  z.object({ ...subject, notice: EventId, requestedOn: Day }),
);

/** 听证已通知 */
export const hearingNotified = event(
  'HearingNotified',
  1,
  z.object({
    ...subject,
    notice: EventId,
    heldOn: Day,
    place: z.string().trim().min(1).max(200),
    notifiedOn: Day,
  }),
);

/** 听证已举行 */
export const hearingHeld = event(
  'HearingHeld',
  1,
  z.object({
    ...subject,
    notice: EventId,
    /** Whether the organization came. */
    attended: z.boolean(),
    record: Files.min(1),
    heldOn: Day,
  }),
);

/** 处理意见已拟定, by one officer; another one decides (R-EXT-05). */
export const earlyExitProposed = event(
  'EarlyExitProposed',
  1,
  z.object({ ...subject, notice: EventId, ...ExitDraft.shape, proposedOn: Day }),
);

/** 处理意见未通过: not what the rules allow. The file stays open. */
export const exitProposalRefused = event(
  'ExitProposalRefused',
  1,
  z.object({ ...subject, notice: EventId, proposal: EventId, decision: Decision, refusedOn: Day }),
);

/** 提前退出已决定. Its effects wait until it is final, safety excepted (R-EXT-06). */
export const earlyExitDecided = event(
  'EarlyExitDecided',
  1,
  z.object({
    ...subject,
    notice: EventId,
    proposal: EventId,
    ...ExitDraft.shape,
    decision: Decision,
    /** 再入壳限制, from the day it is final; 0 is none (R-EXT-08). */
    barMonths: z.int().nonnegative(),
    decidedOn: Day,
    serveBy: Due,
  }),
);

/** 退出决定已送达: the window for a review runs, and what follows when it is not used is known. */
export const exitDecisionServed = event(
  'ExitDecisionServed',
  1,
  z.object({
    ...subject,
    notice: EventId,
    servedOn: Day,
    reviewAskBy: Due,
    unused: Finality,
  }),
);

/** 从轻处理已决定: 责令整改 or 警示 in place of the exit. The file is closed, and the term runs on. */
export const milderMeasureDecided = event(
  'MilderMeasureDecided',
  1,
  z.object({
    ...subject,
    notice: EventId,
    proposal: EventId,
    ...ExitDraft.shape,
    decision: Decision,
    decidedOn: Day,
    ...Onward.shape,
  }),
);

/** 退出程序已撤销: the ground fell away. No bar; the public does not see the file (definition 17). */
export const earlyExitRescinded = event(
  'EarlyExitRescinded',
  1,
  z.object({
    ...subject,
    notice: EventId,
    /** 已改正 · 登记管理机关按时受理回执 · 申辩成立 · 复核撤销 · 其他 */
    because: z.enum(['cured', 'late-acceptance', 'defence', 'review', 'other']),
    reason: Reason,
    files: Files,
    on: Day,
    ...Onward.shape,
  }),
);

/** 复核已申请, by the organization, to the next higher authority. */
export const reviewRequested = event(
  'ReviewRequested',
  1,
  z.object({
    ...subject,
    notice: EventId,
    grounds: Reason,
    files: Files,
    requestedOn: Day,
    decideBy: Due,
  }),
);

/** 复核已决定. One that revokes is followed by EarlyExitRescinded, one that upholds by EarlyExitBecameFinal. */
export const reviewDecided = event(
  'ReviewDecided',
  1,
  z.object({
    ...subject,
    notice: EventId,
    outcome: z.enum(['upheld', 'revoked']),
    /** R-EXT-06 */
    decision: Decision,
    reasons: Reason,
    decidedOn: Day,
  }),
);

/** 退出决定已生效 (definition 17): the window for a review is unused, or the review is decided. The case has ended. */
export const earlyExitBecameFinal = event(
  'EarlyExitBecameFinal',
  1,
  z.object({
    ...subject,
    notice: EventId,
    how: z.enum(['window-unused', 'review-decided']),
    ...Finality.shape,
  }),
);

/** 交接已完成 (R-EXT-07): the place is given back. */
export const handoverCompleted = event(
  'HandoverCompleted',
  1,
  z.object({
    ...subject,
    notice: EventId,
    items: z.array(HandedOver).min(1),
    decision: Decision,
    completedOn: Day,
  }),
);

export const exitEvents = [
  supportSuspended,
  supportResumed,
  exitCureOrdered,
  exitCured,
  earlyExitNotified,
  earlyExitNoticeRefused,
  defenceSubmitted,
  hearingRequested,
  hearingNotified,
  hearingHeld,
  earlyExitProposed,
  exitProposalRefused,
  earlyExitDecided,
  exitDecisionServed,
  milderMeasureDecided,
  earlyExitRescinded,
  reviewRequested,
  reviewDecided,
  earlyExitBecameFinal,
  handoverCompleted,
] as const;
export type ExitEvent = EventOf<(typeof exitEvents)[number]>;
