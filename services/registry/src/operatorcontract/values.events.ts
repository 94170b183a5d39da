import {
  BaseId,
  Day,
  DivisionCode,
  EventId,
  OperatorContractId,
  OrganizationId,
  Source,
} from '@fuhua/kernel';
import { Decision, Due, OperatorGrade as Grade, Waivable } from '@fuhua/rules';
import { z } from 'zod';

export { Grade, Waivable };

/** Values that several events of the slice share. */

export const Reason = z.string().trim().min(1).max(1000);

/** A whole number of fen, without leading zeros. */
export const Fen = z
  .string()
  .regex(/^(0|[1-9]\d{0,17})$/, { error: 'must be a whole number of fen' });

/** SHA-256 of each file, in hexadecimal. */
export const Files = z
  .array(z.string().regex(/^[0-9a-f]{64}$/, { error: 'must be a SHA-256 in hexadecimal' }))
  .min(1)
  .max(20);

/** A CapabilityFileApproved, and the day it is of. */
export const ApprovedFile = z.object({ approved: EventId, on: Day });
export type ApprovedFile = z.infer<typeof ApprovedFile>;

/** 政府购买服务 · 其他方式 */
export const Route = z.enum(['government-purchase', 'other']);
export type Route = z.infer<typeof Route>;

/** 公益一类 · 公益二类 · 非事业单位 */
export const InstitutionClass = z.enum(['I', 'II', 'none']);
export type InstitutionClass = z.infer<typeof InstitutionClass>;

/** Inclusive at both ends (definition 3). */
export const Term = z.object({ start: Day, end: Day });
export type Term = z.infer<typeof Term>;

/** What is bought, by kind; `public-welfare-post` may not be (R-OPR-02). */
export const Line = z.object({
  kind: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/, { error: 'must be 2 to 40 of a-z, 0-9 and -' }),
  text: z.string().trim().min(1).max(500),
});
export type Line = z.infer<typeof Line>;

/** What performance is measured by, and what is to be reached. */
export const Kpi = z.object({
  name: z.string().trim().min(1).max(200),
  target: z.string().trim().min(1).max(200),
});
export type Kpi = z.infer<typeof Kpi>;

/** What the two sides agree on. */
export const Terms = z.object({
  signedOn: Day,
  ...Term.shape,
  priceFen: Fen,
  kpis: z.array(Kpi).max(50),
  lines: z.array(Line).max(100),
  /** 续签条件 */
  renewalTerms: z.string().trim().min(1).max(2000).optional(),
  /** Of the contractor. Unknown when missing. */
  institutionClass: InstitutionClass.optional(),
});
export type Terms = z.infer<typeof Terms>;

export const subject = {
  contract: OperatorContractId,
  base: BaseId,
  operator: OrganizationId,
};

/** A contract as it will be in force once the base's seat is granted. */
export const Agreed = z.object({
  ...subject,
  /** Where the base stands. */
  division: DivisionCode,
  ...Terms.shape,
  recurring: z.boolean(),
  route: Route,
  previous: OperatorContractId.optional(),
  /** Missing where it was signed before this system (definition 23). */
  decision: Decision.optional(),
  /** By when it is to be published; a contract signed before this system had its own day. */
  publishBy: Due.optional(),
  /** Of a contract signed before this system. */
  source: Source.optional(),
});
export type Agreed = z.infer<typeof Agreed>;

/** 等级失效或低于要求 · 列入活动异常名录 · 列入严重违法失信名单 (R-OPR-03) */
export const AlertGround = z.enum(['grade', 'abnormal-listing', 'serious-listing']);
export type AlertGround = z.infer<typeof AlertGround>;

/** The award that the operator has now. */
export const ObservedGrade = z.object({ award: EventId, grade: Grade, validTo: Day });
export type ObservedGrade = z.infer<typeof ObservedGrade>;

/** What begins on the first day without a sufficient grade, as far as that is known ahead. */
export const Lapse = z.object({ on: Day, alertBy: Due, cureBy: Due });
export type Lapse = z.infer<typeof Lapse>;
