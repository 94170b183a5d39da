import {
  ok,
  refuse,
  type BaseId,
  type Day,
  type DivisionCode,
  type EventId,
  type Instant,
  type OperatorContractId,
  type OrganizationId,
  type PersonId,
  type Result,
} from '@fuhua/kernel';
import type {
  Authority,
  Decision,
  Directory,
  Due,
  Facts,
  Incompetence,
  JudgedBase,
  RuleSet,
  RuleSetPin,
  WorkingDayCalendar,
} from '@fuhua/rules';
import type {
  Agreed,
  AlertGround,
  ApprovedFile,
  Lapse,
  ObservedGrade,
  OperatorContractEvent,
  Route,
  Term,
  Waivable,
} from './operatorcontract.events.ts';

/** What the slice's deciders share: the state, the refusals, and the parts of a command. */

/** Who acts, and what the edge looked up before. `today` is the day of `now` in Asia/Shanghai. */
export interface Act {
  readonly acting: Authority;
  readonly person: PersonId;
  /** As it stands today. */
  readonly base: JudgedBase & { readonly active: boolean };
  readonly directory: Directory;
  readonly today: Day;
  /** Every version there is: the one in force when a procedure opens is pinned (definition 7). */
  readonly ruleSets: readonly RuleSet[];
}

/** Of a command that may open a stream: what it will be about. */
export interface Opening extends Act {
  readonly subject: Subject;
}

export interface Subject {
  readonly contract: OperatorContractId;
  readonly base: BaseId;
  readonly operator: OrganizationId;
}

export interface CapabilityFile {
  readonly submitted: EventId;
  readonly approved?: ApprovedFile | undefined;
}

export interface Nomination {
  readonly nominated: EventId;
  readonly on: Day;
  readonly division: DivisionCode;
  readonly route: Route;
  readonly recurring: boolean;
  readonly previous?: OperatorContractId | undefined;
  readonly pin: RuleSetPin;
}

/** Inclusive at both ends. */
interface Days {
  readonly validFrom: Day;
  readonly validTo: Day;
}

export interface Exception extends Days {
  readonly approved: EventId;
  readonly waives: readonly Waivable[];
}

export interface ExceptionRequest extends Days {
  readonly requested: EventId;
  readonly by: PersonId;
  readonly waives: readonly Waivable[];
  readonly reason: string;
}

/** What is known of whoever was nominated, in every stage after it. */
export interface Nominated {
  readonly subject: Subject;
  readonly nomination: Nomination;
  readonly file?: ApprovedFile | undefined;
  readonly exception?: Exception | undefined;
  /** The day of the procedure's newest event: the next one is not earlier (definition 1). */
  readonly lastOn: Day;
}

export interface Alert {
  readonly ground: AlertGround;
  readonly listing?: EventId | undefined;
  readonly cureBy: Due;
  readonly cureMissed: boolean;
}

export interface Bar extends Days {
  readonly liftedOn?: Day | undefined;
}

/** A contract that was concluded. */
export interface Contract {
  readonly subject: Subject;
  readonly signed: EventId;
  readonly agreed: Agreed;
  /** Since then its notices are raised: none that was past when it was recorded. */
  readonly recordedAt: Instant;
  readonly exception?: Exception | undefined;
  readonly published: boolean;
  readonly bars: ReadonlyMap<EventId, Bar>;
  /** Open alerts by the id of their event. */
  readonly alerts: ReadonlyMap<EventId, Alert>;
  /** Undefined until first observed. */
  readonly observed?: Observed | undefined;
  /** Deadlines that passed, each with its day. */
  readonly passed: ReadonlySet<string>;
}

export interface Observed {
  readonly grade?: ObservedGrade | undefined;
  readonly lapse?: Lapse | undefined;
}

export type OperatorContract =
  | { readonly stage: 'none' }
  | {
      readonly stage: 'prepared';
      readonly subject: Subject;
      readonly division: DivisionCode;
      readonly file: CapabilityFile;
    }
  /** May sign. */
  | { readonly stage: 'eligible'; readonly nominated: Nominated }
  /** May ask for an exception. */
  | { readonly stage: 'refused'; readonly nominated: Nominated }
  | {
      readonly stage: 'exception-requested';
      readonly nominated: Nominated;
      readonly request: ExceptionRequest;
    }
  /** The seat is asked for; a contract signed before this system was nominated by nobody here. */
  | {
      readonly stage: 'signing';
      readonly sought: EventId;
      readonly agreed: Agreed;
      readonly nominated?: Nominated | undefined;
    }
  /** A contract signed before this system that overlaps another. */
  | {
      readonly stage: 'not-concluded';
      readonly subject: Subject;
      readonly holder: OperatorContractId;
    }
  | InForce
  /** The seat is asked for in another term. */
  | {
      readonly stage: 'correcting';
      readonly contract: Contract;
      readonly sought: EventId;
      readonly term: Term;
      readonly before: InForce | Ended;
    }
  | Ended;

export interface InForce {
  readonly stage: 'in-force';
  readonly contract: Contract;
}

export interface Ended {
  readonly stage: 'ended';
  readonly contract: Contract;
  readonly how: 'expired' | 'terminated';
  /** The last day on which it was in force. */
  readonly on: Day;
}

export type Concluded = Extract<OperatorContract, { stage: 'in-force' | 'correcting' | 'ended' }>;

export type OperatorContractRefusal =
  | Incompetence<'registry'>
  | { code: 'registry.operator-contract-unknown' }
  | { code: 'registry.operator-contract-exists' }
  /** Nothing is stored. */
  | { code: 'registry.insufficient-evidence'; decision: Decision }
  | { code: 'registry.no-rule-set'; division: DivisionCode; day: Day }
  | { code: 'registry.base-not-active' }
  | { code: 'registry.wrong-stage'; stage: OperatorContract['stage'] }
  | { code: 'registry.capability-file-approved' }
  | { code: 'registry.award-unknown'; award: EventId }
  | { code: 'registry.renewal-blocked'; previous: OperatorContractId; alerts: number }
  | { code: 'registry.not-a-renewal'; previous: OperatorContractId }
  | { code: 'registry.exception-too-long'; validFrom: Day; validTo: Day; latest: Day }
  | { code: 'registry.same-person'; person: PersonId }
  | { code: 'registry.day-in-future'; day: Day; today: Day }
  | { code: 'registry.days-out-of-order'; first: Day; then: Day }
  | { code: 'registry.validity-reversed'; validFrom: Day; validTo: Day }
  /** The guard has not answered yet. */
  | { code: 'registry.seat-awaited' }
  | { code: 'registry.seat-not-sought'; sought: EventId }
  | { code: 'registry.seat-taken'; holder: OperatorContractId }
  | { code: 'registry.not-migrated' }
  | { code: 'registry.contract-already-published' }
  | { code: 'registry.publication-place-missing' }
  | { code: 'registry.bar-unknown'; bar: EventId }
  | { code: 'registry.bar-ended'; bar: EventId; on: Day }
  | { code: 'registry.not-due-yet'; name: string; due: Instant };

export type Decided = Result<readonly OperatorContractEvent[], OperatorContractRefusal>;

/** Each says why not, or nothing. */
export type Check = OperatorContractRefusal | undefined;

/** Of a command whose events hold due days: the calendar they are reckoned by. */
export interface Reckoned {
  readonly calendar: WorkingDayCalendar;
}

/** Of a command that decides: what the edge gathered about the organization for the day asked, and how far it is known. */
export interface Gathered extends Reckoned {
  readonly facts: Facts;
  readonly knownThrough: Readonly<Record<string, string>>;
}

/** The events, unless one of the checks refuses; the first that does is told. */
export function record(
  events: readonly OperatorContractEvent[],
  ...checks: readonly Check[]
): Decided {
  const refusal = checks.find((check) => check !== undefined);
  return refusal === undefined ? ok(events) : refuse(refusal);
}

export function isConcluded(state: OperatorContract): state is Concluded {
  return state.stage === 'in-force' || state.stage === 'correcting' || state.stage === 'ended';
}

/** Whose stream it is; undefined while there is none. */
export function subjectOf(state: OperatorContract): Subject | undefined {
  switch (state.stage) {
    case 'none':
      return undefined;
    case 'prepared':
    case 'not-concluded':
      return state.subject;
    case 'eligible':
    case 'refused':
    case 'exception-requested':
      return state.nominated.subject;
    case 'signing':
      return subjectIn(state.agreed);
    case 'in-force':
    case 'correcting':
    case 'ended':
      return state.contract.subject;
  }
}

export function subjectIn({ contract, base, operator }: Subject): Subject {
  return { contract, base, operator };
}
