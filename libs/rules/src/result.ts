/** What a person reads, in both languages. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

/** Missing input is `unknown`, never `fail` (definition 5). */
export type Outcome = 'pass' | 'fail' | 'unknown';

/** What one rule says about one set of facts (design §4). */
export interface RuleResult {
  readonly rule: `R-${string}`;
  /** The implementation that said it; a released one never changes. */
  readonly impl: number;
  /** The clause of the guidance that the rule rests on. */
  readonly clause: string;
  readonly outcome: Outcome;
  readonly reason: Text;
  /** Names of the facts it looked at. */
  readonly facts: readonly string[];
  /** Where a rule says more than pass or fail: the regime, say, or who goes first. JSON. */
  readonly conclusion?: Readonly<Record<string, unknown>> | undefined;
}

export type DecisionOutcome = 'granted' | 'refused' | 'insufficient-evidence';

/** Definition 5: any `fail` refuses; else any `unknown` leaves the evidence insufficient; else granted, as by no rule. */
export function outcomeOf(results: readonly Pick<RuleResult, 'outcome'>[]): DecisionOutcome {
  if (results.some(({ outcome }) => outcome === 'fail')) return 'refused';
  if (results.some(({ outcome }) => outcome === 'unknown')) return 'insufficient-evidence';
  return 'granted';
}
