import {
  ok,
  refuse,
  type BaseId,
  type CaseId,
  type Day,
  type Deadline,
  type DivisionCode,
  type Instant,
  type OrganizationId,
  type PersonId,
  type Result,
} from '@fuhua/kernel';
import {
  incompetence,
  mayDecide,
  type Authority,
  type BaseAct,
  type Directory,
  type Facts,
  type Incompetence,
  type JudgedBase,
  type RuleSet,
  type RuleSetPin,
  type WorkingDayCalendar,
} from '@fuhua/rules';
import type { ApplicantKind, IncubationStage, Mode } from './values.events.ts';

/** What the slice's deciders share: whose case it is, the parts of a command, and the checks made before others. */

/** Fixed by the application. */
export interface CaseIdentity {
  readonly case: CaseId;
  readonly base: BaseId;
  readonly applicant: OrganizationId;
  readonly applicantKind: ApplicantKind;
  readonly mode: Mode;
  /** How far the organization is, which its term follows from. */
  readonly stage: IncubationStage;
  /** In force when the application came (definition 7). */
  readonly ruleSet: RuleSetPin;
  /** Where the base stands, 12 digits. */
  readonly division: DivisionCode;
  /** Of the base when the application came; none where the authority runs it itself. */
  readonly operator?: OrganizationId | undefined;
}

/** The days of a command. */
export interface When {
  /** The day of `now` in Asia/Shanghai. */
  readonly today: Day;
  /** The day on which it happened: today, or earlier (definition 1). */
  readonly on: Day;
  readonly calendar: WorkingDayCalendar;
  /** Every version there is; a case keeps to the one it pinned. */
  readonly ruleSets: readonly RuleSet[];
}

/** By whoever is no officer: an organization, an operator, anybody. What they may, the route checks. */
export interface PartyAct extends When {
  readonly person: PersonId;
}

/** By an officer. Competence is asked of the base as it stands today. */
export interface Act extends PartyAct {
  readonly acting: Authority;
  readonly base: JudgedBase;
  readonly directory: Directory;
}

/** Of a command that decides: what the edge gathered for the day asked, and how far each source was known. */
export interface Gathered {
  readonly facts: Facts;
  readonly knownThrough: Readonly<Record<string, string>>;
}

export interface PassDeadline {
  type: 'PassDeadline';
  name: string;
  now: Instant;
}

/** What becomes due, with the events that follow when nothing happened before. */
export interface Open<E> extends Deadline {
  readonly events: readonly E[];
}

/** What every part of the slice may refuse with. */
export type CommonRefusal =
  | Incompetence<'incubation'>
  | { code: 'incubation.case-unknown' }
  /** R-REV-01: the order of the steps is an invariant. */
  | { code: 'incubation.not-in-stage'; stage: string }
  | { code: 'incubation.day-in-future'; day: Day; today: Day }
  | { code: 'incubation.days-out-of-order'; first: Day; then: Day }
  | { code: 'incubation.not-due-yet'; name: string; due: Instant };

/** Why not, or nothing. */
export type CommonCheck = CommonRefusal | undefined;

/** R-JUR-01 (definition 8): asked before any other condition. */
export function competence(
  { acting, base, directory, today: day }: Act,
  act: Extract<BaseAct, 'entry' | 'exit' | 'exception' | 'review'>,
): Incompetence<'incubation'> | undefined {
  return incompetence('incubation', mayDecide({ base, act, acting, directory, day }));
}

/** Definition 1: not after today, and not before the newest event of the same procedure. */
export function inOrder({ on, today }: When, lastOn: Day): CommonCheck {
  if (on > today) return { code: 'incubation.day-in-future', day: on, today };
  return on < lastOn
    ? { code: 'incubation.days-out-of-order', first: lastOn, then: on }
    : undefined;
}

/** The events, unless one of the checks refuses; the first that does is told. */
export function record<E, R>(
  events: readonly E[],
  ...checks: readonly (R | undefined)[]
): Result<readonly E[], R> {
  const refusal = checks.find((check) => check !== undefined);
  return refusal === undefined ? ok(events) : refuse(refusal);
}

/** A deadline that is not open any more needs nothing. */
export function passOpen<E>(
  open: readonly Open<E>[],
  { name, now }: PassDeadline,
): Result<readonly E[], Extract<CommonRefusal, { code: 'incubation.not-due-yet' }>> {
  const passed = open.find((deadline) => deadline.name === name);
  if (passed === undefined) return ok([]);
  if (now < passed.due) return refuse({ code: 'incubation.not-due-yet', name, due: passed.due });
  return ok(passed.events);
}

/** Whose case an event is of. */
export function subjectIn({
  case: id,
  base,
  applicant,
}: Pick<CaseIdentity, 'case' | 'base' | 'applicant'>): Pick<
  CaseIdentity,
  'case' | 'base' | 'applicant'
> {
  return { case: id, base, applicant };
}
