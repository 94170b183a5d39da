import { AuthorityId, Day, DivisionCode, EventId, type EventOf } from '@fuhua/kernel';
import { z } from 'zod';
import { publicEvent } from './public-event.ts';

/** Registry's public events about competent authorities: which there are, what they fixed, what they received. */

export const authorityRegistered = publicEvent(
  'AuthorityRegistered',
  z.object({
    authority: AuthorityId,
    kind: z.enum(['civil-affairs', 'sponsor']),
    division: DivisionCode,
    level: z.enum(['province', 'city', 'county']),
    department: z.object({ code: z.string(), name: z.string() }).optional(),
    name: z.string(),
    validFrom: Day,
  }),
);

export const authorityRenamed = publicEvent(
  'AuthorityRenamed',
  z.object({ authority: AuthorityId, name: z.string(), validFrom: Day }),
);

export const authorityDissolved = publicEvent(
  'AuthorityDissolved',
  z.object({ authority: AuthorityId, on: Day, successor: AuthorityId.optional() }),
);

export const policyAcknowledged = publicEvent(
  'PolicyAcknowledged',
  z.object({ authority: AuthorityId, document: z.string(), receivedOn: Day }),
);

/** `due` is the last permitted day; the filing is missed from the day after (definition 6). */
export const filingDeadlineSet = publicEvent(
  'FilingDeadlineSet',
  z.object({
    authority: AuthorityId,
    fiscalYear: z.int(),
    organizationKind: z.enum(['social-association', 'social-service-organization', 'foundation']),
    charity: z.boolean(),
    namedDay: Day,
    due: Day,
    provisional: z.boolean(),
    calendar: z.string(),
    document: z.string().optional(),
    /** Takes that one's place, as if it had never been set. */
    replaces: EventId.optional(),
  }),
);

/** Holds from `validFrom` until the day before the zone's next one. */
export const zoneMappingSet = publicEvent(
  'ZoneMappingSet',
  z.object({
    zone: DivisionCode,
    actingAuthority: AuthorityId,
    countsFor: z.union([DivisionCode, z.literal('none')]),
    validFrom: Day,
    /** Takes that one's place, as if it had never been set. */
    replaces: EventId.optional(),
  }),
);

export type PublicAuthorityEvent =
  | EventOf<typeof authorityRegistered>
  | EventOf<typeof authorityRenamed>
  | EventOf<typeof authorityDissolved>
  | EventOf<typeof policyAcknowledged>
  | EventOf<typeof filingDeadlineSet>
  | EventOf<typeof zoneMappingSet>;
