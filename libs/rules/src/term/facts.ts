import { AuthorityId, Day } from '@fuhua/kernel';
import { z } from 'zod';
import { CaseMode, DevelopmentStage } from '../entry/values.ts';
import { Score } from '../staffing/staff-choice.ts';

/** What R-TRM-01 … R-TRM-04 look at, and what a rule set sets for them (5.4, definitions 1 to 3 and 13). */

type Values<F extends Record<string, z.ZodType>> = { [K in keyof F]: z.infer<F[K]> };
const months = z.int().positive();

/** R-TRM-01 */
export const termFacts = {
  'case.mode': CaseMode,
  'case.stage': DevelopmentStage,
  /** IncubationStarted. */
  'case.startedOn': Day,
  /** Those granted before; 0 when none was. */
  'case.extendedMonths': z.int().nonnegative(),
  /** Days for which pauses stopped the clock; 0 when none did. */
  'case.pausedDays': z.int().nonnegative(),
  /** Asked for now; 0 where no extension is asked for. */
  'extension.months': z.int().nonnegative(),
  /** Beyond the cap: the next-higher authority that decides it; `none` when none does. */
  'extension.beyondCapBy': z.union([z.literal('none'), AuthorityId]),
};
export type TermFacts = Values<typeof termFacts>;
export const TermParams = z.strictObject({
  /** In shell. Support-type counts as hub. */
  months: z.strictObject({ seed: months, 'start-up': months, growth: months, hub: months }),
  virtualMonths: months,
  /** In shell, extension included, pauses excluded. */
  capMonths: months,
});
export type TermParams = z.infer<typeof TermParams>;

/** R-TRM-02 */
export const midtermFacts = {
  /** Mean of the panel, 0 to 100. */
  'midterm.score': Score,
  /** The evaluation before it: the band of its score, `none` when this is the first. */
  'midterm.previous': z.enum(['none', 'continue', 'improve', 'warn']),
  /** The agreement says that a second midterm failed is a breach (G1). */
  'agreement.midtermBreach': z.boolean(),
};
export type MidtermFacts = Values<typeof midtermFacts>;
export const MidtermParams = z.strictObject({
  /** Points of 100; at least so many continue, at least `improveMin` improve, fewer are warned. */
  continueMin: z.int().min(0).max(100),
  improveMin: z.int().min(0).max(100),
  /** Of the term. */
  atPercent: z.int().min(1).max(99),
  /** Before and after that day. */
  windowMonths: months,
  /** Days to carry out the improvement plan, then one re-evaluation. */
  improveDays: z.int().positive(),
  /** Days until the re-evaluation after a warning. */
  warnDays: z.int().positive(),
});
export type MidtermParams = z.infer<typeof MidtermParams>;

/** R-TRM-03 */
export const extensionFacts = {
  /** On request, or by a graduation of 60 to 69 points, which needs neither reason, nor 30 d, nor midterm (definition 13). */
  'extension.origin': z.enum(['request', 'graduation']),
  'extension.askedOn': Day,
  'extension.months': z.int().nonnegative(),
  /** 登记办理中 · 项目收尾 · 不可抗力 · 其他 */
  'extension.reason': z.enum(['registration-pending', 'project-closing', 'force-majeure', 'other']),
  /** Last day of the term before it is extended. */
  'case.termEnd': Day,
  /** Extensions granted before. */
  'case.extensions': z.int().nonnegative(),
  /** 提前退出程序进行中 */
  'case.exitOpen': z.boolean(),
  /** Of the newest midterm evaluation; `none` when none was held. */
  'case.midtermBand': z.enum(['none', 'continue', 'improve', 'warn']),
};
export type ExtensionFacts = Values<typeof extensionFacts>;
export const ExtensionParams = z.strictObject({
  askDaysBefore: z.int().positive(),
  monthsMax: months,
  timesMax: z.int().positive(),
  reasons: z.array(z.enum(['registration-pending', 'project-closing', 'force-majeure'])).min(1),
});
export type ExtensionParams = z.infer<typeof ExtensionParams>;

/** R-TRM-04 */
export const pauseFacts = {
  'pause.reason': z.enum(['force-majeure', 'other']),
  /** Both inclusive. */
  'pause.period': z
    .object({ from: Day, until: Day })
    .refine(({ from, until }) => from <= until, { error: 'must not end before it begins' }),
  'case.startedOn': Day,
  'case.termEnd': Day,
  'case.pausedDays': z.int().nonnegative(),
};
export type PauseFacts = Values<typeof pauseFacts>;
export const PauseParams = z.strictObject({
  /** All pauses of a case together. */
  monthsMax: months,
  reasons: z.array(z.enum(['force-majeure', 'other'])).min(1),
});
export type PauseParams = z.infer<typeof PauseParams>;
