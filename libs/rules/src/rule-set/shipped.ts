import type { Day, DivisionCode } from '@fuhua/kernel';
import { isWithin } from '../divisions/code.ts';
import type { RuleSetPin } from './decision.ts';
import { JS_2023 } from './js-2023.ts';
import type { RuleSet } from './rule-set.ts';

/** Every version ever released, the older of a scope before the newer. `checkRuleSets` keeps them right. */
export const shippedRuleSets: readonly RuleSet[] = [JS_2023];

/**
 * Definition 7: the set a procedure opened on `day` in `division` pins. The most specific scope that has one wins, and of its
 * versions the newest in effect; a local set is complete, so nothing is taken from a wider one. Undefined before the first.
 */
export function ruleSetInForce(
  sets: readonly RuleSet[],
  division: DivisionCode,
  day: Day,
): RuleSet | undefined {
  return sets
    .filter(({ scope, effectiveFrom }) => isWithin(division, scope) && effectiveFrom <= day)
    .sort((a, b) => b.scope.length - a.scope.length || (a.effectiveFrom < b.effectiveFrom ? 1 : -1))
    .at(0);
}

/** The set that a procedure or decision pins. @throws RangeError when no such version was shipped */
export function ruleSetOf(
  { id, version }: RuleSetPin,
  sets: readonly RuleSet[] = shippedRuleSets,
): RuleSet {
  const found = sets.find((set) => set.id === id && set.version === version);
  if (found === undefined) throw new RangeError(`no such rule set: ${id} v${String(version)}`);
  return found;
}
