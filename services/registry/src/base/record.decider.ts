import {
  ok,
  refuse,
  type AuthorityId,
  type BaseId,
  type Day,
  type DivisionCode,
  type EventOf,
  type EventType,
  type Instant,
  type Result,
} from '@fuhua/kernel';
import type { Authority, RuleSet, Text, WorkingDayCalendar } from '@fuhua/rules';
import type { BaseKind, BaseLevel, PlatformKind, Source } from './base.events.ts';

/** What the slice's deciders share: what a base is, the parts of a command, and checks. */

/** Who acts, and what the edge looked up before. `today` is the day of `now` in Asia/Shanghai. */
export interface Act {
  readonly acting: Authority;
  readonly today: Day;
  /** Every version there is: which one a procedure opened today pins, the decider says (definition 7). */
  readonly ruleSets: readonly RuleSet[];
  readonly calendar: WorkingDayCalendar;
  /** Of a decision: how far each source was known when the facts were gathered. */
  readonly knownThrough: Readonly<Record<string, string>>;
}

/** An event's data without the base, which the state knows. */
export type FactOf<D> = D extends EventType ? Omit<EventOf<D>['data'], 'base'> : never;

/** What a base is now, as its life cycle tells it. */
export interface BaseRecord {
  readonly base: BaseId;
  readonly name: string;
  readonly kind: BaseKind;
  readonly platform?: PlatformKind | undefined;
  /** A regional platform's is its host's. */
  readonly level: BaseLevel;
  /** 12 digits. */
  readonly location: DivisionCode;
  /** Of a special-field base. */
  readonly sponsor?: AuthorityId | undefined;
  readonly capacity: number;
  readonly establishedOn: Day;
  /** The day of its newest life-cycle event: the next one is not earlier. */
  readonly lastOn: Day;
  /** From which day its present name and capacity hold. */
  readonly namedSince: Day;
  readonly capacitySince: Day;
}

export type BaseOnRecord = BaseRecord & { readonly stage: 'active' | 'suspended' };

/** Refusals that every part of the slice may give. */
export type SharedRefusal =
  | {
      code: 'registry.not-competent';
      rule: string;
      clause: string;
      reason: Text;
      competentAuthority?: AuthorityId | undefined;
    }
  | {
      code: 'registry.competence-unknown';
      rule: string;
      clause: string;
      reason: Text;
      competentAuthority?: AuthorityId | undefined;
    }
  | { code: 'registry.day-in-future'; day: Day; today: Day }
  | { code: 'registry.before-base-existed'; day: Day; since: Day }
  | { code: 'registry.days-out-of-order'; first: Day; then: Day }
  | { code: 'registry.no-rule-set'; division: DivisionCode; day: Day }
  | { code: 'registry.not-due-yet'; name: string; due: Instant };

/** Each says why not, or nothing. */
export type Check = SharedRefusal | undefined;

export function notInFuture(day: Day, today: Day): Check {
  return day > today ? { code: 'registry.day-in-future', day, today } : undefined;
}

export function existed(
  { establishedOn: since }: Pick<BaseRecord, 'establishedOn'>,
  day: Day,
): Check {
  return day < since ? { code: 'registry.before-base-existed', day, since } : undefined;
}

export function inOrder(first: Day | undefined, then: Day | undefined): Check {
  if (first === undefined || then === undefined || first <= then) return undefined;
  return { code: 'registry.days-out-of-order', first, then };
}

/** A day on which something is said to have happened to a base on record. */
export function onItsDay(base: BaseRecord, day: Day, today: Day): Check {
  return notInFuture(day, today) ?? existed(base, day);
}

/** Entered from the records kept before this system: such events need no order among others (definition 23). */
export function isMigrated(source: Source): boolean {
  return source.migrated === true;
}

/** The events, unless one of the checks refuses; the first that does is told. */
export function record<E, R>(
  events: readonly E[],
  ...checks: readonly (R | undefined)[]
): Result<readonly E[], R> {
  const refusal = checks.find((check) => check !== undefined);
  return refusal === undefined ? ok(events) : refuse(refusal);
}
