import {
  AuthorityId,
  BaseId,
  catalogue,
  Day,
  DivisionCode,
  event,
  EventId,
  OrganizationId,
  personal,
  PersonId,
  type EventOf,
} from '@fuhua/kernel';
import { z } from 'zod';

/** Design §10. `public` is nobody's grant: it is everyone without a token. */
export const Role = z.enum([
  'administrator',
  'officer',
  'operator',
  'organization',
  'rater',
  'integrator',
  'auditor',
]);
export type Role = z.infer<typeof Role>;

const Name = z.string().trim().min(1).max(100);
const Phone = z.string().regex(/^\+?[0-9][0-9 -]{4,24}$/, { error: 'must be a phone number' });

/** For whom a role is held. Fields that are missing do not widen it: scope is fail-closed. */
export const Reach = z.object({
  authority: AuthorityId.optional(),
  organization: OrganizationId.optional(),
  base: BaseId.optional(),
  /** The division and everything below it. */
  division: DivisionCode.optional(),
});
export type Reach = z.infer<typeof Reach>;

/** 人员已登记 */
export const personRegistered = event(
  'PersonRegistered',
  1,
  z.object({
    person: PersonId,
    name: personal(Name, 'person'),
    phone: personal(Phone, 'person').optional(),
  }),
  { correctable: ['name', 'phone'] },
);

/** 角色已授予 */
export const roleGranted = event(
  'RoleGranted',
  1,
  z.object({
    person: PersonId,
    grant: EventId,
    role: Role,
    reach: Reach,
    validFrom: Day,
    validTo: Day.optional(),
  }),
);

/** 角色已收回. From `on` the grant holds no longer; of several of these the earliest day counts. */
export const roleRevoked = event(
  'RoleRevoked',
  1,
  z.object({ person: PersonId, grant: EventId, on: Day, reason: z.string().min(1).max(1000) }),
);

/** 代理已设定: during an absence somebody else acts under this person's grant. */
export const delegationSet = event(
  'DelegationSet',
  1,
  z.object({
    person: PersonId,
    delegation: EventId,
    grant: EventId,
    delegate: PersonId,
    validFrom: Day,
    validTo: Day,
    reason: z.string().min(1).max(1000),
  }),
);

/** 代理已收回. From `on` the delegation holds no longer; of several of these the earliest day counts. */
export const delegationRevoked = event(
  'DelegationRevoked',
  1,
  z.object({ person: PersonId, delegation: EventId, on: Day, reason: z.string().min(1).max(1000) }),
);

/** 个人信息已要求删除: the person's key is destroyed because of this event. */
export const personForgotten = event(
  'PersonForgotten',
  1,
  z.object({ person: PersonId, reason: z.string().min(1).max(1000) }),
);

export const personEvents = catalogue(
  personRegistered,
  roleGranted,
  roleRevoked,
  delegationSet,
  delegationRevoked,
  personForgotten,
);
export type PersonEvent =
  | EventOf<typeof personRegistered>
  | EventOf<typeof roleGranted>
  | EventOf<typeof roleRevoked>
  | EventOf<typeof delegationSet>
  | EventOf<typeof delegationRevoked>
  | EventOf<typeof personForgotten>;
