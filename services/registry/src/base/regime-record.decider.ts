import type { Day, EventId, PersonId } from '@fuhua/kernel';
import {
  ruleSetOf,
  type Due,
  type Fact,
  type Facts,
  type RuleSet,
  type RuleSetPin,
} from '@fuhua/rules';
import {
  RegimeInputs,
  type Regime,
  type RegimeEvent,
  type Responsible,
  type Source,
} from './base.events.ts';
import {
  record,
  ruleSetOn,
  type Act,
  type BaseOnRecord,
  type SharedRefusal,
} from './record.decider.ts';

/** What the regime's deciders share: its state, its refusals, and the facts it rests on. */

export type InputName = keyof RegimeInputs;

/** As found on `on`; of two of one day the one recorded later. */
export interface Input {
  readonly value: NonNullable<RegimeInputs[InputName]>;
  readonly on: Day;
  readonly event: EventId;
}

export interface Classified {
  readonly regime: Regime;
  readonly on: Day;
  readonly review: Due;
  /** Of regime A: the last day to file for registration. */
  readonly filing?: Due | undefined;
}

export interface Proposal {
  readonly event: EventId;
  readonly responsible: Responsible;
  readonly reason: string;
  readonly source: Source;
  readonly by: PersonId;
}

export interface RegimeState {
  readonly inputs: ReadonlyMap<InputName, Input>;
  readonly classified?: Classified | undefined;
  /** Of facts that were found insufficient since the last classification. */
  readonly missing: ReadonlySet<string>;
  /** Of the manual outcome, while it awaits the second person. */
  readonly proposed?: Proposal | undefined;
  /** Opened since the last classification. */
  readonly review?: { readonly on: Day; readonly ruleSet: RuleSetPin } | undefined;
  readonly reviewPassed: boolean;
  readonly filedOn?: Day | undefined;
  readonly filingPassed: boolean;
  readonly registeredOn?: Day | undefined;
  /** Who is responsible by the present classification. */
  readonly responsible?: Responsible | undefined;
}

export const initialRegime: RegimeState = {
  inputs: new Map(),
  missing: new Set(),
  reviewPassed: false,
  filingPassed: false,
};

export type RegimeRefusal =
  | SharedRefusal
  | { code: 'registry.inputs-missing' }
  | { code: 'registry.not-classified' }
  | { code: 'registry.regime-differs'; regime: Regime; needed: Regime }
  | { code: 'registry.nothing-proposed' }
  /** Whoever proposed it does not approve it. */
  | { code: 'registry.same-person' }
  /** Led by one body, guided by another. */
  | { code: 'registry.lead-is-guide' }
  | { code: 'registry.body-unfit'; needed: string }
  | { code: 'registry.review-too-late'; day: Day; last: Day }
  | { code: 'registry.registration-already-filed'; filedOn: Day }
  | { code: 'registry.base-already-registered-legally'; registeredOn: Day }
  | { code: 'registry.code-of-other-form'; needed: string }
  /** Only a recorded history skips the decision. */
  | { code: 'registry.decision-needed' };

export const decided = record<RegimeEvent, RegimeRefusal>;

/** Full-time staff as the roster tells it on a day; undefined when there is none. */
export type RosterFact = Fact<number> | undefined;

/**
 * What R-REG-01 asks, each with where it was told. A figure of staff that somebody recorded goes before the roster.
 */
export function regimeFactsOf(
  base: BaseOnRecord,
  { inputs }: Pick<RegimeState, 'inputs'>,
  roster: RosterFact,
): Facts {
  const told = [...inputs].map(([name, { value, on, event }]): [string, Fact] => [
    `base.${name}`,
    { value, validFrom: on, sources: [event] },
  ]);
  const { location: value, located } = base;
  return {
    ...(roster && { 'base.fullTimeStaff': roster }),
    ...Object.fromEntries(told),
    'base.location': { value, validFrom: located.since, sources: [located.event] },
  };
}

/** The inputs after these were recorded: what is older than what is known changes nothing. */
export function withInputs(
  known: RegimeState['inputs'],
  recorded: RegimeInputs,
  { on, event }: Pick<Input, 'on' | 'event'>,
): RegimeState['inputs'] {
  const inputs = new Map(known);
  for (const name of RegimeInputs.keyof().options) {
    const [value, before] = [recorded[name], inputs.get(name)];
    if (value === undefined || (before !== undefined && on < before.on)) continue;
    inputs.set(name, { value, on, event });
  }
  return inputs;
}

export function hasInputs(recorded: RegimeInputs): boolean {
  return RegimeInputs.keyof().options.some((name) => recorded[name] !== undefined);
}

/** Whether they say otherwise than what is known, and are not older. */
export function changesInputs(
  { inputs }: Pick<RegimeState, 'inputs'>,
  recorded: RegimeInputs & Pick<Input, 'on'>,
): boolean {
  return RegimeInputs.keyof().options.some((name) => {
    const [value, before] = [recorded[name], inputs.get(name)];
    if (value === undefined || value === before?.value) return false;
    return before === undefined || recorded.on >= before.on;
  });
}

/** Of an open review the set it pinned, else the one in force today: then the decision opens the procedure. */
export function ruleSetFor(
  act: Act,
  base: BaseOnRecord,
  { review }: RegimeState,
): RuleSet | undefined {
  return review === undefined
    ? ruleSetOn(act, base, act.today)
    : ruleSetOf(review.ruleSet, act.ruleSets);
}
