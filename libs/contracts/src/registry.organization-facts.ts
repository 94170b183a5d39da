import { Day, EventId, OrganizationId, PersonId, type EventOf } from '@fuhua/kernel';
import { z } from 'zod';
import { publicEvent } from './public-event.ts';

/**
 * Registry's public events about an organization's standing. What a law closes is an enumeration; where values may be
 * added, a string: a reader takes an unknown one for none of those it knows.
 */

const about = { organization: OrganizationId };
/** The fact that the event `recorded` tells of holds no longer from `on`. */
const ended = z.object({ ...about, recorded: EventId, on: Day });
const Grade = z.enum(['1A', '2A', '3A', '4A', '5A']);
const TaxQualification = z.enum(['npo-exemption', 'donation-deduction']);
/** A whole number of fen. */
const Fen = z.string();

export const gradeAwarded = publicEvent(
  'GradeAwarded',
  z.object({
    ...about,
    grade: Grade,
    rater: z.string(),
    plateLevel: z.enum(['national', 'province', 'city', 'county']),
    awardedOn: Day,
    validFrom: Day,
    validTo: Day,
  }),
);
export const gradeWithdrawn = publicEvent('GradeWithdrawn', ended);
/** Through `validTo`; since then it has no grade. */
export const gradeExpired = publicEvent(
  'GradeExpired',
  z.object({ ...about, recorded: EventId, grade: Grade, validTo: Day }),
);

export const taxQualificationRecorded = publicEvent(
  'TaxQualificationRecorded',
  z.object({ ...about, qualification: TaxQualification, validFrom: Day, validTo: Day }),
);
export const taxQualificationWithdrawn = publicEvent('TaxQualificationWithdrawn', ended);
export const taxQualificationExpiring = publicEvent(
  'TaxQualificationExpiring',
  z.object({
    ...about,
    recorded: EventId,
    qualification: TaxQualification,
    validTo: Day,
    daysLeft: z.int(),
  }),
);
export const taxQualificationLapsed = publicEvent(
  'TaxQualificationLapsed',
  z.object({ ...about, recorded: EventId, qualification: TaxQualification, validTo: Day }),
);

/** Decides between annual report and annual inspection. Without one: no charity. */
export const charityStatusRecorded = publicEvent(
  'CharityStatusRecorded',
  z.object({ ...about, charity: z.boolean(), since: Day }),
);
export const publicFundraisingGranted = publicEvent(
  'PublicFundraisingGranted',
  z.object({ ...about, validFrom: Day, validTo: Day.optional() }),
);
export const publicFundraisingWithdrawn = publicEvent('PublicFundraisingWithdrawn', ended);

/** hub, support, social-work-agency, community. */
export const classificationRecorded = publicEvent(
  'ClassificationRecorded',
  z.object({ ...about, classification: z.string(), validFrom: Day, validTo: Day.optional() }),
);
export const classificationEnded = publicEvent('ClassificationEnded', ended);

export const annualFilingRecorded = publicEvent(
  'AnnualFilingRecorded',
  z.object({
    ...about,
    fiscalYear: z.int(),
    filing: z.enum(['annual-inspection', 'annual-report']),
    filedOn: Day,
    acceptedAsTimelyOn: Day.optional(),
  }),
);
export const filingAcceptedAsTimely = publicEvent(
  'FilingAcceptedAsTimely',
  z.object({ ...about, fiscalYear: z.int(), on: Day }),
);
export const filingExempted = publicEvent(
  'FilingExempted',
  z.object({ ...about, fiscalYear: z.int(), on: Day }),
);
export const annualConclusionRecorded = publicEvent(
  'AnnualConclusionRecorded',
  z.object({
    ...about,
    fiscalYear: z.int(),
    conclusion: z.enum(['pass', 'basic-pass', 'fail']),
    publishedOn: Day,
  }),
);

export const listingRecorded = publicEvent(
  'ListingRecorded',
  z.object({
    ...about,
    list: z.enum(['abnormal-activity', 'serious-violation']),
    ground: z.string(),
    on: Day,
  }),
);
export const listingLifted = publicEvent('ListingLifted', ended);

/** warning, public-criticism, fine, confiscation, suspension, revocation, other. */
export const penaltyRecorded = publicEvent(
  'PenaltyRecorded',
  z.object({
    ...about,
    kind: z.string(),
    decidedBy: z.string(),
    decision: z.string(),
    amountFen: Fen.optional(),
    decidedOn: Day,
    effectiveOn: Day,
    fullyExecutedOn: Day.optional(),
  }),
);
export const penaltyExecuted = publicEvent('PenaltyExecuted', ended);

/** Holds until the next one. Members are a band: 0, 1-2, 3-49, 50-99, 100+. */
export const partyOrganizationRecorded = publicEvent(
  'PartyOrganizationRecorded',
  z.object({
    ...about,
    coverage: z.enum(['none', 'joint', 'independent', 'instructor']),
    members: z.string(),
    since: Day,
  }),
);

/** trustworthy, normal, untrustworthy, repaired. Holds until the next one. */
export const creditStatusChanged = publicEvent(
  'CreditStatusChanged',
  z.object({ ...about, status: z.string(), since: Day }),
);

/**
 * annual-filings, lists, penalties, grades, tax-qualifications, registrations: what they say of the organization was on
 * record that day, so that their silence counts for 7 days (definition 5).
 */
export const registerSynchronised = publicEvent(
  'RegisterSynchronised',
  z.object({ ...about, registers: z.array(z.string()), synchronisedOn: Day }),
);

/** controls, controlled-by, shared-head, payment (definition 19). */
export const relatedPartyRecorded = publicEvent(
  'RelatedPartyRecorded',
  z.object({
    ...about,
    relation: z.string(),
    counterparty: z.discriminatedUnion('is', [
      z.object({ is: z.literal('organization'), organization: OrganizationId }),
      z.object({ is: z.literal('person'), person: PersonId }),
    ]),
    amountFen: Fen.optional(),
    validFrom: Day,
    validTo: Day.optional(),
  }),
);
export const relatedPartyEnded = publicEvent('RelatedPartyEnded', ended);

export type PublicOrganizationFact =
  | EventOf<typeof gradeAwarded>
  | EventOf<typeof gradeWithdrawn>
  | EventOf<typeof gradeExpired>
  | EventOf<typeof taxQualificationRecorded>
  | EventOf<typeof taxQualificationWithdrawn>
  | EventOf<typeof taxQualificationExpiring>
  | EventOf<typeof taxQualificationLapsed>
  | EventOf<typeof charityStatusRecorded>
  | EventOf<typeof publicFundraisingGranted>
  | EventOf<typeof publicFundraisingWithdrawn>
  | EventOf<typeof classificationRecorded>
  | EventOf<typeof classificationEnded>
  | EventOf<typeof annualFilingRecorded>
  | EventOf<typeof filingAcceptedAsTimely>
  | EventOf<typeof filingExempted>
  | EventOf<typeof annualConclusionRecorded>
  | EventOf<typeof listingRecorded>
  | EventOf<typeof listingLifted>
  | EventOf<typeof penaltyRecorded>
  | EventOf<typeof penaltyExecuted>
  | EventOf<typeof partyOrganizationRecorded>
  | EventOf<typeof creditStatusChanged>
  | EventOf<typeof registerSynchronised>
  | EventOf<typeof relatedPartyRecorded>
  | EventOf<typeof relatedPartyEnded>;
