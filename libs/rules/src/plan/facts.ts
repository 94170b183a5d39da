import { Day } from '@fuhua/kernel';
import { z } from 'zod';

/** What R-PLN-01 looks at, and what a rule set sets for it (四(三)2-3, 5.3). */

/** 社会团体 · 社会服务机构（民办非企业单位） · 基金会 · 备案社区社会组织. A team plans as what it will be. */
export const PlanType = z.enum([
  ...(['social-association', 'social-service-organization', 'foundation'] as const),
  'filed-community',
]);
export type PlanType = z.infer<typeof PlanType>;

/** 萌芽 · 初创 · 成长 · 枢纽; support-type plans as hub. */
export const PlanStage = z.enum(['seed', 'start-up', 'growth', 'hub']);
export type PlanStage = z.infer<typeof PlanStage>;

/** 党建 · 内部治理（章程与六项制度） · 财务 · 项目 · 人才 · 品牌 · 资源需求 · 等级评估准备 */
export const commonTopics = [
  ...(['party-work', 'governance', 'finance', 'project'] as const),
  ...(['talent', 'brand', 'resource-need', 'grade-readiness'] as const),
] as const;

/** What only a type has. */
export const topicsByType = {
  'social-association': ['member-service', 'democratic-procedure', 'dues', 'branch-control'],
  'social-service-organization': ['service-quality', 'finance-assets', 'staff', 'licence'],
  foundation: ['spending-ratio', 'disclosure', 'fundraising-filing'],
  'filed-community': ['registration-path', 'basic-accounts', 'volunteers'],
} as const satisfies Record<PlanType, readonly string[]>;

export const PlanTopic = z.enum([
  ...commonTopics,
  ...topicsByType['social-association'],
  ...topicsByType['social-service-organization'],
  ...topicsByType.foundation,
  ...topicsByType['filed-community'],
]);
export type PlanTopic = z.infer<typeof PlanTopic>;

export const PlanItem = z.object({
  topic: PlanTopic,
  /** What is to be done. */
  task: z.string().trim().min(1),
  /** What will prove it; `''` is none. */
  evidence: z.string().trim(),
  dueOn: z.union([Day, z.literal('none')]),
});
export type PlanItem = z.infer<typeof PlanItem>;

export const planFacts = {
  'plan.type': PlanType,
  'plan.stage': PlanStage,
  'plan.items': z.array(PlanItem),
  /** Topics of the type that do not apply to this organization, and why; [] when all do. */
  'plan.inapplicable': z.array(z.object({ topic: PlanTopic, reason: z.string().trim().min(1) })),
};
export type PlanFacts = { [K in keyof typeof planFacts]: z.infer<(typeof planFacts)[K]> };

export const PlanParams = z.strictObject({
  itemsMin: z.int().positive(),
  /** Covered by every plan. */
  topics: z.array(PlanTopic).min(1),
  /** Covered by plans of the type. */
  topicsOf: z.strictObject({
    'social-association': z.array(PlanTopic),
    'social-service-organization': z.array(PlanTopic),
    foundation: z.array(PlanTopic),
    'filed-community': z.array(PlanTopic),
  }),
  /** Those that may be said not to apply, with a reason. */
  waivable: z.array(PlanTopic),
});
export type PlanParams = z.infer<typeof PlanParams>;
