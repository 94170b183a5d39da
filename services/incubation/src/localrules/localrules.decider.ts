import {
  ok,
  refuse,
  type AuthorityId,
  type Day,
  type Decider,
  type DivisionCode,
  type EventOf,
  type EventType,
  type Result,
  type Slice,
} from '@fuhua/kernel';
import { LocalRuleSection, type Authority, type Incompetence } from '@fuhua/rules';
import {
  companionRuleAdopted,
  localRuleAdopted,
  localRuleDrafted,
  localRuleRepealed,
  localRulesEvents,
  localRuleSuperseded,
  type LocalRuleId,
  type LocalRuleKind,
  type LocalRulesEvent,
  type Sections,
} from './localrules.events.ts';

/** An authority's own rules (四(三)2-1, 2-2): drafted, adopted with all that is mandatory, superseded, repealed. */

/** Who acts, on whose rules. */
export interface Act {
  readonly authority: AuthorityId;
  readonly rule: LocalRuleId;
  readonly acting: Authority;
  readonly today: Day;
}

type Given<D, Taken extends string = never> = D extends EventType
  ? Omit<EventOf<D>['data'], 'authority' | 'rule' | 'division' | Taken>
  : never;

export type LocalRulesCommand = Act &
  (
    | { type: 'DraftLocalRule'; given: Given<typeof localRuleDrafted> }
    /** Title, sections and kind are those of the draft. */
    | { type: 'AdoptLocalRule'; given: Given<typeof localRuleAdopted, 'title' | 'sections'> }
    | { type: 'RepealLocalRule'; given: Given<typeof localRuleRepealed, 'kind'> }
  );

export type LocalRulesRefusal =
  | Incompetence<'incubation'>
  | { code: 'incubation.local-rule-unknown' }
  | { code: 'incubation.local-rule-already-adopted' }
  | { code: 'incubation.local-rule-not-in-force' }
  | { code: 'incubation.local-rule-of-other-kind'; kind: LocalRuleKind }
  | { code: 'incubation.local-rule-sections-mismatch'; kind: LocalRuleKind }
  /** 四(三)2-1: all five are mandatory. */
  | { code: 'incubation.local-rule-sections-empty'; sections: readonly LocalRuleSection[] }
  | { code: 'incubation.day-in-future'; day: Day; today: Day }
  | { code: 'incubation.days-out-of-order'; first: Day; then: Day };

type Decided = Result<readonly LocalRulesEvent[], LocalRulesRefusal>;

export interface Draft {
  readonly rule: LocalRuleId;
  readonly kind: LocalRuleKind;
  readonly title: string;
  readonly sections?: Sections | undefined;
}

export interface Version {
  readonly rule: LocalRuleId;
  readonly effectiveFrom: Day;
  /** From this day it holds no longer. */
  readonly endedOn?: Day | undefined;
}

export type LocalRules =
  | { readonly stage: 'none' }
  | {
      readonly stage: 'kept';
      readonly division: DivisionCode;
      readonly drafts: ReadonlyMap<LocalRuleId, Draft>;
      /** Adopted, by kind; the newest last. */
      readonly versions: ReadonlyMap<LocalRuleKind, readonly Version[]>;
    };
type Kept = Extract<LocalRules, { stage: 'kept' }>;

export const localRulesDecider: Decider<
  LocalRules,
  LocalRulesCommand,
  LocalRulesEvent,
  LocalRulesRefusal
> = {
  initial: { stage: 'none' },
  decide(command, state) {
    const incompetent = ownership(command);
    if (incompetent !== undefined) return refuse(incompetent);
    switch (command.type) {
      case 'DraftLocalRule':
        return draft(command, state);
      case 'AdoptLocalRule':
        return adopt(command, state);
      case 'RepealLocalRule':
        return repeal(command, state);
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'LocalRuleDrafted': {
        const { rule, kind, title, sections, division } = event.data;
        const kept = keptIn(state, division);
        return { ...kept, drafts: new Map(kept.drafts).set(rule, { rule, kind, title, sections }) };
      }
      case 'LocalRuleAdopted':
        return adopted(keptIn(state, event.data.division), 'operating-rules', event.data);
      case 'CompanionRuleAdopted':
        return adopted(keptIn(state, event.data.division), event.data.kind, event.data);
      case 'LocalRuleSuperseded':
      case 'LocalRuleRepealed': {
        const { kind, rule, on } = event.data;
        if (state.stage === 'none') return state;
        const versions = (state.versions.get(kind) ?? []).map((version) =>
          version.rule === rule ? { ...version, endedOn: on } : version,
        );
        return { ...state, versions: new Map(state.versions).set(kind, versions) };
      }
    }
  },
};

export const localRules: Slice<LocalRules, LocalRulesCommand, LocalRulesEvent, LocalRulesRefusal> =
  { category: 'localrules', events: localRulesEvents, decider: localRulesDecider };

/** Whom events concern: the authority and its division. */
export function aboutLocalRules(
  state: LocalRules,
  [first]: readonly LocalRulesEvent[],
): { readonly division?: DivisionCode } {
  if (state.stage === 'kept') return { division: state.division };
  return first !== undefined && 'division' in first.data ? { division: first.data.division } : {};
}

/** 本级: every authority makes its own rules, and nobody another's (四(三)2-1). Asked before any other condition. */
export function ownership({
  authority,
  acting,
}: Pick<Act, 'authority'> & { readonly acting: Pick<Authority, 'id'> }):
  Incompetence<'incubation'> | undefined {
  if (acting.id === authority) return undefined;
  return {
    code: 'incubation.not-competent',
    rule: 'R-JUR-01',
    clause: '四(三)2-1',
    reason: {
      zh: '本级制度由本级主管部门制定',
      en: 'an authority makes its own rules, and nobody another’s',
    },
    competentAuthority: authority,
  };
}

type CommandOf<T extends LocalRulesCommand['type']> = Extract<LocalRulesCommand, { type: T }>;

function draft(command: CommandOf<'DraftLocalRule'>, state: LocalRules): Decided {
  const { authority, rule, acting, given } = command;
  const { kind, sections } = given;
  const before = state.stage === 'kept' ? state.drafts.get(rule) : undefined;
  if (isAdopted(state, rule)) return refuse({ code: 'incubation.local-rule-already-adopted' });
  if (before !== undefined && before.kind !== kind) {
    return refuse({ code: 'incubation.local-rule-of-other-kind', kind: before.kind });
  }
  if ((kind === 'operating-rules') !== (sections !== undefined)) {
    return refuse({ code: 'incubation.local-rule-sections-mismatch', kind });
  }
  return ok([localRuleDrafted({ authority, rule, division: acting.division, ...given })]);
}

/** Nothing is published with a mandatory section empty; a version ends the one before it. */
function adopt(command: CommandOf<'AdoptLocalRule'>, state: LocalRules): Decided {
  const { authority, rule, acting, today, given } = command;
  if (isAdopted(state, rule)) return refuse({ code: 'incubation.local-rule-already-adopted' });
  const written = state.stage === 'kept' ? state.drafts.get(rule) : undefined;
  if (state.stage === 'none' || written === undefined) {
    return refuse({ code: 'incubation.local-rule-unknown' });
  }
  const { kind, title, sections } = written;
  const empty = emptyIn(written);
  if (empty.length > 0) {
    return refuse({ code: 'incubation.local-rule-sections-empty', sections: empty });
  }
  const { adoptedOn, publishedOn, effectiveFrom } = given;
  if (publishedOn > today) {
    return refuse({ code: 'incubation.day-in-future', day: publishedOn, today });
  }
  const last = state.versions.get(kind)?.at(-1);
  const out =
    reversed(adoptedOn, publishedOn) ??
    reversed(publishedOn, effectiveFrom) ??
    (last && notAfter(last.endedOn ?? last.effectiveFrom, effectiveFrom, last));
  if (out !== undefined) return refuse(out);
  const whole = { authority, rule, division: acting.division, title, ...given };
  const superseded =
    last !== undefined && last.endedOn === undefined
      ? [localRuleSuperseded({ authority, rule: last.rule, kind, by: rule, on: effectiveFrom })]
      : [];
  return ok([
    kind === 'operating-rules'
      ? localRuleAdopted({ ...whole, sections: sections ?? noSections })
      : companionRuleAdopted({ ...whole, kind }),
    ...superseded,
  ]);
}

function repeal(command: CommandOf<'RepealLocalRule'>, state: LocalRules): Decided {
  const { authority, rule, given } = command;
  const found = state.stage === 'kept' ? versionOf(state, rule) : undefined;
  if (found === undefined) return refuse({ code: 'incubation.local-rule-unknown' });
  const { kind, version } = found;
  if (version.endedOn !== undefined) {
    return refuse({ code: 'incubation.local-rule-not-in-force' });
  }
  const out = reversed(version.effectiveFrom, given.on);
  if (out !== undefined) return refuse(out);
  return ok([localRuleRepealed({ authority, rule, kind, ...given })]);
}

const noSections: Sections = {
  ...{ 'service-content': '', 'entry-conditions': '', 'application-procedure': '' },
  ...{ 'incubation-term': '', 'incubation-flow': '' },
};

/** The mandatory sections in which nothing is written, in their order. */
function emptyIn({ kind, sections = noSections }: Draft): readonly LocalRuleSection[] {
  if (kind !== 'operating-rules') return [];
  return LocalRuleSection.options.filter((section) => sections[section] === '');
}

type OutOfOrder = Extract<LocalRulesRefusal, { code: 'incubation.days-out-of-order' }>;

function reversed(first: Day, then: Day): OutOfOrder | undefined {
  return then < first ? { code: 'incubation.days-out-of-order', first, then } : undefined;
}

/** A version that is in force yields from a later day only; one that was repealed, from the day on which it ended. */
function notAfter(first: Day, then: Day, { endedOn }: Version): OutOfOrder | undefined {
  const isAfter = endedOn === undefined ? then > first : then >= first;
  return isAfter ? undefined : { code: 'incubation.days-out-of-order', first, then };
}

function keptIn(state: LocalRules, division: DivisionCode): Kept {
  if (state.stage === 'kept') return state;
  return { stage: 'kept', division, drafts: new Map(), versions: new Map() };
}

function adopted(
  state: Kept,
  kind: LocalRuleKind,
  { rule, effectiveFrom }: Pick<Version, 'rule' | 'effectiveFrom'>,
): Kept {
  const drafts = new Map(state.drafts);
  drafts.delete(rule);
  const versions = [...(state.versions.get(kind) ?? []), { rule, effectiveFrom }];
  return { ...state, drafts, versions: new Map(state.versions).set(kind, versions) };
}

function isAdopted(state: LocalRules, rule: LocalRuleId): boolean {
  return state.stage === 'kept' && versionOf(state, rule) !== undefined;
}

function versionOf(
  { versions }: Kept,
  rule: LocalRuleId,
): { readonly kind: LocalRuleKind; readonly version: Version } | undefined {
  for (const [kind, all] of versions) {
    const version = all.find((one) => one.rule === rule);
    if (version !== undefined) return { kind, version };
  }
  return undefined;
}
