import {
  ok,
  refuse,
  type Day,
  type DivisionCode,
  type EventId,
  type EventOf,
  type EventType,
  type Instant,
  type OrganizationId,
  type Origin,
  type Result,
} from '@fuhua/kernel';
import type {
  Authority,
  FilingType,
  Incompetence,
  LegalKind,
  Registrar,
  Text,
  Uscc,
} from '@fuhua/rules';
import type {
  Body,
  Ground,
  List,
  OrganizationEvent,
  Registration,
  RegistrarRef,
} from './organization.events.ts';

/** What the slice's deciders share: the state, the refusals, and the parts of a command. */

/** Who records, and what the edge looked up before. `today` is the day of `now` in Asia/Shanghai. */
export interface Act {
  readonly acting: Authority;
  /** The registrar on record (`registrarOf`), as the authority it is now; undefined where it is not known. */
  readonly registrar: Registrar | undefined;
  readonly today: Day;
}

/** An event's data without the organization, which the state knows. */
export type FactOf<D> = D extends EventType ? Omit<EventOf<D>['data'], 'organization'> : never;

export type Form = Body['form'];

export type OrganizationRefusal =
  | { code: 'registry.organization-already-registered' }
  | { code: 'registry.organization-unknown' }
  | { code: 'registry.organization-voided' }
  /** The holder of the code is another organization; a new attempt is a new organization id. */
  | { code: 'registry.registration-refused'; uscc: Uscc; holder: OrganizationId }
  /** The guard has not answered yet. */
  | { code: 'registry.code-awaited'; uscc: Uscc }
  | { code: 'registry.code-not-sought'; sought: EventId }
  | { code: 'registry.already-linked'; uscc: Uscc }
  | Incompetence<'registry'>
  | { code: 'registry.registrar-unfit'; reason: Text }
  | { code: 'registry.day-in-future'; day: Day; today: Day }
  | { code: 'registry.before-organization-existed'; day: Day; since: Day }
  | { code: 'registry.organization-ended'; day: Day; endedOn: Day }
  | { code: 'registry.days-out-of-order'; first: Day; then: Day }
  | { code: 'registry.validity-reversed'; validFrom: Day; validTo: Day }
  | { code: 'registry.fiscal-year-not-over'; fiscalYear: number; day: Day }
  | { code: 'registry.wrong-form'; form: Form; needed: Form | 'unregistered' }
  | { code: 'registry.wrong-organization-kind'; kind: LegalKind; needed: LegalKind }
  | { code: 'registry.wrong-filing'; filing: FilingType; needed: FilingType }
  | { code: 'registry.filing-not-on-record'; fiscalYear: number }
  | { code: 'registry.ground-of-other-list'; list: List; ground: Ground }
  | { code: 'registry.amount-missing' }
  | { code: 'registry.related-to-itself' }
  /** Correct it if it is wrong. */
  | { code: 'registry.fact-already-recorded'; fact: string; recorded: EventId }
  | { code: 'registry.fact-unknown'; recorded: EventId }
  | { code: 'registry.fact-already-ended'; recorded: EventId; endedOn: Day }
  | { code: 'registry.not-due-yet'; name: string; due: Instant };

export type Decided = Result<readonly OrganizationEvent[], OrganizationRefusal>;

/** Facts that a later event may end. */
export type Endable = Extract<
  OrganizationEvent,
  {
    type:
      | 'GradeAwarded'
      | 'TaxQualificationRecorded'
      | 'PublicFundraisingGranted'
      | 'ClassificationRecorded'
      | 'ListingRecorded'
      | 'PenaltyRecorded'
      | 'RelatedPartyRecorded'
      | 'HeadRecorded';
  }
>;

export interface Entry {
  readonly fact: Endable;
  readonly recordedAt: Instant;
  /** The first day on which it was taken back, lifted or done with; whatever its validity says. */
  readonly endedOn?: Day | undefined;
}

/** What an organization is in law now. Registration keeps nothing from a filed body or a team but its record. */
export type LegalBody =
  | { form: 'registered'; kind: LegalKind; uscc: Uscc; registeredOn: Day }
  | { form: 'filed'; township: DivisionCode }
  | { form: 'preparing' };

export interface RecordOf {
  readonly organization: OrganizationId;
  readonly registrar: RegistrarRef;
  readonly registrarSince: Day;
  readonly since: Day;
  readonly body: LegalBody;
  readonly domicile?: { readonly division: DivisionCode; readonly since: Day } | undefined;
  /** The first day on which it is registered, filed or a team no longer. */
  readonly endedOn?: Day | undefined;
  /** CodeSought events that were concluded. */
  readonly concluded: ReadonlySet<EventId>;
  /** Facts by what tells them apart (`keyOf`). */
  readonly facts: ReadonlyMap<string, EventId>;
  /** Facts that may end, by the id of their event. */
  readonly entries: ReadonlyMap<EventId, Entry>;
  /** Whether it is a charity, by the day from which. */
  readonly charity: ReadonlyMap<Day, boolean>;
  /** By fiscal year. */
  readonly filings: ReadonlyMap<number, { readonly filing: FilingType; readonly filedOn: Day }>;
  readonly conclusions: ReadonlyMap<number, Day>;
  /** The newest synchronisation of each register. */
  readonly synchronised: ReadonlyMap<string, { readonly on: Day; readonly by: EventId }>;
  /** Deadlines that passed, each with its day. */
  readonly passed: ReadonlySet<string>;
}

export type OnRecord = RecordOf &
  (
    | { readonly stage: 'on-record' }
    /** Its code is asked for. */
    | { readonly stage: 'linking'; readonly sought: EventId; readonly registration: Registration }
  );

export type Asked = Extract<OrganizationEvent, { type: 'CodeSought' }>['data'];
/** What opens a record once the guard has granted its code. */
export type FirstAsked = Asked & { readonly profile: NonNullable<Asked['profile']> };

export type Organization =
  | { readonly stage: 'none' }
  | {
      readonly stage: 'seeking-registration';
      readonly sought: EventId;
      readonly asked: FirstAsked;
    }
  | {
      readonly stage: 'refused';
      readonly sought: EventId;
      readonly uscc: Uscc;
      readonly holder: OrganizationId;
    }
  | OnRecord
  | { readonly stage: 'voided'; readonly concluded: ReadonlySet<EventId> };

export function isOnRecord(state: Organization): state is OnRecord {
  return state.stage === 'on-record' || state.stage === 'linking';
}

/** What tells one fact from another of its type: the same again is refused, and a wrong one is corrected. */
const naturalKeys: {
  readonly [T in OrganizationEvent['type']]?: readonly (keyof Extract<
    OrganizationEvent,
    { type: T }
  >['data'])[];
} = {
  NameChangeRegistered: ['since'],
  DomicileChangeRegistered: ['since'],
  RegistrarChanged: ['since'],
  HeadRecorded: ['person', 'post', 'since'],
  CoreTeamRecorded: ['since'],
  NamePreApproved: ['on'],
  RegistrationApplied: ['on'],
  OrganizationSuspended: ['validFrom'],
  RegistrationRevoked: [],
  OrganizationDeregistered: [],
  OrganizationDisbanded: [],
  GradeAwarded: ['validFrom'],
  TaxQualificationRecorded: ['qualification', 'validFrom'],
  CharityStatusRecorded: ['since'],
  PublicFundraisingGranted: ['validFrom'],
  ClassificationRecorded: ['classification', 'validFrom'],
  AnnualFilingRecorded: ['fiscalYear'],
  FilingAcceptedAsTimely: ['fiscalYear'],
  FilingExempted: ['fiscalYear'],
  AnnualConclusionRecorded: ['fiscalYear'],
  ListingRecorded: ['list', 'ground', 'on'],
  PenaltyRecorded: ['decision', 'kind'],
  PartyOrganizationRecorded: ['since'],
  CreditStatusChanged: ['since'],
  RelatedPartyRecorded: ['relation', 'counterparty', 'validFrom'],
};

export function keyOf({ type, data }: OrganizationEvent): string | undefined {
  const fields: readonly string[] | undefined = naturalKeys[type];
  if (fields === undefined) return undefined;
  const values = data as Readonly<Record<string, unknown>>;
  return JSON.stringify([type, ...fields.map((field) => values[field])]);
}

/** The events, unless one of the checks refuses; the first that does is told. */
export function record(
  events: readonly OrganizationEvent[],
  ...checks: readonly (OrganizationRefusal | undefined)[]
): Decided {
  const refusal = checks.find((check) => check !== undefined);
  return refusal === undefined ? ok(events) : refuse(refusal);
}

/** Keeps a fact that may end, under the id of its event. A penalty may be executed when it is recorded. */
export function addEntry(state: OnRecord, fact: Endable, { id, recordedAt }: Origin): OnRecord {
  const entry = { fact, recordedAt, endedOn: endOf(fact) };
  return { ...state, entries: new Map(state.entries).set(id, entry) };
}

export function endEntry(state: OnRecord, recorded: EventId, on: Day): OnRecord {
  const entry = state.entries.get(recorded);
  if (entry === undefined) return state;
  return { ...state, entries: new Map(state.entries).set(recorded, { ...entry, endedOn: on }) };
}

function endOf({ type, data }: Endable): Day | undefined {
  switch (type) {
    case 'PenaltyRecorded':
      return data.fullyExecutedOn;
    case 'GradeAwarded':
    case 'TaxQualificationRecorded':
    case 'PublicFundraisingGranted':
    case 'ClassificationRecorded':
    case 'RelatedPartyRecorded':
    case 'ListingRecorded':
    case 'HeadRecorded':
      return undefined;
  }
}
