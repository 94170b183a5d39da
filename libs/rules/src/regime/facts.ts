import type { DivisionCode } from '@fuhua/kernel';
import { z } from 'zod';

/** What R-REG-01 looks at, and what a rule set sets for it. */

const Fen = z.string().regex(/^(0|[1-9]\d{0,17})$/, { error: 'must be a whole number of fen' });

export const regimeFacts = {
  /** 性质可界定 */
  'base.natureDefinable': z.boolean(),
  /** 符合登记条件 */
  'base.meetsRegistrationConditions': z.boolean(),
  'base.areaM2': z.number().nonnegative(),
  'base.fullTimeStaff': z.int().nonnegative(),
  'base.liveIncubatees': z.int().nonnegative(),
  'base.yearlyFundsFen': Fen,
  'base.hasCharter': z.boolean(),
  'base.hasRegularMeeting': z.boolean(),
  'base.hasOwnAccount': z.boolean(),
  /** Whatever the base's level (definition 14). */
  'base.location': z
    .string()
    .regex(/^\d{12}$/, { error: 'must be a division code of 12 digits' })
    .transform((code) => code as DivisionCode),
};
export type RegimeFacts = { [K in keyof typeof regimeFacts]: z.infer<(typeof regimeFacts)[K]> };

export const RegimeParams = z.strictObject({
  /** A base is large when it reaches so many of the four minima below. */
  largeCriteriaMin: z.int().min(1).max(4),
  areaM2Min: z.number().positive(),
  fullTimeStaffMin: z.int().positive(),
  liveIncubateesMin: z.int().positive(),
  yearlyFundsFenMin: Fen,
  /** To file for registration, from the day of the decision. */
  filingMonthsMax: z.int().positive(),
  reviewMonths: z.int().positive(),
});
export type RegimeParams = z.infer<typeof RegimeParams>;
