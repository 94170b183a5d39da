import { catalogue, Day, DivisionCode, event, EventId, Source, type EventOf } from '@fuhua/kernel';
import { Decision, PlanStage, PlanType, RuleSetPin } from '@fuhua/rules';
import { z } from 'zod';
import {
  ActivitySeries,
  Files,
  GuidanceAxis,
  Hours,
  Inapplicable,
  Place,
  PlannedItem,
  PlannedItems,
  PlanSide,
  Reason,
  subject,
  SupportCode,
} from './values.events.ts';

export * from './values.events.ts';

/** The plan of a case and what is done by it (四(三)2-3, 三(二)-3, 三(三)): one stream a case. */

/** 孵化方案已拟订: the whole plan, in place of an earlier draft. */
export const incubationPlanDrafted = event(
  'IncubationPlanDrafted',
  1,
  z.object({
    ...subject,
    /** Where the base stands. */
    division: DivisionCode,
    /** Of the case (definition 7). */
    ruleSet: RuleSetPin,
    planType: PlanType,
    planStage: PlanStage,
    items: PlannedItems,
    inapplicable: Inapplicable,
    /** The items are those of the template of type and stage. */
    fromTemplate: z.boolean(),
    on: Day,
  }),
);

/** 孵化方案已核定 by the authority of the base (R-PLN-01). */
export const incubationPlanApproved = event(
  'IncubationPlanApproved',
  1,
  z.object({ ...subject, drafted: EventId, decision: Decision, on: Day }),
);

/** 孵化方案不予核定: it is drafted anew (R-PLN-01). */
export const incubationPlanRefused = event(
  'IncubationPlanRefused',
  1,
  z.object({ ...subject, drafted: EventId, decision: Decision, on: Day }),
);

/** 方案事项已完成, with what proves it. */
export const planItemCompleted = event(
  'PlanItemCompleted',
  1,
  z.object({ ...subject, item: z.int().positive(), on: Day, evidence: Files.min(1) }),
  { correctable: ['on', 'evidence'] },
);

/** 方案事项已逾期: recorded, and nothing follows from it by itself. */
export const planItemOverdue = event(
  'PlanItemOverdue',
  1,
  z.object({ ...subject, item: z.int().positive(), due: Day }),
);

/** 方案调整已提出 by one side: the whole plan as it would be, checked against R-PLN-01. */
export const planAmendmentProposed = event(
  'PlanAmendmentProposed',
  1,
  z.object({
    ...subject,
    by: PlanSide,
    items: PlannedItems,
    inapplicable: Inapplicable,
    decision: Decision,
    reason: Reason,
    on: Day,
  }),
);

/** 方案已调整: the other side agreed. `items` is the whole plan from now on. */
export const planAmended = event(
  'PlanAmended',
  1,
  z.object({
    ...subject,
    proposed: EventId,
    agreedBy: PlanSide,
    items: z.array(PlannedItem).min(1),
    inapplicable: Inapplicable,
    on: Day,
  }),
);

/** 方案调整未达成一致: the other side declined, or the proposing one took it back. */
export const planAmendmentDeclined = event(
  'PlanAmendmentDeclined',
  1,
  z.object({ ...subject, proposed: EventId, by: PlanSide, reason: Reason, on: Day }),
);

/** 支持服务已提供 (三(二)-3) */
export const supportServiceDelivered = event(
  'SupportServiceDelivered',
  1,
  z.object({
    ...subject,
    code: SupportCode,
    on: Day,
    hours: Hours,
    /** How many were served. */
    persons: z.int().positive().max(100_000),
    source: Source,
  }),
  { correctable: ['code', 'on', 'hours', 'persons', 'source'] },
);

/** 指导已实施 (三(三)-1): for many by a programme, or for this organization alone. */
export const guidanceDelivered = event(
  'GuidanceDelivered',
  1,
  z.object({
    ...subject,
    /** 系统指导 · 个性化指导 */
    mode: z.enum(['system', 'individual']),
    axis: GuidanceAxis,
    on: Day,
    hours: Hours,
    persons: z.int().positive().max(100_000),
    source: Source,
  }),
  { correctable: ['mode', 'axis', 'on', 'hours', 'persons', 'source'] },
);

/** 社区活动已报告 (三(三)-2) */
export const communityActivityReported = event(
  'CommunityActivityReported',
  1,
  z.object({
    ...subject,
    series: ActivitySeries,
    title: z.string().trim().min(1).max(200),
    on: Day,
    place: Place,
    /** How many had the good of it. */
    beneficiaries: z.int().nonnegative().max(10_000_000),
    hours: Hours,
    source: Source,
  }),
  { correctable: ['series', 'title', 'on', 'place', 'beneficiaries', 'hours', 'source'] },
);

/** 支持服务已中止提供, as the case says. */
export const planSupportSuspended = event(
  'PlanSupportSuspended',
  1,
  z.object({ ...subject, becauseOf: EventId, on: Day }),
);

/** 支持服务已恢复提供, as the case says. */
export const planSupportResumed = event(
  'PlanSupportResumed',
  1,
  z.object({ ...subject, becauseOf: EventId, on: Day }),
);

/** 孵化方案已结束: the case is over. What was done until `on` may be reported still. */
export const incubationPlanClosed = event(
  'IncubationPlanClosed',
  1,
  z.object({ ...subject, becauseOf: EventId, on: Day }),
);

const definitions = [
  incubationPlanDrafted,
  incubationPlanApproved,
  incubationPlanRefused,
  planItemCompleted,
  planItemOverdue,
  planAmendmentProposed,
  planAmended,
  planAmendmentDeclined,
  supportServiceDelivered,
  guidanceDelivered,
  communityActivityReported,
  planSupportSuspended,
  planSupportResumed,
  incubationPlanClosed,
] as const;
export const planEvents = catalogue(...definitions);
export type PlanEvent = EventOf<(typeof definitions)[number]>;
