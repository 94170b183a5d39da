import type { Publish, PublicOrganizationEvent } from '@fuhua/contracts';
import {
  isIdentityEvent,
  isLifeEvent,
  isQualificationEvent,
  type IdentityEvent,
  type LifeEvent,
  type OrganizationEvent,
  type QualificationEvent,
  type Source,
  type StandingEvent,
} from './organization.events.ts';

type Published = PublicOrganizationEvent | 'private';

/**
 * Others learn who an organization is and how it stands. Sources and reasons stay here, and so do attempts to get a code
 * and who holds which post.
 */
export const publishOrganization: Publish<OrganizationEvent, PublicOrganizationEvent> = (event) => {
  if (isIdentityEvent(event)) return publishIdentity(event);
  if (isLifeEvent(event)) return publishLife(event);
  if (isQualificationEvent(event)) return publishQualification(event);
  return publishStanding(event);
};

function publishIdentity({ type, data }: IdentityEvent): Published {
  switch (type) {
    case 'OrganizationRegistered':
      return { type, data: open(data) };
    case 'OrganizationLinkedToCode': {
      const { organization, kind, uscc, registrar, registeredOn } = data;
      return { type, data: { organization, kind, uscc, registrar, registeredOn } };
    }
    case 'OrganizationRecordVoided':
      return { type, data: open(data) };
    case 'CodeSought':
    case 'RegistrationRefused':
    case 'CodeLinkRefused':
      return 'private';
  }
}

function publishLife({ type, data }: LifeEvent): Published {
  switch (type) {
    case 'NameChangeRegistered':
      return { type, data: open(data) };
    case 'DomicileChangeRegistered':
      return { type, data: open(data) };
    case 'RegistrarChanged':
      return { type, data: open(data) };
    case 'CoreTeamRecorded':
      return { type, data: open(data) };
    case 'NamePreApproved':
      return { type, data: open(data) };
    case 'RegistrationApplied':
      return { type, data: open(data) };
    case 'OrganizationSuspended':
      return { type, data: open(data) };
    case 'RegistrationRevoked':
    case 'OrganizationDeregistered':
    case 'OrganizationDisbanded':
      return { type, data: open(data) };
    case 'HeadRecorded':
    case 'HeadLeft':
      return 'private';
  }
}

function publishQualification({ type, data }: QualificationEvent): Published {
  switch (type) {
    case 'GradeAwarded':
      return { type, data: open(data) };
    case 'TaxQualificationRecorded':
      return { type, data: open(data) };
    case 'CharityStatusRecorded':
      return { type, data: open(data) };
    case 'PublicFundraisingGranted':
      return { type, data: open(data) };
    case 'ClassificationRecorded':
      return { type, data: open(data) };
    case 'GradeWithdrawn':
    case 'TaxQualificationWithdrawn':
    case 'PublicFundraisingWithdrawn':
    case 'ClassificationEnded':
      return { type, data: open(data) };
    case 'GradeExpired':
      return { type, data };
    case 'TaxQualificationExpiring':
      return { type, data };
    case 'TaxQualificationLapsed':
      return { type, data };
  }
}

function publishStanding({ type, data }: StandingEvent): Published {
  switch (type) {
    case 'AnnualFilingRecorded':
      return { type, data: open(data) };
    case 'FilingAcceptedAsTimely':
      return { type, data: open(data) };
    case 'FilingExempted':
      return { type, data: open(data) };
    case 'AnnualConclusionRecorded':
      return { type, data: open(data) };
    case 'ListingRecorded':
      return { type, data: open(data) };
    case 'PenaltyRecorded':
      return { type, data: open(data) };
    case 'PartyOrganizationRecorded':
      return { type, data: open(data) };
    case 'CreditStatusChanged':
      return { type, data: open(data) };
    case 'RegisterSynchronised':
      return { type, data: open(data) };
    case 'RelatedPartyRecorded':
      return { type, data: open(data) };
    case 'ListingLifted':
    case 'PenaltyExecuted':
    case 'RelatedPartyEnded':
      return { type, data: open(data) };
  }
}

/** Without what stays here. */
function open<D extends { readonly source: Source }>(data: D): Omit<D, 'source' | 'reason'> {
  return Object.fromEntries(
    Object.entries(data).filter(([field]) => field !== 'source' && field !== 'reason'),
  ) as Omit<D, 'source' | 'reason'>;
}
