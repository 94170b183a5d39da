import { AlertParams, EligibilityParams, type RuleSet } from '@fuhua/rules';

/** What a rule set sets for this slice beside its decisions. A set that lacks one of these rules is a bug. */

/** R-OPR-01 */
export function eligibilityParams(set: RuleSet): EligibilityParams {
  return EligibilityParams.parse(paramsOf(set, 'R-OPR-01'));
}

/** R-OPR-03 */
export function alertParams(set: RuleSet): AlertParams {
  return AlertParams.parse(paramsOf(set, 'R-OPR-03'));
}

function paramsOf({ rules }: RuleSet, wanted: string): unknown {
  return rules.find(({ rule }) => rule === wanted)?.params;
}
