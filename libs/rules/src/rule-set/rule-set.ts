import { Day, DivisionCode } from '@fuhua/kernel';
import { z } from 'zod';

const RuleId = z.templateLiteral(['R-', z.string()]);

/** One rule as a set has it: which implementation, by which clause, with which numbers. */
export const RuleInSet = z.strictObject({
  rule: RuleId,
  impl: z.int().positive(),
  /** Of the guidance, such as 四(三)1-2, or of a local text. */
  clause: z.string().min(1),
  /** As the rule's own schema says. */
  params: z.record(z.string(), z.unknown()),
});
export type RuleInSet = z.infer<typeof RuleInSet>;

/**
 * The rules of a province, or of a part of it, from one day on. A local set is complete: a decision rests on one set.
 * Once shipped, a version is never changed nor removed, for decisions pin it.
 */
export const RuleSet = z.strictObject({
  id: z.string().regex(/^[A-Z][A-Z0-9-]{1,39}$/),
  version: z.int().positive(),
  scope: DivisionCode,
  /** Procedures opened on this day or later use it, until a later version of its scope. */
  effectiveFrom: Day,
  rules: z.array(RuleInSet),
  /** Which rules a procedure asks, in this order. */
  procedures: z.record(z.string(), z.array(RuleId).min(1)),
});
export type RuleSet = z.infer<typeof RuleSet>;
