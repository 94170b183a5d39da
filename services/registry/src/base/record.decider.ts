import {
  ok,
  refuse,
  type AuthorityId,
  type BaseId,
  type Day,
  type DivisionCode,
  type EventId,
  type EventOf,
  type EventType,
  type Instant,
  type Result,
} from '@fuhua/kernel';
import {
  incompetence,
  mayDecide,
  ruleSetInForce,
  type Authority,
  type BaseAct,
  type Decision,
  type Directory,
  type Incompetence,
  type JudgedBase,
  type RuleSet,
  type WorkingDayCalendar,
} from '@fuhua/rules';
import type { BaseKind, BaseLevel, PlatformKind, Source } from './base.events.ts';

/** What the slice's deciders share: what a base is, the parts of a command, and checks. */

/** Who acts, and what the edge looked up before. `today` is the day of `now` in Asia/Shanghai. */
export interface Act {
  readonly acting: Authority;
  /** The offices that an act on this base may come to (`officesToLookUp`), as they are today. */
  readonly directory: Directory;
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
  /** What decisions about it rest on. */
  readonly opened: Known;
  readonly levelled: Known;
  readonly located: Known;
}

/** The event a fact was told by, and from when it holds. */
export interface Known {
  readonly event: EventId;
  readonly since: Day;
}

export type BaseOnRecord = BaseRecord & { readonly stage: 'active' | 'suspended' };

/** Refusals that every part of the slice may give. */
export type SharedRefusal =
  | Incompetence<'registry'>
  | { code: 'registry.day-in-future'; day: Day; today: Day }
  | { code: 'registry.before-base-existed'; day: Day; since: Day }
  | { code: 'registry.days-out-of-order'; first: Day; then: Day }
  /** A procedure pins the set in force on its opening day, and there was none. */
  | { code: 'registry.no-rule-set'; division: DivisionCode; day: Day }
  /** The decision names what is missing; nothing is stored. */
  | { code: 'registry.insufficient-evidence'; decision: Decision }
  | { code: 'registry.not-due-yet'; name: string; due: Instant };

/** Each says why not, or nothing. */
export type Check = SharedRefusal | undefined;

/** R-JUR-01, before any other condition: one authority decides, and none in its stead (definitions 8 to 10). */
export function competence(
  { acting, directory, today }: Act,
  base: JudgedBase,
  act: BaseAct,
): Check {
  return incompetence('registry', mayDecide({ base, act, acting, directory, day: today }));
}

/** The set that a procedure about the base, opened on that day, pins (definition 7). */
export function ruleSetOn(
  { ruleSets }: Pick<Act, 'ruleSets'>,
  { location }: Pick<BaseRecord, 'location'>,
  day: Day,
): RuleSet | undefined {
  return ruleSetInForce(ruleSets, location, day);
}

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
