import { AuthorityId, BaseId, Day, EventId, OrganizationId, type EventOf } from '@fuhua/kernel';
import { z } from 'zod';
import { publicEvent } from './public-event.ts';

/**
 * Registry's public events about what is kept up of a base. Who works there, who is responsible and what was doubted, stays
 * in the registry. Where values may be added, a string: a reader takes an unknown one for none of those it knows.
 */

const about = { base: BaseId };
/** The fact that the event `recorded` tells of holds no longer from `on`. */
const ended = z.object({ ...about, recorded: EventId, on: Day });
const validity = { validFrom: Day, validTo: Day.optional() };

export const baseActorAssigned = publicEvent(
  'BaseActorAssigned',
  z.object({
    ...about,
    kind: z.string(),
    actor: z.discriminatedUnion('is', [
      z.object({ is: z.literal('authority'), authority: AuthorityId }),
      z.object({ is: z.literal('organization'), organization: OrganizationId }),
      z.object({ is: z.literal('body'), name: z.string() }),
    ]),
    role: z.string(),
    ...validity,
  }),
);
export const baseActorReleased = publicEvent('BaseActorReleased', ended);

/** One of the five; from `since`, in place of the version before. */
export const baseSystemEstablished = publicEvent(
  'BaseSystemEstablished',
  z.object({ ...about, system: z.string(), document: z.string(), since: Day }),
);
export const baseSystemWithdrawn = publicEvent('BaseSystemWithdrawn', ended);

/** `completeness`, in whole percent; history recorded from before this system lacks it. */
export const baseVerified = publicEvent(
  'BaseVerified',
  z.object({
    ...about,
    on: Day,
    checked: z.array(z.string()),
    completeness: z.object({ percent: z.int(), missing: z.array(z.string()) }).optional(),
  }),
);
export const baseVerificationOverdue = publicEvent(
  'BaseVerificationOverdue',
  z.object({ ...about, lastVerifiedOn: Day.optional(), overdueFrom: Day }),
);

/** `areaM2`: in square metres. `validTo`: the last day of the lease or agreement. */
export const hostFacilityLinked = publicEvent(
  'HostFacilityLinked',
  z.object({ ...about, kind: z.string(), name: z.string(), areaM2: z.number(), ...validity }),
);
export const hostFacilityUnlinked = publicEvent('HostFacilityUnlinked', ended);
export const hostLeaseExpiring = publicEvent(
  'HostLeaseExpiring',
  z.object({ ...about, recorded: EventId, validTo: Day, daysLeft: z.int() }),
);
export const hostLeaseEnded = publicEvent(
  'HostLeaseEnded',
  z.object({ ...about, recorded: EventId, validTo: Day }),
);

export const partyServiceEnabled = publicEvent(
  'PartyServiceEnabled',
  z.object({ ...about, place: z.string(), validFrom: Day }),
);
export const partyServiceEnded = publicEvent('PartyServiceEnded', ended);

/** Holds from `since` until the next. */
export const operatingModelSet = publicEvent(
  'OperatingModelSet',
  z.object({ ...about, model: z.string(), legalBasis: z.string(), since: Day }),
);

export type PublicBaseUpkeepEvent =
  | EventOf<typeof baseActorAssigned>
  | EventOf<typeof baseActorReleased>
  | EventOf<typeof baseSystemEstablished>
  | EventOf<typeof baseSystemWithdrawn>
  | EventOf<typeof baseVerified>
  | EventOf<typeof baseVerificationOverdue>
  | EventOf<typeof hostFacilityLinked>
  | EventOf<typeof hostFacilityUnlinked>
  | EventOf<typeof hostLeaseExpiring>
  | EventOf<typeof hostLeaseEnded>
  | EventOf<typeof partyServiceEnabled>
  | EventOf<typeof partyServiceEnded>
  | EventOf<typeof operatingModelSet>;
