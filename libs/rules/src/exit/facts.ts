import { AuthorityId, Day, PersonId } from '@fuhua/kernel';
import { z } from 'zod';
import { filingFacts } from '../entry/organization-facts.ts';

/** What R-EXT-01 … R-EXT-08 look at, and what a rule set sets for them (四(三)2-4, 5.6, definitions 6, 13 and 17). */

type Values<F extends Record<string, z.ZodType>> = { [K in keyof F]: z.infer<F[K]> };
const workingDays = z.int().positive();
const barMonths = z.int().nonnegative();

/** G1 违反约定 · G2 未按时参加年检 · G3 年检不合格 · G4 其他违法违规 */
export const ExitGround = z.enum(['G1', 'G2', 'G3', 'G4']);
export type ExitGround = z.infer<typeof ExitGround>;

/** R-EXT-01 */
export const exitGroundFacts = {
  ...filingFacts,
  /** As raised; one that is none of the four fails. */
  'exit.ground': z.string(),
  /** `''` is none, in both. */
  'exit.evidence': z.array(
    z.object({ source: z.string().trim(), date: z.union([Day, z.literal('')]) }),
  ),
  /** Of G1: the duty of the agreement that is broken; `''` is none named. */
  'exit.brokenDuty': z.string().trim(),
  /** Of G2 and G3: the year reported on. */
  'exit.fiscalYear': z.int().min(1950).max(2200),
  /** Of G4: what there is against it; `none` is known to be nothing. */
  'exit.offence': z.union([
    z.literal('none'),
    z.object({ is: z.literal('investigation'), since: Day }),
    z.object({ is: z.literal('decision'), number: z.string().min(1), effectiveOn: Day }),
  ]),
};
export type ExitGroundFacts = Values<typeof exitGroundFacts>;
export const ExitGroundParams = z.strictObject({ evidenceMin: z.int().positive() });
export type ExitGroundParams = z.infer<typeof ExitGroundParams>;

/** R-EXT-02 */
export const NoticePart = z.enum(['facts', 'ground', 'basis', 'evidence', 'rights']);
export type NoticePart = z.infer<typeof NoticePart>;
export const exitNoticeFacts = {
  /** What the notice says: 事实 · 事由 · 依据 · 证据清单 · 权利. */
  'notice.parts': z.array(NoticePart),
  'notice.servedOn': Day,
  /** The last day for a defence that it names. */
  'notice.defenceUntil': Day,
};
export type ExitNoticeFacts = Values<typeof exitNoticeFacts>;
export const ExitNoticeParams = z
  .strictObject({
    parts: z.array(NoticePart).min(1),
    /** From service. */
    defenceWorkingDays: workingDays,
    /** No set may allow fewer. */
    defenceWorkingDaysMin: workingDays,
    /** To ask for a meeting, from service. */
    meetingAskWorkingDays: workingDays,
    /** Between the invitation and the meeting. */
    meetingNoticeWorkingDays: workingDays,
  })
  .refine((params) => params.defenceWorkingDays >= params.defenceWorkingDaysMin, {
    error: 'must not allow fewer days for a defence than the minimum',
  });
export type ExitNoticeParams = z.infer<typeof ExitNoticeParams>;

/** R-EXT-03 */
export const exitCureFacts = {
  'exit.ground': z.string(),
  /** 可以改正, such as unused space or a late report. */
  'exit.curable': z.boolean(),
  /** The order to rectify; `not-ordered` is known to be none. `dueOn` as `cureDue` counts it. */
  'exit.cure': z.union([
    z.literal('not-ordered'),
    z.object({ orderedOn: Day, dueOn: Day, curedOn: z.union([Day, z.literal('not-cured')]) }),
  ]),
};
export type ExitCureFacts = Values<typeof exitCureFacts>;
export const ExitCureParams = z.strictObject({ cureDaysMax: z.int().positive() });
export type ExitCureParams = z.infer<typeof ExitCureParams>;

/** 责令整改 · 警示 · 提前退出, the mildest first. What a notice announces, and what is decided. */
export const exitMeasures = ['rectify', 'warn', 'early-exit'] as const;
export const ExitMeasure = z.enum(exitMeasures);
export type ExitMeasure = z.infer<typeof ExitMeasure>;
export const ExitOutcome = z.object({ measure: ExitMeasure, ground: ExitGround });
export type ExitOutcome = z.infer<typeof ExitOutcome>;

/** R-EXT-04 */
export const exitDefenceFacts = {
  /** `none` when none was submitted; `answer` `''` where a point is not answered. */
  'exit.defence': z.union([
    z.literal('none'),
    z.array(z.object({ point: z.string().min(1), answer: z.string().trim() })).min(1),
  ]),
  'notice.defenceUntil': Day,
  /** What the notice announced. */
  'notice.outcome': ExitOutcome,
  /** What is decided. */
  'exit.outcome': ExitOutcome,
};
export type ExitDefenceFacts = Values<typeof exitDefenceFacts>;
export const ExitDefenceParams = z.strictObject({
  /** As R-EXT-08 has them: a longer bar is a harsher outcome. */
  barMonths: z.strictObject({ G1: barMonths, G2: barMonths, G3: barMonths, G4: barMonths }),
});
export type ExitDefenceParams = z.infer<typeof ExitDefenceParams>;

/** R-EXT-05 */
export const exitDecisionFacts = {
  'exit.reasonsGiven': z.boolean(),
  'exit.decidedBy': AuthorityId,
  /** R-JUR-01 */
  'base.competentAuthority': AuthorityId,
  /** Officers who prepared or decide it; a person named twice is one. */
  'exit.officers': z.array(PersonId),
  /** Persons of the operator, or bound to it by R-OPR-04's links, among these officers; [] is known to be none. */
  'exit.operatorOfficers': z.array(PersonId),
};
export type ExitDecisionFacts = Values<typeof exitDecisionFacts>;
export const ExitDecisionParams = z.strictObject({
  officersMin: z.int().positive(),
  /** From the service of the notice. */
  decisionWorkingDays: workingDays,
  /** From the decision. */
  serviceWorkingDays: workingDays,
});
export type ExitDecisionParams = z.infer<typeof ExitDecisionParams>;

/** R-EXT-06 */
export const exitReviewFacts = {
  /** Of the decision. */
  'exit.servedOn': Day,
  'review.askedOn': Day,
  'review.authority': AuthorityId,
  /** R-JUR-01, act review. */
  'base.reviewAuthority': AuthorityId,
};
export type ExitReviewFacts = Values<typeof exitReviewFacts>;
export const ExitReviewParams = z.strictObject({
  askWorkingDays: workingDays,
  /** From the request. */
  decideWorkingDays: workingDays,
  /** 行政复议, which the text leaves open; days from service. */
  reconsiderationDays: z.int().positive(),
});
export type ExitReviewParams = z.infer<typeof ExitReviewParams>;

/** R-EXT-07 */
export const HandoverItem = z.enum(['space', 'seals', 'data-export']);
export type HandoverItem = z.infer<typeof HandoverItem>;
export const exitHandoverFacts = {
  /** The review window unused, or the review decided (definition 17). */
  'exit.finalOn': Day,
  /** 场地 · 印章 · 数据导出, each with the day it was handed over. */
  'handover.items': z.array(z.object({ item: HandoverItem, doneOn: Day })),
};
export type ExitHandoverFacts = Values<typeof exitHandoverFacts>;
export const ExitHandoverParams = z.strictObject({
  items: z.array(HandoverItem).min(1),
  handoverWorkingDays: workingDays,
});
export type ExitHandoverParams = z.infer<typeof ExitHandoverParams>;

/** R-EXT-08 */
export const exitBarFacts = { 'exit.outcome': ExitOutcome };
export type ExitBarFacts = Values<typeof exitBarFacts>;
export const ExitBarParams = z.strictObject({
  months: z.strictObject({ G1: barMonths, G2: barMonths, G3: barMonths, G4: barMonths }),
});
export type ExitBarParams = z.infer<typeof ExitBarParams>;
