import { BaseId, Day, OrganizationId, type EventOf } from '@fuhua/kernel';
import { z } from 'zod';
import { publicEvent } from './public-event.ts';

/** Incubation's public events about people around a base: counts and organizations, never who they are. */

const of = { record: z.uuid(), base: BaseId };

/** Somebody leads `organization`; who, and what they say of themselves, is told to nobody. */
export const communityLeaderEngaged = publicEvent(
  'CommunityLeaderEngaged',
  z.object({ ...of, organization: OrganizationId, since: Day }),
);

/** By a leader (示范带动). */
export const organizationDrawnIn = publicEvent(
  'OrganizationDrawnIn',
  z.object({ ...of, organization: OrganizationId, on: Day }),
);

export const communityLeaderEnded = publicEvent(
  'CommunityLeaderEnded',
  z.object({ ...of, on: Day }),
);

export const mediatorAppointed = publicEvent(
  'MediatorAppointed',
  z.object({ ...of, validFrom: Day, validTo: Day }),
);

export const mediatorReleased = publicEvent('MediatorReleased', z.object({ ...of, on: Day }));

export const mediatorTermEnded = publicEvent(
  'MediatorTermEnded',
  z.object({ ...of, validTo: Day }),
);

export const judicialReferralRecorded = publicEvent(
  'JudicialReferralRecorded',
  z.object({
    ...of,
    kind: z.enum([
      ...(['litigation', 'arbitration', 'administrative-reconsideration'] as const),
      ...(['judicial-confirmation', 'legal-aid', 'other'] as const),
    ]),
    count: z.int().positive(),
    on: Day,
  }),
);

export const externalGuidanceRequested = publicEvent(
  'ExternalGuidanceRequested',
  z.object({
    ...of,
    channel: z.enum(['media', 'showcase', 'recommendation', 'hotline', 'visit', 'other']),
    receivedOn: Day,
    answerBy: Day,
  }),
);

export const externalGuidanceAnswered = publicEvent(
  'ExternalGuidanceAnswered',
  z.object({ ...of, on: Day }),
);

export const externalGuidanceOverdue = publicEvent(
  'ExternalGuidanceOverdue',
  z.object({ ...of, due: Day }),
);

export type PublicCommunityEvent =
  | EventOf<typeof communityLeaderEngaged>
  | EventOf<typeof organizationDrawnIn>
  | EventOf<typeof communityLeaderEnded>
  | EventOf<typeof mediatorAppointed>
  | EventOf<typeof mediatorReleased>
  | EventOf<typeof mediatorTermEnded>
  | EventOf<typeof judicialReferralRecorded>
  | EventOf<typeof externalGuidanceRequested>
  | EventOf<typeof externalGuidanceAnswered>
  | EventOf<typeof externalGuidanceOverdue>;
