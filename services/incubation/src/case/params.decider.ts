import type { RuleSet } from '@fuhua/rules';

/** As a rule's own schema reads what a set says. */
interface Schema<P> {
  parse(value: unknown): P;
}

/**
 * What a rule set sets for a rule.
 * @throws ZodError when the set lacks the rule: the set has a bug
 */
export function paramsIn<P>({ rules }: RuleSet, wanted: string, schema: Schema<P>): P {
  return schema.parse(rules.find(({ rule }) => rule === wanted)?.params);
}
