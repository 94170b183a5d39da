import type { Day } from '@fuhua/kernel';
import { calendarOf, type WorkingDayCalendar } from '../calendar/calendar.ts';
import { outcomeOf } from '../result.ts';
import type { Decision } from './decision.ts';
import { canonicalJson, sha256 } from './digest.ts';
import { knownRuleOf, knownRules, type KnownRule } from './known-rules.ts';
import type { At, Facts } from './rule.ts';
import type { RuleInSet, RuleSet } from './rule-set.ts';
import { ruleSetOf } from './shipped.ts';

export interface Asked {
  readonly ruleSet: RuleSet;
  /** Of the set's procedures, such as `operator.signing`. */
  readonly procedure: string;
  /** All that is known; what no rule of the procedure may look at is left out. */
  readonly facts: Facts;
  readonly on: Day;
  readonly calendar: WorkingDayCalendar;
  /** How far each source was known when the facts were gathered: service to position token. */
  readonly knownThrough: Readonly<Record<string, string>>;
}

/**
 * Asks every rule of the procedure, in the set's order, and stores all that the answer rests on. Pure: the same facts give
 * the same decision, whatever the order of their keys.
 * @throws RangeError when the set has no such procedure, or names a rule that is not known
 * @throws TypeError when a fact's value is not of its rule's schema: who gathered it has a bug
 */
export function evaluate(asked: Asked, rules: readonly KnownRule[] = knownRules): Decision {
  const { ruleSet, procedure, on, calendar, knownThrough } = asked;
  const uses = usesOf(ruleSet, procedure).map((use) => ({ use, known: knownRuleOf(use, rules) }));
  const text = canonicalFacts(asked.facts, new Set(uses.flatMap(({ known }) => known.factNames)));
  const facts = JSON.parse(text) as Decision['facts']; // the rules see what is stored, and nothing else
  const at: At = { on, calendar };
  const results = uses.map(({ use: { rule, impl, clause, params }, known }) => {
    const { outcome, reason, facts: seen, conclusion } = known.find(facts, params, at);
    const says = { rule, impl, clause, outcome, reason, facts: [...seen] };
    return conclusion === undefined ? says : { ...says, conclusion };
  });
  return {
    procedure,
    ruleSet: { id: ruleSet.id, version: ruleSet.version },
    calendar: calendar.id,
    outcome: outcomeOf(results),
    effectiveFrom: on,
    results,
    facts,
    factsDigest: sha256(text),
    knownThrough: { ...knownThrough },
  };
}

/**
 * What the rules say again to the facts a decision stored: the same, by the set and calendar it pinned; by `ruleSet`
 * what another set would have said. Facts that only the other set asks for were not stored, and are unknown to it.
 * @throws RangeError and TypeError as `evaluate`; RangeError when the set or calendar it pinned is not shipped
 */
export function rerun(
  { procedure, ruleSet, calendar, facts, effectiveFrom, knownThrough }: Decision,
  overrides: { readonly ruleSet?: RuleSet } = {},
  rules: readonly KnownRule[] = knownRules,
): Decision {
  return evaluate(
    {
      ruleSet: overrides.ruleSet ?? ruleSetOf(ruleSet),
      calendar: calendarOf(calendar),
      on: effectiveFrom,
      ...{ procedure, facts, knownThrough },
    },
    rules,
  );
}

function usesOf(set: RuleSet, procedure: string): readonly RuleInSet[] {
  const where = `${set.id} v${String(set.version)}`;
  const ids = set.procedures[procedure];
  if (ids === undefined) throw new RangeError(`${where} has no procedure ${procedure}`);
  return ids.map((id) => {
    const use = set.rules.find(({ rule }) => rule === id);
    if (use === undefined) throw new RangeError(`${where} has no rule ${id}`);
    return use;
  });
}

function canonicalFacts(facts: Facts, names: ReadonlySet<string>): string {
  return canonicalJson(
    Object.fromEntries(Object.entries(facts).filter(([name]) => names.has(name))),
  );
}
