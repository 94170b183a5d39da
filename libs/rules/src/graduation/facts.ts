import { Day } from '@fuhua/kernel';
import { z } from 'zod';
import { filingFacts, listingFacts } from '../entry/organization-facts.ts';
import { DevelopmentStage } from '../entry/values.ts';
import { PanelConclusion } from '../review/facts.ts';

/** What R-GRD-01 … R-GRD-04 look at, and what a rule set sets for them (5.5, definition 13). */

type Values<F extends Record<string, z.ZodType>> = { [K in keyof F]: z.infer<F[K]> };
const points = z.int().min(0).max(100);

/** R-GRD-01 */
export const graduationWindowFacts = {
  'case.stage': DevelopmentStage,
  'case.startedOn': Day,
  /** Last day of the term, extension and pauses included. */
  'case.termEnd': Day,
  /** Days for which pauses stopped the clock; 0 when none did. */
  'case.pausedDays': z.int().nonnegative(),
  /** The first midterm evaluation; `none` when none was held. */
  'case.midtermOn': z.union([Day, z.literal('none')]),
};
export type GraduationWindowFacts = Values<typeof graduationWindowFacts>;
export const GraduationWindowParams = z.strictObject({
  fromMonth: z.int().positive(),
  /** These may apply from the midterm on instead. */
  fromMidterm: z.array(DevelopmentStage),
  /** The last day to apply, counted back from the end of the term. */
  untilDaysBefore: z.int().positive(),
  remindersDaysBefore: z.array(z.int().positive()).min(1),
  /** To decide a timely application, from the day of it. */
  decisionWorkingDays: z.int().positive(),
});
export type GraduationWindowParams = z.infer<typeof GraduationWindowParams>;

/** R-GRD-02 */
export const graduationConditionFacts = {
  ...filingFacts,
  ...listingFacts,
  /** Of a filed one: 登记路径已获批准. */
  'applicant.registrationPath': z.enum(['approved', 'none']),
  /** 账目独立 */
  'organization.accountsSeparate': z.boolean(),
  /** Duties of the agreement that are still open; [] when all are done. */
  'agreement.openDuties': z.array(z.string().min(1)),
  'case.exitOpen': z.boolean(),
};
export type GraduationConditionFacts = Values<typeof graduationConditionFacts>;
export const GraduationConditionParams = z.strictObject({
  lists: z.array(z.enum(['abnormal-activity', 'serious-violation'])).min(1),
});
export type GraduationConditionParams = z.infer<typeof GraduationConditionParams>;

/** R-GRD-03 */
export const graduationBandFacts = {
  /** Of the panel that was asked for the graduation. */
  'panel.conclusion': PanelConclusion,
  /** Extensions granted before. */
  'case.extensions': z.int().nonnegative(),
};
export type GraduationBandFacts = Values<typeof graduationBandFacts>;
/** 内部治理 · 党建 · 财务合规 · 项目与服务 · 自我造血与资源 · 人员与志愿者 · 社会评价 */
export const GraduationDimension = z.enum([
  ...(['governance', 'party-work', 'finance-compliance', 'project-service'] as const),
  ...(['self-financing-resources', 'staff-volunteers', 'social-evaluation'] as const),
]);
export type GraduationDimension = z.infer<typeof GraduationDimension>;
export const GraduationBandParams = z.strictObject({
  excellentMin: points,
  graduateMin: points,
  conditionsMin: points,
  extendMin: points,
  extensionsMax: z.int().positive(),
  /** Points of each dimension of the rubric; 100 together. */
  weights: z
    .record(GraduationDimension, z.int().positive())
    .refine((weights) => Object.values(weights).reduce((sum, one) => sum + one, 0) === 100, {
      error: 'must add up to 100',
    }),
});
export type GraduationBandParams = z.infer<typeof GraduationBandParams>;

/** R-GRD-04 */
export const followUpFacts = {
  /** Which check: so many months after the graduation. */
  'followUp.month': z.int().positive(),
  'case.graduatedOn': Day,
  /** 正常开展活动 */
  'organization.active': z.boolean(),
  /** Of a graduation with conditions, those not met yet; [] when there are none. */
  'followUp.openConditions': z.array(z.string().min(1)),
};
export type FollowUpFacts = Values<typeof followUpFacts>;
export const FollowUpParams = z.strictObject({
  months: z.array(z.int().positive()).min(1),
  /** The check that tells whether it survived. */
  survivalMonth: z.int().positive(),
});
export type FollowUpParams = z.infer<typeof FollowUpParams>;
