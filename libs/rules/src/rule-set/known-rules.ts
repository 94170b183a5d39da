import { z } from 'zod';
import { applicantRule } from '../entry/applicant.ts';
import { baseReadyRule } from '../entry/base-ready.ts';
import { cleanRecordRule } from '../entry/clean-record.ts';
import { conflictRule } from '../entry/conflict.ts';
import { entryBarRule } from '../entry/entry-bar.ts';
import { listingRule } from '../entry/listings.ts';
import { residencyRule } from '../entry/residency.ts';
import { startUpRule, targetRule } from '../entry/target.ts';
import { teamRule } from '../entry/team.ts';
import { exitBarRule } from '../exit/bar.ts';
import { exitCureRule } from '../exit/cure.ts';
import { exitDecisionRule } from '../exit/decision.ts';
import { exitDefenceRule } from '../exit/defence.ts';
import { exitGroundRule } from '../exit/ground.ts';
import { exitHandoverRule } from '../exit/handover.ts';
import { exitNoticeRule } from '../exit/notice.ts';
import { exitReviewRule } from '../exit/review.ts';
import { functionSetRule } from '../functions/function-set.ts';
import { graduationBandRule } from '../graduation/band.ts';
import { graduationConditionRule } from '../graduation/conditions.ts';
import { followUpRule } from '../graduation/follow-up.ts';
import { graduationWindowRule } from '../graduation/window.ts';
import { raterIndependenceRule } from '../independence/rater-independence.ts';
import { operatorAlertsRule } from '../operator/alerts.ts';
import { contractTermsRule } from '../operator/contract-terms.ts';
import { operatorEligibilityRule } from '../operator/eligibility.ts';
import { planRule } from '../plan/plan.ts';
import { regimeRule } from '../regime/regime.ts';
import { reviewClocksRule } from '../review/clocks.ts';
import { panelRule } from '../review/panel.ts';
import { staffChoiceRule } from '../staffing/staff-choice.ts';
import { extensionRule } from '../term/extension.ts';
import { midtermRule } from '../term/midterm.ts';
import { pauseRule } from '../term/pause.ts';
import { termRule } from '../term/term.ts';
import type { At, Facts, Finding, Known, Rule } from './rule.ts';

/** An implementation whatever its parameters and facts: it reads them by its own schemas. */
export interface KnownRule {
  readonly rule: `R-${string}`;
  readonly impl: number;
  /** Of every fact it may look at. */
  readonly factNames: readonly string[];
  /** What its schema finds wrong with a rule set's parameters; undefined when nothing. */
  readonly paramsFault: (params: unknown) => string | undefined;
  /** @throws TypeError when a parameter, or the value of a fact, is not of its schema: who gathered it has a bug. */
  readonly find: (facts: Facts, params: unknown, at: At) => Finding;
}

export function knownRule<P, F extends object>(rule: Rule<P, F>): KnownRule {
  const name = `${rule.rule} impl ${String(rule.impl)}`;
  const schemas = Object.entries<z.core.$ZodType>(rule.facts);
  return {
    rule: rule.rule,
    impl: rule.impl,
    factNames: schemas.map(([fact]) => fact),
    paramsFault(params) {
      const { error } = rule.params.safeParse(params);
      return error && z.prettifyError(error);
    },
    find(facts, params, at) {
      const known: Record<string, unknown> = {};
      for (const [fact, schema] of schemas) {
        const given = facts[fact];
        if (given === undefined) continue;
        known[fact] = { ...given, value: parsed(schema, given.value, `${name}, fact ${fact}`) };
      }
      return rule.evaluate(known as Known<F>, parsed(rule.params, params, `${name}, params`), at);
    },
  };
}

function parsed<T>(schema: z.core.$ZodType<T>, value: unknown, what: string): T {
  const { data, error } = z.safeParse(schema, value);
  if (error !== undefined) throw new TypeError(`${what}: ${z.prettifyError(error)}`);
  return data;
}

/** Every implementation ever released. None is removed or changed: a rule set that names it may be pinned. */
export const knownRules: readonly KnownRule[] = [
  knownRule(functionSetRule),
  knownRule(regimeRule),
  knownRule(operatorEligibilityRule),
  knownRule(contractTermsRule),
  knownRule(operatorAlertsRule),
  knownRule(raterIndependenceRule),
  knownRule(staffChoiceRule),
  knownRule(applicantRule),
  knownRule(baseReadyRule),
  knownRule(listingRule),
  knownRule(cleanRecordRule),
  knownRule(targetRule),
  knownRule(startUpRule),
  knownRule(residencyRule),
  knownRule(teamRule),
  knownRule(conflictRule),
  knownRule(entryBarRule),
  knownRule(reviewClocksRule),
  knownRule(panelRule),
  knownRule(planRule),
  knownRule(termRule),
  knownRule(midtermRule),
  knownRule(extensionRule),
  knownRule(pauseRule),
  knownRule(graduationWindowRule),
  knownRule(graduationConditionRule),
  knownRule(graduationBandRule),
  knownRule(followUpRule),
  knownRule(exitGroundRule),
  knownRule(exitNoticeRule),
  knownRule(exitCureRule),
  knownRule(exitDefenceRule),
  knownRule(exitDecisionRule),
  knownRule(exitReviewRule),
  knownRule(exitHandoverRule),
  knownRule(exitBarRule),
];

/** @throws RangeError when there is none */
export function knownRuleOf(
  { rule, impl }: Pick<KnownRule, 'rule' | 'impl'>,
  rules: readonly KnownRule[],
): KnownRule {
  const found = rules.find((known) => known.rule === rule && known.impl === impl);
  if (found === undefined) throw new RangeError(`no such rule: ${rule} impl ${String(impl)}`);
  return found;
}
