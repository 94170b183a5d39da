import {
  AuthorityId,
  BaseId,
  Day,
  EventId,
  OperatorContractId,
  OrganizationId,
  type EventOf,
} from '@fuhua/kernel';
import { z } from 'zod';
import { publicEvent } from './public-event.ts';

/**
 * Registry's public events about who operates a base: nominations and their outcome, exceptions, contracts with price and
 * KPIs, alerts, bars. A term and a validity are inclusive at both ends; money is in fen.
 */

const about = { contract: OperatorContractId, base: BaseId, operator: OrganizationId };
const Route = z.enum(['government-purchase', 'other']);
const Outcome = z.enum(['granted', 'refused']);
const ended = z.object({ ...about, on: Day });

export const operatorNominated = publicEvent(
  'OperatorNominated',
  z.object({
    ...about,
    route: Route,
    signingDay: Day,
    term: z.object({ start: Day, end: Day }),
    recurring: z.boolean(),
    previous: OperatorContractId.optional(),
  }),
);

/** `on`: the intended signing day that it was decided for. */
export const operatorEligibilityDecided = publicEvent(
  'OperatorEligibilityDecided',
  z.object({ ...about, outcome: Outcome, on: Day }),
);

/** With its written reason: exceptions are public (R-OPR-01). */
export const operatorExceptionApproved = publicEvent(
  'OperatorExceptionApproved',
  z.object({
    ...about,
    waives: z.array(z.enum(['grade', 'kind', 'capability', 'route'])),
    validFrom: Day,
    validTo: Day,
    reason: z.string(),
    authority: AuthorityId,
  }),
);

/** There is no contract. `on`: the day on which it was to be signed. */
export const contractSigningRefused = publicEvent('ContractSigningRefused', ended);

export const operatorContractSigned = publicEvent(
  'OperatorContractSigned',
  z.object({
    ...about,
    signedOn: Day,
    start: Day,
    end: Day,
    priceFen: z.string(),
    kpis: z.array(z.object({ name: z.string(), target: z.string() })),
    lines: z.array(z.object({ kind: z.string(), text: z.string() })),
    renewalTerms: z.string().optional(),
    recurring: z.boolean(),
    route: Route,
    previous: OperatorContractId.optional(),
    /** Signed before this system: recorded as it was, and not decided again. */
    migrated: z.boolean(),
  }),
);

/** Of a contract signed before this system: its days had been recorded wrongly. */
export const contractPeriodCorrected = publicEvent(
  'ContractPeriodCorrected',
  z.object({ ...about, start: Day, end: Day }),
);

export const contractPublished = publicEvent(
  'ContractPublished',
  z.object({ ...about, on: Day, url: z.string().optional(), document: z.string().optional() }),
);

export const contractPublicationOverdue = publicEvent(
  'ContractPublicationOverdue',
  z.object({ ...about, due: Day }),
);

export const contractExpiring = publicEvent(
  'ContractExpiring',
  z.object({ ...about, end: Day, daysLeft: z.int().positive() }),
);

/** `on`: the last day on which it was in force. */
export const operatorContractEnded = publicEvent(
  'OperatorContractEnded',
  z.object({ ...about, how: z.enum(['expired', 'terminated']), on: Day }),
);

/** Until it is cured nothing is renewed. */
export const operatorAlertRaised = publicEvent(
  'OperatorAlertRaised',
  z.object({
    ...about,
    ground: z.enum(['grade', 'abnormal-listing', 'serious-listing']),
    since: Day,
    cureBy: Day,
  }),
);

export const operatorCured = publicEvent(
  'OperatorCured',
  z.object({ ...about, alert: EventId, on: Day }),
);

export const curePeriodExpired = publicEvent(
  'CurePeriodExpired',
  z.object({ ...about, alert: EventId, due: Day }),
);

export const terminationProcedureOpened = publicEvent('TerminationProcedureOpened', ended);

export const operatorWarned = publicEvent('OperatorWarned', ended);

/** No nomination of the organization anywhere. */
export const operatorBarred = publicEvent(
  'OperatorBarred',
  z.object({ ...about, validFrom: Day, validTo: Day }),
);

export const operatorBarLifted = publicEvent(
  'OperatorBarLifted',
  z.object({ ...about, bar: EventId, on: Day }),
);

export type PublicOperatorContractEvent =
  | EventOf<typeof operatorNominated>
  | EventOf<typeof operatorEligibilityDecided>
  | EventOf<typeof operatorExceptionApproved>
  | EventOf<typeof contractSigningRefused>
  | EventOf<typeof operatorContractSigned>
  | EventOf<typeof contractPeriodCorrected>
  | EventOf<typeof contractPublished>
  | EventOf<typeof contractPublicationOverdue>
  | EventOf<typeof contractExpiring>
  | EventOf<typeof operatorContractEnded>
  | EventOf<typeof operatorAlertRaised>
  | EventOf<typeof operatorCured>
  | EventOf<typeof curePeriodExpired>
  | EventOf<typeof terminationProcedureOpened>
  | EventOf<typeof operatorWarned>
  | EventOf<typeof operatorBarred>
  | EventOf<typeof operatorBarLifted>;
