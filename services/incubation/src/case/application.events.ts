import { AuthorityId, Day, DivisionCode, event, OrganizationId, type EventOf } from '@fuhua/kernel';
import { Decision, Due, RuleSetPin } from '@fuhua/rules';
import { z } from 'zod';
import {
  ApplicantKind,
  Files,
  Gap,
  IncubationStage,
  Mode,
  PreReviewer,
  Reason,
  subject,
} from './values.events.ts';

/** From the application to its acceptance (5.2, R-REV-02). */

/** 入壳已申请. Opens the procedure, pins its rule set, and holds what the rules said of what was known then. */
export const entryApplied = event(
  'EntryApplied',
  1,
  z.object({
    ...subject,
    applicantKind: ApplicantKind,
    mode: Mode,
    /** 萌芽 … 支持 (R-TRM-01). */
    incubationStage: IncubationStage,
    division: DivisionCode,
    operator: OrganizationId.optional(),
    /** The authority where the applicant is, or may relate to, the operator (R-ENT-09, definition 11). */
    preReviewer: PreReviewer,
    /** Of an applicant outside the target of the base's level (R-ENT-05). */
    outsideTargetReason: Reason.optional(),
    /** The application and its papers. */
    files: Files.min(1),
    appliedOn: Day,
    ruleSet: RuleSetPin,
    decision: Decision,
    /** 是否受理: by then it is accepted or the gaps are notified. */
    completenessBy: Due,
  }),
);

/** 补正已告知: once, and all gaps at once. The limit runs from the service of the notice. */
export const entryGapNotified = event(
  'EntryGapNotified',
  1,
  z.object({ ...subject, gaps: z.array(Gap).min(1), notifiedOn: Day }),
);

/** 材料已补正: which gaps are closed, as the applicant says. */
export const entrySupplemented = event(
  'EntrySupplemented',
  1,
  z.object({
    ...subject,
    gaps: z.array(Gap.shape.code).min(1),
    files: Files.min(1),
    suppliedOn: Day,
    /** When no gap is left: by then it is accepted. */
    completenessBy: Due.optional(),
  }),
);

/** 入壳已受理: complete. The decision's clock runs from this day (definition 12). */
export const entryAccepted = event(
  'EntryAccepted',
  1,
  z.object({
    ...subject,
    acceptedOn: Day,
    preReviewer: PreReviewer,
    preReviewBy: Due,
    decideBy: Due,
  }),
);

/** 申请已失效: the gaps, or the agreement, were left open past their last day. */
export const entryLapsed = event(
  'EntryLapsed',
  1,
  z.object({
    ...subject,
    because: z.enum(['gaps-open', 'agreement-overdue']),
    /** Of the gaps; in the other case nothing. */
    open: z.array(Gap.shape.code),
    reason: Reason.optional(),
    on: Day,
  }),
);

/** 入壳不予批准, with the decision; `automatic` at the application, where a rule refused it (definition 11). */
export const entryRejected = event(
  'EntryRejected',
  1,
  z.object({
    ...subject,
    decision: Decision,
    automatic: z.boolean(),
    /** R-JUR-01 */
    competentAuthority: AuthorityId,
    rejectedOn: Day,
    /** 告知期限 */
    notifyBy: Due,
  }),
);

/** 初审意见已提出, by the operator, or by the authority in its place. */
export const entryPreReviewed = event(
  'EntryPreReviewed',
  1,
  z.object({
    ...subject,
    reviewer: PreReviewer,
    opinion: z.enum(['recommended', 'not-recommended']),
    remarks: Reason,
    reviewedOn: Day,
  }),
);

/** 办理期限已延长, once. */
export const entryDecisionExtended = event(
  'EntryDecisionExtended',
  1,
  z.object({ ...subject, reason: Reason, decideBy: Due }),
);

export const applicationEvents = [
  entryApplied,
  entryGapNotified,
  entrySupplemented,
  entryAccepted,
  entryLapsed,
  entryRejected,
  entryPreReviewed,
  entryDecisionExtended,
] as const;
export type ApplicationEvent = EventOf<(typeof applicationEvents)[number]>;
