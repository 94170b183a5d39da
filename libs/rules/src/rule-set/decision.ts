import { Day } from '@fuhua/kernel';
import { z } from 'zod';
import { Fact } from './rule.ts';

const Words = z.object({ zh: z.string(), en: z.string() });

/** As `RuleResult`; how it stands in an event. */
const Result = z.object({
  rule: z.templateLiteral(['R-', z.string()]),
  impl: z.int().positive(),
  clause: z.string(),
  outcome: z.enum(['pass', 'fail', 'unknown']),
  reason: Words,
  facts: z.array(z.string()),
  conclusion: z.record(z.string(), z.unknown()).optional(),
});

/** Which set, for ever: a procedure pins it when it opens (definition 7). */
export const RuleSetPin = z.object({ id: z.string(), version: z.int().positive() });
export type RuleSetPin = z.infer<typeof RuleSetPin>;

/** A decision with all that it rests on: `evaluate` gives the same again from `procedure`, `ruleSet`, `calendar`, `facts` and `effectiveFrom`. */
export const Decision = z.object({
  /** Which rules were asked, such as `operator.signing`. */
  procedure: z.string(),
  ruleSet: RuleSetPin,
  /** The edition of the calendar of working days. */
  calendar: z.string(),
  outcome: z.enum(['granted', 'refused', 'insufficient-evidence']),
  /** The day the rules were asked for. */
  effectiveFrom: Day,
  results: z.array(Result),
  facts: z.record(z.string(), Fact),
  /** SHA-256 in hexadecimal of the canonical JSON (RFC 8785) of `facts`. */
  factsDigest: z.string().regex(/^[0-9a-f]{64}$/),
  /** How far each source was known when the facts were gathered: `service` to position token. Not in the digest. */
  knownThrough: z.record(z.string(), z.string()),
});
export type Decision = z.infer<typeof Decision>;
