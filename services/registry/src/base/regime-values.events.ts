import { DivisionCode } from '@fuhua/kernel';
import { Due } from '@fuhua/rules';
import { z } from 'zod';
import { Fen, Name } from './values.events.ts';

/** Values of the management regime. */

/** What R-REG-01 asks beside the place. Each may be unknown. */
export const RegimeInputs = z.object({
  /** 性质可界定 */
  natureDefinable: z.boolean().optional(),
  /** 符合登记条件 */
  meetsRegistrationConditions: z.boolean().optional(),
  areaM2: z.number().min(0).max(1_000_000).optional(),
  /** Missing: those on the roster are counted. */
  fullTimeStaff: z.int().min(0).max(10_000).optional(),
  liveIncubatees: z.int().min(0).max(10_000).optional(),
  yearlyFundsFen: Fen.optional(),
  /** 有章程 */
  hasCharter: z.boolean().optional(),
  /** 有定期会议 */
  hasRegularMeeting: z.boolean().optional(),
  /** 有独立账户 */
  hasOwnAccount: z.boolean().optional(),
});
export type RegimeInputs = z.infer<typeof RegimeInputs>;

/** 依法登记 · 镇街管理 · 社区党组织领导 · 明确责任主体 · 人工认定 */
export const Regime = z.enum(['A', 'B', 'C', 'D', 'manual']);
export type Regime = z.infer<typeof Regime>;

/** What R-REG-01 concludes, as far as it is acted on here; the decision keeps all of it. */
export const RegimeConcluded = z.object({ regime: Regime, review: Due, filing: Due.optional() });

/** 乡镇人民政府 · 街道办事处 · 社区党组织 · 村民委员会 · 居民委员会 · 其他 */
export const BodyKind = z.enum([
  'township-government',
  'subdistrict-office',
  'community-party-organization',
  'villagers-committee',
  'residents-committee',
  'other',
]);
export type BodyKind = z.infer<typeof BodyKind>;

/** Who is responsible, by name; `division` where it is a body of one. */
export const Body = z.object({ kind: BodyKind, name: Name, division: DivisionCode.optional() });
export type Body = z.infer<typeof Body>;

/** What a person decides where the table has no row: the regime with the bodies that it asks for. */
export const Responsible = z.discriminatedUnion('regime', [
  z.object({ regime: z.literal('B'), manager: Body }),
  z.object({ regime: z.literal('C'), lead: Body, guide: Body }),
  z.object({ regime: z.literal('D'), body: Body }),
]);
export type Responsible = z.infer<typeof Responsible>;
