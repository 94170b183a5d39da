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
import type {
  Authority,
  Directory,
  Due,
  Incompetence,
  JudgedBase,
  WorkingDayCalendar,
} from '@fuhua/rules';
import type {
  communityLeaderEnded,
  communityLeaderEngaged,
  externalGuidanceAnswered,
  externalGuidanceRequested,
  judicialReferralRecorded,
  mediatorAppointed,
  mediatorReleased,
  organizationDrawnIn,
  CommunityEvent,
  CommunityId,
} from './community.events.ts';

/** What the slice's decider works with: the parts of a command, the refusals, the state. */

/** By the operator of the base, whose reach the route checks, or an officer, whose competence is asked. */
export interface Act {
  readonly record: CommunityId;
  readonly base: BaseId;
  /** Where the base stands. */
  readonly division: DivisionCode;
  readonly today: Day;
  readonly officer?:
    | { readonly acting: Authority; readonly base: JudgedBase; readonly directory: Directory }
    | undefined;
}

type Given<D, Taken extends string = never> = D extends EventType
  ? Omit<EventOf<D>['data'], 'record' | 'base' | 'division' | Taken>
  : never;

export type ActCommand = Act &
  (
    | { type: 'EngageLeader'; given: Given<typeof communityLeaderEngaged> }
    | { type: 'RecordDrawnIn'; given: Given<typeof organizationDrawnIn> }
    | { type: 'EndLeader'; given: Given<typeof communityLeaderEnded> }
    | { type: 'AppointMediator'; given: Given<typeof mediatorAppointed> }
    | { type: 'ReleaseMediator'; given: Given<typeof mediatorReleased> }
    | { type: 'RecordReferral'; given: Given<typeof judicialReferralRecorded> }
    | {
        type: 'RequestGuidance';
        given: Given<typeof externalGuidanceRequested, 'answerBy' | 'calendar'>;
        calendar: WorkingDayCalendar;
      }
    | { type: 'AnswerGuidance'; given: Given<typeof externalGuidanceAnswered> }
  );

export interface PassDeadline {
  type: 'PassDeadline';
  name: string;
  now: Instant;
}
export type CommunityCommand = ActCommand | PassDeadline;

export type RecordKind = 'leader' | 'mediator' | 'referral' | 'request';

export type CommunityRefusal =
  | Incompetence<'incubation'>
  | { code: 'incubation.community-record-unknown' }
  | { code: 'incubation.community-record-already-opened' }
  | { code: 'incubation.community-record-of-other-kind'; needed: RecordKind }
  | { code: 'incubation.community-record-over'; on: Day }
  | { code: 'incubation.organization-already-drawn-in' }
  | { code: 'incubation.validity-reversed'; validFrom: Day; validTo: Day }
  | { code: 'incubation.day-in-future'; day: Day; today: Day }
  | { code: 'incubation.days-out-of-order'; first: Day; then: Day }
  | { code: 'incubation.not-due-yet'; name: string; due: Instant };

export interface Opened {
  readonly record: CommunityId;
  readonly base: BaseId;
  readonly division: DivisionCode;
  /** The first day of it. */
  readonly since: Day;
  /** From this day it is over. */
  readonly endedOn?: Day | undefined;
}
type Leader = Opened & { readonly stage: 'leader'; readonly drawnIn: ReadonlySet<OrganizationId> };
type Mediator = Opened & { readonly stage: 'mediator'; readonly validTo: Day };
type Request = Opened & {
  readonly stage: 'request';
  readonly answerBy: Due;
  readonly overdue: boolean;
};
export type Community =
  | { readonly stage: 'none' }
  | Leader
  | Mediator
  | Request
  | (Opened & { readonly stage: 'referral' });

export type Decided = Result<readonly CommunityEvent[], CommunityRefusal>;
