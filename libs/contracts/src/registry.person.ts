import {
  AuthorityId,
  BaseId,
  Day,
  DivisionCode,
  EventId,
  OrganizationId,
  PersonId,
  type EventOf,
} from '@fuhua/kernel';
import { z } from 'zod';
import { publicEvent } from './public-event.ts';

/** Registry's public events about persons: who may do what, and whom to forget. Never a name. */

const Reach = z.object({
  authority: AuthorityId.optional(),
  organization: OrganizationId.optional(),
  base: BaseId.optional(),
  division: DivisionCode.optional(),
});

export const personRegistered = publicEvent('PersonRegistered', z.object({ person: PersonId }));

export const roleGranted = publicEvent(
  'RoleGranted',
  z.object({
    person: PersonId,
    grant: EventId,
    role: z.string(),
    reach: Reach,
    validFrom: Day,
    validTo: Day.optional(),
  }),
);

export const roleRevoked = publicEvent(
  'RoleRevoked',
  z.object({ person: PersonId, grant: EventId, on: Day }),
);

export const delegationSet = publicEvent(
  'DelegationSet',
  z.object({
    person: PersonId,
    delegation: EventId,
    grant: EventId,
    delegate: PersonId,
    validFrom: Day,
    validTo: Day,
  }),
);

export const delegationRevoked = publicEvent(
  'DelegationRevoked',
  z.object({ person: PersonId, delegation: EventId, on: Day }),
);

export const personForgotten = publicEvent('PersonForgotten', z.object({ person: PersonId }));

export type PublicPersonEvent =
  | EventOf<typeof personRegistered>
  | EventOf<typeof roleGranted>
  | EventOf<typeof roleRevoked>
  | EventOf<typeof delegationSet>
  | EventOf<typeof delegationRevoked>
  | EventOf<typeof personForgotten>;
