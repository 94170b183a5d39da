import {
  catalogue,
  Day,
  event,
  EventId,
  OrganizationId,
  PersonId,
  type EventOf,
} from '@fuhua/kernel';
import { Uscc } from '@fuhua/rules';
import { z } from 'zod';
import { qualificationEvents, type QualificationEvent } from './qualifications.events.ts';
import { standingEvents, type StandingEvent } from './standing.events.ts';
import {
  Body,
  Domicile,
  ending,
  fact,
  Name,
  OrganizationKind,
  Post,
  Profile,
  Reason,
  Registration,
  RegistrarRef,
} from './values.events.ts';

export * from './qualifications.events.ts';
export * from './standing.events.ts';
export * from './values.events.ts';

/**
 * 代码关联已提出: asks the code's guard, and holds all that is needed to conclude. With `profile` a record is to be opened;
 * without, an organization on record (filed, or a preparing team) is to be linked.
 */
export const codeSought = event(
  'CodeSought',
  1,
  z.object({ ...fact, registration: Registration, profile: Profile.optional() }),
);

/** 组织已建档. `since`: the day of registration or filing, or on which the team came together. */
export const organizationRegistered = event(
  'OrganizationRegistered',
  1,
  z.object({ ...fact, ...Profile.shape, registrar: RegistrarRef, since: Day, body: Body }),
  { correctable: ['name', 'domicile', 'sponsoringUnit', 'since', 'source'] },
);

/** 已关联统一社会信用代码: a registered organization from `registeredOn`; what was on record stays. */
export const organizationLinkedToCode = event(
  'OrganizationLinkedToCode',
  1,
  z.object({
    organization: OrganizationId,
    ...Registration.shape,
    /** The CodeSought that is concluded, and the guard's CodeTaken. */
    sought: EventId,
    grantedBy: EventId,
  }),
  { correctable: ['registeredOn'] },
);

const turnedDown = z.object({
  organization: OrganizationId,
  uscc: Uscc,
  sought: EventId,
  /** The guard's CodeRefused. */
  refusedBy: EventId,
  /** The organization that has the code. */
  holder: OrganizationId,
});

/** 建档不予办理: the code belongs to another organization on record. Ends the attempt. */
export const registrationRefused = event('RegistrationRefused', 1, turnedDown);

/** 代码关联不予办理: as before, without a code. */
export const codeLinkRefused = event('CodeLinkRefused', 1, turnedDown);

/** 档案已作废: it was opened by mistake. With a `uscc`, the guard has it back because of this event. */
export const organizationRecordVoided = event(
  'OrganizationRecordVoided',
  1,
  z.object({ ...fact, uscc: Uscc.optional(), reason: Reason }),
);

/** 名称变更已登记 */
export const nameChangeRegistered = event(
  'NameChangeRegistered',
  1,
  z.object({ ...fact, name: Name, since: Day }),
  { correctable: ['name', 'since', 'source'] },
);

/** 住所变更已登记 */
export const domicileChangeRegistered = event(
  'DomicileChangeRegistered',
  1,
  z.object({ ...fact, domicile: Domicile, since: Day }),
  { correctable: ['domicile', 'since', 'source'] },
);

/** 登记管理机关已变更. From then on it records the organization's facts. */
export const registrarChanged = event(
  'RegistrarChanged',
  1,
  z.object({ ...fact, registrar: RegistrarRef, since: Day }),
  { correctable: ['since', 'source'] },
);

/** 负责人已登记: a person in a post, by id only. */
export const headRecorded = event(
  'HeadRecorded',
  1,
  z.object({ ...fact, person: PersonId, post: Post, since: Day }),
  { correctable: ['since', 'source'] },
);

/** 负责人已离任. From `on` the post is not held. */
export const headLeft = event('HeadLeft', 1, z.object({ ...ending, on: Day }), {
  correctable: ['on', 'source'],
});

/** 核心成员已登记: how many persons a preparing team's core has from `since` (R-ENT-08). */
export const coreTeamRecorded = event(
  'CoreTeamRecorded',
  1,
  z.object({ ...fact, corePersons: z.int().min(0).max(1000), since: Day }),
  { correctable: ['corePersons', 'since', 'source'] },
);

/** 名称已预核 for a preparing team (R-ENT-08). */
export const namePreApproved = event(
  'NamePreApproved',
  1,
  z.object({ ...fact, name: Name, on: Day }),
  { correctable: ['name', 'on', 'source'] },
);

/** 成立登记已申请 by a preparing team (R-ENT-08). */
export const registrationApplied = event(
  'RegistrationApplied',
  1,
  z.object({ ...fact, kind: OrganizationKind, on: Day }),
  { correctable: ['kind', 'on', 'source'] },
);

/** 已责令限期停止活动, inclusive at both ends. */
export const organizationSuspended = event(
  'OrganizationSuspended',
  1,
  z.object({ ...fact, validFrom: Day, validTo: Day }),
  { correctable: ['validFrom', 'validTo', 'source'] },
);

/** 已撤销登记 (status 52), from `on`. The code stays its own for life. */
export const registrationRevoked = event(
  'RegistrationRevoked',
  1,
  z.object({ ...fact, on: Day, reason: Reason }),
  { correctable: ['on', 'reason', 'source'] },
);

/** 已注销登记 (status 32), from `on`. The code stays its own for life. */
export const organizationDeregistered = event(
  'OrganizationDeregistered',
  1,
  z.object({ ...fact, on: Day, reason: Reason }),
  { correctable: ['on', 'reason', 'source'] },
);

/** 已解散: a body that was not registered, from `on`. */
export const organizationDisbanded = event(
  'OrganizationDisbanded',
  1,
  z.object({ ...fact, on: Day, reason: Reason }),
  { correctable: ['on', 'reason', 'source'] },
);

export const lifeEvents = [
  nameChangeRegistered,
  domicileChangeRegistered,
  registrarChanged,
  headRecorded,
  headLeft,
  coreTeamRecorded,
  namePreApproved,
  registrationApplied,
  organizationSuspended,
  registrationRevoked,
  organizationDeregistered,
  organizationDisbanded,
] as const;
export type LifeEvent = EventOf<(typeof lifeEvents)[number]>;

export const identityEvents = [
  codeSought,
  organizationRegistered,
  organizationLinkedToCode,
  registrationRefused,
  codeLinkRefused,
  organizationRecordVoided,
] as const;
export type IdentityEvent = EventOf<(typeof identityEvents)[number]>;

export const organizationEvents = catalogue(
  ...identityEvents,
  ...lifeEvents,
  ...qualificationEvents,
  ...standingEvents,
);
export type OrganizationEvent = IdentityEvent | LifeEvent | QualificationEvent | StandingEvent;

const identityTypes = typesOf(identityEvents);
const lifeTypes = typesOf(lifeEvents);
const qualificationTypes = typesOf(qualificationEvents);

export function isIdentityEvent(event: OrganizationEvent): event is IdentityEvent {
  return identityTypes.has(event.type);
}

export function isLifeEvent(event: OrganizationEvent): event is LifeEvent {
  return lifeTypes.has(event.type);
}

export function isQualificationEvent(event: OrganizationEvent): event is QualificationEvent {
  return qualificationTypes.has(event.type);
}

function typesOf(definitions: readonly { readonly type: string }[]): ReadonlySet<string> {
  return new Set(definitions.map(({ type }) => type));
}
