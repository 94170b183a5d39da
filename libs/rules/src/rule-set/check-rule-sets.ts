import { z } from 'zod';
import { knownRules, type KnownRule } from './known-rules.ts';
import { RuleSet } from './rule-set.ts';

/**
 * What is wrong with the shipped sets, one sentence a fault; nothing when they are right. The order is the order of release:
 * each version of a scope takes effect later than every one of its scope before it, so that no pin ever would change.
 */
export function checkRuleSets(
  sets: readonly RuleSet[],
  rules: readonly KnownRule[] = knownRules,
): readonly string[] {
  return sets.flatMap((set, index) => {
    const name = `${set.id} v${String(set.version)}`;
    const faults = [
      ...shapeOf(set),
      ...placeOf(set, sets.slice(0, index)),
      ...rulesOf(set, rules),
      ...proceduresOf(set),
    ];
    return faults.map((fault) => `${name}: ${fault}`);
  });
}

function shapeOf(set: RuleSet): readonly string[] {
  const { error } = RuleSet.safeParse(set);
  return error === undefined ? [] : [z.prettifyError(error)];
}

function placeOf(set: RuleSet, before: readonly RuleSet[]): readonly string[] {
  return before.flatMap(({ id, version, scope, effectiveFrom }) => {
    const one = `${id} v${String(version)}`;
    const isTwice = id === set.id && version === set.version;
    const isNotLater = scope === set.scope && effectiveFrom >= set.effectiveFrom;
    return [
      ...(isTwice ? ['was shipped before'] : []),
      ...(isNotLater ? [`takes effect no later than ${one} of its scope, ${effectiveFrom}`] : []),
    ];
  });
}

function rulesOf({ rules }: RuleSet, known: readonly KnownRule[]): readonly string[] {
  const ids = rules.map(({ rule }) => rule);
  const twice = new Set(ids.filter((id, index) => ids.indexOf(id) !== index));
  const faults = rules.flatMap(({ rule, impl, params }) => {
    const name = `${rule} impl ${String(impl)}`;
    const found = known.find((one) => one.rule === rule && one.impl === impl);
    if (found === undefined) return [`${name} is not known`];
    const fault = found.paramsFault(params);
    return fault === undefined ? [] : [`${name}: ${fault}`];
  });
  return [...[...twice].map((id) => `has ${id} twice`), ...faults];
}

function proceduresOf({ procedures, rules }: RuleSet): readonly string[] {
  const ids = new Set(rules.map(({ rule }) => rule));
  return Object.entries(procedures).flatMap(([procedure, asked]) =>
    asked
      .filter((id) => !ids.has(id))
      .map((id) => `${procedure} asks ${id}, which the set does not have`),
  );
}
