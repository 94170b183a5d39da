import { z } from 'zod';
import { joined, text, unknown, valueOn, verdictOf, type Verdict } from '../findings/findings.ts';
import type { Rule } from '../rule-set/rule.ts';
import { independenceOf, Judge, JudgedParty } from './independence.ts';

const facts = {
  'panel.raters': z.array(Judge),
  /** The operator with its related parties, those of the look-back included. */
  'operator.relatedParties': JudgedParty,
};
export type IndependenceFacts = { [K in keyof typeof facts]: z.infer<(typeof facts)[K]> };

export const IndependenceParams = z.strictObject({ lookBackMonths: z.int().positive() });
export type IndependenceParams = z.infer<typeof IndependenceParams>;

export interface RaterFound extends Verdict {
  readonly person: string;
}

/**
 * R-OPR-04 (四(三)1-3; definition 19) [D]: no rater is of the operator or of a related party of it, or was paid by it within
 * `lookBackMonths` months, counted by definition 2. Undeclared is unknown. The conclusion lists every rater.
 */
export const raterIndependenceRule: Rule<IndependenceParams, IndependenceFacts> = {
  rule: 'R-OPR-04',
  impl: 1,
  params: IndependenceParams,
  facts,
  evaluate(known, { lookBackMonths }, { on }) {
    const looked = { facts: Object.keys(facts) };
    const raters = valueOn(known['panel.raters'], on);
    if (raters === undefined)
      return { ...unknown('评委未知', 'the raters are not known'), ...looked };
    const party = valueOn(known['operator.relatedParties'], on);
    const found = raters.map((rater) => ({
      person: rater.person,
      ...independenceOf(rater, { party, on, lookBackMonths }),
    })) satisfies RaterFound[];
    const named = found.map(({ person, outcome, reason }) => ({
      outcome,
      reason: joined([text(`评委 ${person}`, `rater ${person}`), reason]),
    }));
    return { ...verdictOf(named), ...looked, conclusion: { raters: found } };
  },
};
