import { Day } from '@fuhua/kernel';
import { z } from 'zod';
import { FilingConclusion } from '../filing/standing.ts';

/** Values that the rules of a case share, from application to exit. */

/** 已登记社会组织 · 备案社区社会组织 · 筹备团队 */
export const ApplicantKind = z.enum(['registered', 'filed', 'preparing-team']);
export type ApplicantKind = z.infer<typeof ApplicantKind>;

/** 壳内 · 壳外（虚拟）: a virtual case takes no place. */
export const CaseMode = z.enum(['in-shell', 'virtual']);
export type CaseMode = z.infer<typeof CaseMode>;

/** 萌芽 · 初创 · 成长 · 枢纽 · 支持. Support-type counts as hub for the term (definition 11). */
export const DevelopmentStage = z.enum(['seed', 'start-up', 'growth', 'hub', 'support']);
export type DevelopmentStage = z.infer<typeof DevelopmentStage>;

/** Of a regional platform its host's (definition 9). */
export const LevelOfBase = z.enum(['province', 'city', 'county', 'township', 'village']);
export type LevelOfBase = z.infer<typeof LevelOfBase>;

/** 服务内容 · 入驻条件 · 申请程序 · 孵化期限 · 孵化流程 (四(三)2-1) */
export const LocalRuleSection = z.enum([
  ...(['service-content', 'entry-conditions', 'application-procedure'] as const),
  ...(['incubation-term', 'incubation-flow'] as const),
]);
export type LocalRuleSection = z.infer<typeof LocalRuleSection>;

/** When a register was last synchronised; its silence counts for 7 days (definition 5). */
export const SynchronisedOn = z.union([Day, z.literal('never')]);
export type SynchronisedOn = z.infer<typeof SynchronisedOn>;

/** One entry on a list (活动异常名录 · 严重违法失信名单) that is not lifted. */
export const ListedEntry = z.object({
  list: z.enum(['abnormal-activity', 'serious-violation']),
  from: Day,
});
export type ListedEntry = z.infer<typeof ListedEntry>;

/** All that is on record of the filing for one fiscal year; a year of which nothing is on record has no entry. */
export const YearlyFiling = z.object({
  fiscalYear: z.int().min(1950).max(2200),
  /** Whether it was a charity in the year of filing: then it owes an annual report, else an annual inspection. */
  charity: z.boolean(),
  /** What the registrar set for this kind and charity flag in the year of filing, not rolled. */
  localDeadline: Day.optional(),
  exemptByRegistrar: z.boolean().optional(),
  filedOn: Day.optional(),
  acceptedAsTimelyOn: Day.optional(),
  /** Of an annual inspection. */
  conclusion: z.object({ outcome: FilingConclusion, publishedOn: Day }).optional(),
});
export type YearlyFiling = z.infer<typeof YearlyFiling>;

/** 行政处罚, by the day of the decision. */
export const Penalty = z.object({ decision: z.string().min(1), decidedOn: Day });
export type Penalty = z.infer<typeof Penalty>;
