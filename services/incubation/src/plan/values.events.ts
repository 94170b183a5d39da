import { BaseId, CaseId, Day, DivisionCode, EvidenceHash, OrganizationId } from '@fuhua/kernel';
import { PlanTopic } from '@fuhua/rules';
import { z } from 'zod';

/** Values that several events of the slice share. */

/** Whose plan it is. */
export const subject = { case: CaseId, base: BaseId, organization: OrganizationId };

/** The two sides that agree to a change (5.3). */
export const PlanSide = z.enum(['base', 'organization']);
export type PlanSide = z.infer<typeof PlanSide>;

export const Reason = z.string().trim().min(1).max(1000);
/** SHA-256 of each file, in hexadecimal. */
export const Files = z.array(EvidenceHash).max(20);

/** 事项: what is to be done, by whom, until when, and what will prove it. */
export const PlannedItem = z.object({
  /** Counted from 1; an item keeps its number for ever. */
  item: z.int().positive(),
  topic: PlanTopic,
  task: z.string().trim().min(1).max(500),
  /** '' where none is said yet: such a plan is not approved (R-PLN-01). */
  evidence: z.string().trim().max(500),
  /** Inclusive; never rolls. Missing where none is said yet: such a plan is not approved. */
  dueOn: Day.optional(),
  owner: z.enum(['base', 'organization', 'both']),
});
export type PlannedItem = z.infer<typeof PlannedItem>;

const ITEMS_MAX = 100;
export const PlannedItems = z.array(PlannedItem).min(1).max(ITEMS_MAX);

/** Topics of the type that do not apply to this organization, and why. */
export const Inapplicable = z
  .array(z.object({ topic: PlanTopic, reason: z.string().trim().min(1).max(500) }))
  .max(20);
export type Inapplicable = z.infer<typeof Inapplicable>;

/** 场地设备 · 能力建设 · 财务指导 · 人员培训 · 信息发布 · 需求对接 · 项目策划督导: the seven of 三(二)-3. */
export const SupportCode = z.enum([
  ...(['space', 'capacity', 'finance-guidance', 'training'] as const),
  ...(['information', 'demand-link', 'project-supervision'] as const),
]);
export type SupportCode = z.infer<typeof SupportCode>;

/** 项目设计管理 · 品牌塑造 · 自治自律 (三(三)-1), and 依法申报纳税 (四(一)2-3). */
export const GuidanceAxis = z.enum(['project-management', 'brand', 'self-governance', 'tax']);
export type GuidanceAxis = z.infer<typeof GuidanceAxis>;

/** 邻里守望 · 共建共治共享 · 共创平安 · 文化铸魂 · 其他 (三(三)-2) */
export const ActivitySeries = z.enum([
  ...(['neighbourhood', 'co-governance', 'safety', 'culture', 'other'] as const),
]);
export type ActivitySeries = z.infer<typeof ActivitySeries>;

const HOURS_MAX = 1000;
/** Halves of an hour count. */
export const Hours = z.number().positive().max(HOURS_MAX).multipleOf(0.5);

/** 12 digits. */
export const Place = DivisionCode.refine((code) => code.length === 12, {
  error: 'must be a division code of 12 digits',
});
