import { CaseId, Day, event, EventId, type EventOf } from '@fuhua/kernel';
import { Decision, Due } from '@fuhua/rules';
import { z } from 'zod';
import { SoFar, TermClocks } from './active-values.events.ts';
import {
  AgreementTerms,
  ApprovedPlan,
  Files,
  IncubationTerm,
  Mode,
  Reason,
  Running,
  subject,
} from './values.events.ts';

/** From the decision to the start: the guards, the public notice, the agreement and the plan (5.2). */

/**
 * 入壳批准已提请: decided, and asked of the guards: the organization's residency, then a place of the base. One that runs
 * since before this system has `running` and no decision (definition 23).
 */
export const entryApprovalSought = event(
  'EntryApprovalSought',
  1,
  z.object({
    ...subject,
    mode: Mode,
    /** 在孵名额 of the base, as its public record has it; a virtual case takes none. */
    capacity: z.int().min(0).max(10_000),
    decision: Decision.optional(),
    running: Running.optional(),
    soughtOn: Day,
    /** 告知期限, from the decision. */
    notifyBy: Due.optional(),
  }),
);

/** 未能入壳，退回待决定: the organization is in incubation elsewhere (`holder`), or no place is free. */
export const entryAdmissionRefused = event(
  'EntryAdmissionRefused',
  1,
  z.object({
    ...subject,
    sought: EventId,
    refusedBy: EventId,
    guard: z.enum(['residency', 'space']),
    holder: CaseId.optional(),
  }),
);

/** 入壳已批准: residency and place are held. Active from here (R-ENT-07). */
export const entryApproved = event(
  'EntryApproved',
  1,
  z.object({ ...subject, sought: EventId, grantedBy: EventId, approvedOn: Day }),
);

/** 公示已发布 */
export const publicNoticePosted = event(
  'PublicNoticePosted',
  1,
  z.object({
    ...subject,
    postedOn: Day,
    url: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .optional(),
    place: z.string().trim().min(1).max(200).optional(),
    endsBy: Due,
    /** When nobody objects. */
    agreementBy: Due,
  }),
);

/** 公示异议已提出, by anybody. Nothing goes on until it is answered (definition 12). */
export const noticeObjectionFiled = event(
  'NoticeObjectionFiled',
  1,
  z.object({ ...subject, text: Reason, evidence: Files, filedOn: Day, answerBy: Due }),
);

/** 公示异议已答复 */
export const noticeObjectionAnswered = event(
  'NoticeObjectionAnswered',
  1,
  z.object({
    ...subject,
    objection: EventId,
    upheld: z.boolean(),
    answer: Reason,
    answeredOn: Day,
  }),
);

/** 入壳批准已撤回: an objection was upheld. */
export const entryApprovalWithdrawn = event(
  'EntryApprovalWithdrawn',
  1,
  z.object({ ...subject, objection: EventId, reason: Reason, on: Day }),
);

/** 公示已期满, and no objection is open. The agreement's clock runs from this day. */
export const publicNoticeEnded = event(
  'PublicNoticeEnded',
  1,
  z.object({ ...subject, endedOn: Day, agreementBy: Due }),
);

/** 孵化协议已签订 */
export const agreementSigned = event(
  'AgreementSigned',
  1,
  z.object({ ...subject, ...AgreementTerms.shape, signedOn: Day, planBy: Due }),
);

/** 孵化已开始, by the approved plan. `term` is inclusive at both ends (R-TRM-01). */
export const incubationStarted = event(
  'IncubationStarted',
  1,
  z.object({
    ...subject,
    startedOn: Day,
    /** Of one that runs since before this system: missing when none is on record. */
    plan: ApprovedPlan.optional(),
    term: IncubationTerm,
    /** What runs from the start, and when it is due. */
    clocks: TermClocks,
    /** Whether two consecutive midterm means below 50 are a breach of the agreement (5.4). */
    twoMidtermsBreach: z.boolean(),
    /** Only of one that runs since before this system: what its clocks have behind them. */
    soFar: SoFar.optional(),
  }),
);

export const approvalEvents = [
  entryApprovalSought,
  entryAdmissionRefused,
  entryApproved,
  publicNoticePosted,
  noticeObjectionFiled,
  noticeObjectionAnswered,
  entryApprovalWithdrawn,
  publicNoticeEnded,
  agreementSigned,
  incubationStarted,
] as const;
export type ApprovalEvent = EventOf<(typeof approvalEvents)[number]>;
