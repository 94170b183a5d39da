import type { Origin } from '@fuhua/kernel';
import { view } from '@fuhua/platform/views';
import { ended, factOf, OrganizationFactEntity, rowOf, type FactRow } from './fact-row.view.ts';
import {
  isIdentityEvent,
  isLifeEvent,
  isQualificationEvent,
  organizationEvents,
  type IdentityEvent,
  type LifeEvent,
  type OrganizationEvent,
  type QualificationEvent,
  type StandingEvent,
} from './organization.events.ts';

type Heard<E> = E & { readonly origin: Origin };
type Rows = readonly FactRow[];

/** Every dated fact about an organization, ended or not. */
export const organizationFactView = view<FactRow, OrganizationEvent>({
  name: 'organization_fact',
  version: 1,
  source: { category: 'organization', events: organizationEvents },
  entity: OrganizationFactEntity,
  fold(rows, event) {
    if (isIdentityEvent(event)) return foldIdentity(rows, event);
    if (isLifeEvent(event)) return foldLife(rows, event);
    if (isQualificationEvent(event)) return foldQualification(rows, event);
    return foldStanding(rows, event);
  },
  datedFact: () => true,
});

function foldIdentity(rows: Rows, event: Heard<IdentityEvent>): Rows {
  switch (event.type) {
    case 'CodeSought': {
      const validFrom = event.data.registration.registeredOn;
      return [...rows, factOf('code-sought', event, { validFrom })];
    }
    case 'OrganizationRegistered':
      return [...rows, ...openedBy(event)];
    case 'OrganizationLinkedToCode':
      return linkedBy(rows, event);
    case 'RegistrationRefused':
    case 'CodeLinkRefused':
      return rows.filter((row) => row.event !== event.data.sought);
    case 'OrganizationRecordVoided':
      return rows;
  }
}

/** Form and registrar of a registered organization are told by the link to its code. */
function openedBy({
  data,
  origin,
}: Heard<Extract<IdentityEvent, { type: 'OrganizationRegistered' }>>): Rows {
  const { name, domicile, sponsoringUnit, registrar, since, body, source } = data;
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

/** The registration settles who the registrar is from its day on, whatever was recorded for a later one. */
function linkedBy(
  rows: Rows,
  { data, origin }: Heard<Extract<IdentityEvent, { type: 'OrganizationLinkedToCode' }>>,
): Rows {
  const { sought, kind, uscc, registrar, registeredOn } = data;
  const source = rows.find((row) => row.event === sought)?.source ?? null;
  const days = { validFrom: registeredOn };
  const body = { form: 'registered', kind, uscc, registeredOn };
  return [
    ...rows.filter(
      (row) => row.event !== sought && !(row.kind === 'registrar' && row.validFrom > registeredOn),
    ),
    rowOf('body', origin, days, body, source),
    rowOf('registrar', origin, days, { ...registrar, since: registeredOn }, source),
  ];
}

function foldLife(rows: Rows, event: Heard<LifeEvent>): Rows {
  switch (event.type) {
    case 'NameChangeRegistered':
      return [...rows, factOf('name', event, { validFrom: event.data.since })];
    case 'DomicileChangeRegistered': {
      const { domicile, since, source } = event.data;
      const values = { ...domicile, since };
      return [...rows, rowOf('domicile', event.origin, { validFrom: since }, values, source)];
    }
    case 'RegistrarChanged': {
      const { registrar, since, source } = event.data;
      const values = { ...registrar, since };
      return [...rows, rowOf('registrar', event.origin, { validFrom: since }, values, source)];
    }
    case 'HeadRecorded':
      return [...rows, factOf('head', event, { validFrom: event.data.since })];
    case 'HeadLeft':
      return ended(rows, event.data);
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

function foldQualification(rows: Rows, event: Heard<QualificationEvent>): Rows {
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

function foldStanding(rows: Rows, event: Heard<StandingEvent>): Rows {
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
