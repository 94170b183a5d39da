import { AuthorityId, BaseId, Day, type EventOf } from '@fuhua/kernel';
import { z } from 'zod';
import { publicEvent } from './public-event.ts';

/** Registry's public events about what county bases do for others. */

const of = { delegation: z.uuid(), base: BaseId };
const service = z.enum(['grading', 'venture', 'capability', 'talent']);

export const delegatedServiceAssigned = publicEvent(
  'DelegatedServiceAssigned',
  z.object({
    ...of,
    service,
    authority: AuthorityId,
    scope: z.string(),
    validFrom: Day,
    validTo: Day,
  }),
);

/** `served`: how many organizations. */
export const delegatedServiceDelivered = publicEvent(
  'DelegatedServiceDelivered',
  z.object({ ...of, service, on: Day, served: z.int().positive() }),
);

export const delegatedServiceRevoked = publicEvent(
  'DelegatedServiceRevoked',
  z.object({ ...of, service, on: Day }),
);

export const delegatedServiceEnded = publicEvent(
  'DelegatedServiceEnded',
  z.object({ ...of, service, validTo: Day }),
);

export const researchOutputRegistered = publicEvent(
  'ResearchOutputRegistered',
  z.object({
    ...of,
    title: z.string(),
    form: z.enum(['report', 'paper', 'policy-advice', 'case-study']),
    completedOn: Day,
  }),
);

export const researchOutputWithdrawn = publicEvent(
  'ResearchOutputWithdrawn',
  z.object({ ...of, on: Day }),
);

export const standardAdopted = publicEvent(
  'StandardAdopted',
  z.object({
    ...of,
    title: z.string(),
    number: z.string(),
    level: z.enum(['local', 'group', 'county', 'base']),
    issuedBy: z.string(),
    adoptedOn: Day,
  }),
);

export const standardRepealed = publicEvent('StandardRepealed', z.object({ ...of, on: Day }));

export type PublicDelegationEvent =
  | EventOf<typeof delegatedServiceAssigned>
  | EventOf<typeof delegatedServiceDelivered>
  | EventOf<typeof delegatedServiceRevoked>
  | EventOf<typeof delegatedServiceEnded>
  | EventOf<typeof researchOutputRegistered>
  | EventOf<typeof researchOutputWithdrawn>
  | EventOf<typeof standardAdopted>
  | EventOf<typeof standardRepealed>;
