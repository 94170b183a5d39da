import type {
  BaseId,
  Day,
  DivisionCode,
  EventOf,
  EventType,
  Instant,
  OrganizationId,
  Result,
} from '@fuhua/kernel';
import {
  incompetence,
  mayDecide,
  type Authority,
  type Directory,
  type Due,
  type Incompetence,
  type JudgedBase,
} from '@fuhua/rules';
import type { DelegatedService, DelegationEvent, DelegationId } from './delegation.events.ts';

/** What the slice's deciders share: the state, the refusals, and the parts of a command. */

/** The base as it is on the day of the command. */
export interface DelegateBase extends JudgedBase {
  readonly base: BaseId;
  readonly stage: 'active' | 'suspended' | 'ended';
  /** Those approved. */
  readonly functions: readonly string[];
}

/** Who acts, and what was looked up before. */
export interface Act {
  readonly delegation: DelegationId;
  readonly acting: Authority;
  readonly base: DelegateBase;
  readonly directory: Directory;
  readonly today: Day;
}

export type Given<D> = D extends EventType
  ? Omit<EventOf<D>['data'], 'delegation' | 'base' | 'division'>
  : never;

export type DelegationRefusal =
  | Incompetence<'registry'>
  | { code: 'registry.delegation-already-opened' }
  | { code: 'registry.delegation-unknown-here' }
  | { code: 'registry.delegation-of-other-kind'; needed: 'mandate' | 'research' | 'standard' }
  | { code: 'registry.delegation-over'; on: Day }
  | { code: 'registry.base-not-active' }
  | { code: 'registry.not-a-county-base'; level: JudgedBase['level'] }
  | { code: 'registry.function-not-approved'; needed: string }
  | { code: 'registry.validity-reversed'; validFrom: Day; validTo: Day }
  | { code: 'registry.day-in-future'; day: Day; today: Day }
  | { code: 'registry.outside-mandate'; day: Day; validFrom: Day; validTo: Day }
  | { code: 'registry.days-out-of-order'; first: Day; then: Day }
  | { code: 'registry.declaration-missing' }
  | { code: 'registry.declared-interest'; organizations: readonly OrganizationId[] }
  | { code: 'registry.not-due-yet'; name: string; due: Instant };

export interface Mandate {
  readonly service: DelegatedService;
  readonly validFrom: Day;
  readonly validTo: Day;
  readonly declareBy?: Due | undefined;
  /** The day of each declaration, with the organizations it names; the newest holds. */
  readonly declared?: { readonly on: Day; readonly interests: ReadonlySet<OrganizationId> };
  readonly declarationOverdue: boolean;
  /** Its last day is over. */
  readonly ended: boolean;
  readonly lastDeliveryOn?: Day;
}

export type Delegation =
  | { readonly stage: 'none' }
  | (Opened & { readonly stage: 'mandate' } & Mandate)
  | (Opened & { readonly stage: 'research' | 'standard'; readonly since: Day })
  | (Opened & { readonly stage: 'over'; readonly on: Day });

export interface Identity {
  readonly delegation: DelegationId;
  readonly base: BaseId;
}

/** Of what is on record: with the place that its base stood at when it was opened. */
export type Opened = Identity & { readonly division: DivisionCode };

export type Decided = Result<readonly DelegationEvent[], DelegationRefusal>;

/** Whom events concern: the base and where it stood. */
export function aboutDelegation(
  state: Delegation,
  [first]: readonly DelegationEvent[],
): { readonly base?: BaseId; readonly division?: DivisionCode } {
  if (state.stage !== 'none') return { base: state.base, division: state.division };
  return first !== undefined && 'division' in first.data
    ? { base: first.data.base, division: first.data.division }
    : {};
}

export function openingOf({ delegation, base: { base, location } }: Act): Opened {
  return { delegation, base, division: location };
}

export function identityOf({ delegation, base: { base } }: Act): Identity {
  return { delegation, base };
}

export function openedIn({ delegation, base, division }: Opened): Opened {
  return { delegation, base, division };
}

/** R-JUR-01, before any other condition: the authority that fixes what the base is for gives it mandates too. */
export function competence({
  base,
  acting,
  directory,
  today: day,
}: Act): DelegationRefusal | undefined {
  return incompetence('registry', mayDecide({ base, act: 'functions', acting, directory, day }));
}

/** 三(二): what a county base takes over, and what it researches and lays down; each by a function approved for it. */
export function fitness(base: DelegateBase, needed: string): DelegationRefusal | undefined {
  if (base.stage !== 'active') return { code: 'registry.base-not-active' };
  if (base.level !== 'county') return { code: 'registry.not-a-county-base', level: base.level };
  if (!base.functions.includes(needed)) return { code: 'registry.function-not-approved', needed };
  return undefined;
}
