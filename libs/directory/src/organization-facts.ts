import type {
  PublicOrganizationEvent,
  PublicOrganizationFact,
  PublicOrganizationIdentity,
} from '@fuhua/contracts';
import type { Origin, Source } from '@fuhua/kernel';
import { ended, factOf, rowOf, type FactRow } from './fact-row.ts';

/** Registry's own events say this and where it was taken from. */
type Sourced<E> = E extends { readonly type: infer T; readonly data: infer D }
  ? { readonly type: T; readonly data: D & { readonly source?: Source }; readonly origin: Origin }
  : never;
export type OrganizationFactEvent = Sourced<PublicOrganizationEvent>;
type Heard<T extends OrganizationFactEvent['type']> = Extract<
  OrganizationFactEvent,
  { readonly type: T }
>;
type Rows = readonly FactRow[];

const qualifications = [
  ...(['GradeAwarded', 'GradeWithdrawn', 'GradeExpired', 'TaxQualificationRecorded'] as const),
  ...(['TaxQualificationWithdrawn', 'TaxQualificationExpiring'] as const),
  ...(['TaxQualificationLapsed', 'CharityStatusRecorded', 'PublicFundraisingGranted'] as const),
  ...(['PublicFundraisingWithdrawn', 'ClassificationRecorded', 'ClassificationEnded'] as const),
];
type Qualification = Heard<(typeof qualifications)[number]>;
type Standing = Exclude<Heard<PublicOrganizationFact['type']>, Qualification>;

const lifeTypes: ReadonlySet<string> = new Set<PublicOrganizationIdentity['type']>([
  ...(['OrganizationRegistered', 'OrganizationLinkedToCode', 'OrganizationRecordVoided'] as const),
  ...(['NameChangeRegistered', 'DomicileChangeRegistered', 'RegistrarChanged'] as const),
  ...(['CoreTeamRecorded', 'NamePreApproved', 'RegistrationApplied'] as const),
  ...(['OrganizationSuspended', 'RegistrationRevoked', 'OrganizationDeregistered'] as const),
  'OrganizationDisbanded',
]);

function isQualification(event: OrganizationFactEvent): event is Qualification {
  return (qualifications as readonly string[]).includes(event.type);
}

function isStanding(event: Exclude<OrganizationFactEvent, Qualification>): event is Standing {
  return !lifeTypes.has(event.type);
}

/** Every dated fact about an organization, ended or not. */
export function foldOrganizationFacts(rows: Rows, event: OrganizationFactEvent): Rows {
  if (isQualification(event)) return foldQualification(rows, event);
  return isStanding(event) ? foldStanding(rows, event) : foldLife(rows, event);
}

function foldLife(
  rows: Rows,
  event: Exclude<OrganizationFactEvent, Qualification | Standing>,
): Rows {
  switch (event.type) {
    case 'OrganizationRegistered':
      return [...rows, ...openedBy(event)];
    case 'OrganizationLinkedToCode':
      return foldLinkToCode(rows, event);
    case 'OrganizationRecordVoided':
      return rows;
    case 'NameChangeRegistered':
      return [...rows, factOf('name', event, { validFrom: event.data.since })];
    case 'DomicileChangeRegistered': {
      const { domicile, since, source } = event.data;
      const values = { ...domicile, since };
      return [
        ...rows,
        rowOf('domicile', event.origin, { validFrom: since }, values, source ?? null),
      ];
    }
    case 'RegistrarChanged': {
      const { registrar, since, source } = event.data;
      const values = { ...registrar, since };
      return [
        ...rows,
        rowOf('registrar', event.origin, { validFrom: since }, values, source ?? null),
      ];
    }
    case 'CoreTeamRecorded':
      return [...rows, factOf('core-team', event, { validFrom: event.data.since })];
    case 'NamePreApproved':
      return [...rows, factOf('name-pre-approval', event, { validFrom: event.data.on })];
    case 'RegistrationApplied':
      return [...rows, factOf('registration-application', event, { validFrom: event.data.on })];
    case 'OrganizationSuspended':
      return [...rows, factOf('suspension', event, event.data)];
    case 'RegistrationRevoked':
      return [...rows, factOf('revocation', event, { validFrom: event.data.on })];
    case 'OrganizationDeregistered':
      return [...rows, factOf('deregistration', event, { validFrom: event.data.on })];
    case 'OrganizationDisbanded':
      return [...rows, factOf('disbanding', event, { validFrom: event.data.on })];
  }
}

/** Form and registrar of a registered organization are told by the link to its code. */
function openedBy({ data, origin }: Heard<'OrganizationRegistered'>): Rows {
  const { name, domicile, sponsoringUnit, registrar, since, body, source = null } = data;
  const row = (kind: FactRow['kind'], values: object): FactRow =>
    rowOf(kind, origin, { validFrom: since }, { ...values, since }, source);
  const rows = [row('name', { name })];
  if (domicile !== undefined) rows.push(row('domicile', domicile));
  if (sponsoringUnit !== undefined) rows.push(row('sponsoring-unit', { sponsoringUnit }));
  if (body.form === 'registered') return rows;
  rows.push(row('registrar', registrar));
  if (body.form === 'filed') return [...rows, row('body', body)];
  const { corePersons, ...team } = body;
  return [...rows, row('body', team), row('core-team', { corePersons })];
}

/**
 * The registration settles who the registrar is from its day on, whatever was recorded for a later one. Where the code was
 * asked for from, only registry knows.
 */
export function foldLinkToCode(
  rows: Rows,
  { data, origin }: Heard<'OrganizationLinkedToCode'>,
  source: Source | null = null,
): Rows {
  const { kind, uscc, registrar, registeredOn } = data;
  const days = { validFrom: registeredOn };
  const body = { form: 'registered', kind, uscc, registeredOn };
  return [
    ...rows.filter((row) => !(row.kind === 'registrar' && row.validFrom > registeredOn)),
    rowOf('body', origin, days, body, source),
    rowOf('registrar', origin, days, { ...registrar, since: registeredOn }, source),
  ];
}

function foldQualification(rows: Rows, event: Qualification): Rows {
  switch (event.type) {
    case 'GradeAwarded':
      return [...rows, factOf('grade', event, event.data)];
    case 'TaxQualificationRecorded':
      return [...rows, factOf('tax-qualification', event, event.data)];
    case 'CharityStatusRecorded':
      return [...rows, factOf('charity', event, { validFrom: event.data.since })];
    case 'PublicFundraisingGranted':
      return [...rows, factOf('public-fundraising', event, event.data)];
    case 'ClassificationRecorded':
      return [...rows, factOf('classification', event, event.data)];
    case 'GradeWithdrawn':
    case 'TaxQualificationWithdrawn':
    case 'PublicFundraisingWithdrawn':
    case 'ClassificationEnded':
      return ended(rows, event.data);
    // What lapses, its last day tells.
    case 'GradeExpired':
    case 'TaxQualificationExpiring':
    case 'TaxQualificationLapsed':
      return rows;
  }
}

function foldStanding(rows: Rows, event: Standing): Rows {
  switch (event.type) {
    case 'AnnualFilingRecorded':
      return [...rows, factOf('annual-filing', event, { validFrom: event.data.filedOn })];
    case 'FilingAcceptedAsTimely':
      return [...rows, factOf('filing-acceptance', event, { validFrom: event.data.on })];
    case 'FilingExempted':
      return [...rows, factOf('filing-exemption', event, { validFrom: event.data.on })];
    case 'AnnualConclusionRecorded':
      return [...rows, factOf('annual-conclusion', event, { validFrom: event.data.publishedOn })];
    case 'ListingRecorded':
      return [...rows, factOf('listing', event, { validFrom: event.data.on })];
    case 'PenaltyRecorded': {
      const { effectiveOn: validFrom, fullyExecutedOn: endedOn } = event.data;
      return [...rows, factOf('penalty', event, { validFrom, endedOn })];
    }
    case 'PartyOrganizationRecorded':
      return [...rows, factOf('party-organization', event, { validFrom: event.data.since })];
    case 'CreditStatusChanged':
      return [...rows, factOf('credit-status', event, { validFrom: event.data.since })];
    case 'RegisterSynchronised':
      return [...rows, factOf('synchronisation', event, { validFrom: event.data.synchronisedOn })];
    case 'RelatedPartyRecorded':
      return [...rows, factOf('related-party', event, event.data)];
    case 'ListingLifted':
    case 'PenaltyExecuted':
    case 'RelatedPartyEnded':
      return ended(rows, event.data);
  }
}
