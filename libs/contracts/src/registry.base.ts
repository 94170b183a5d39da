import {
  AuthorityId,
  BaseId,
  Day,
  DivisionCode,
  OrganizationId,
  type EventOf,
} from '@fuhua/kernel';
import { z } from 'zod';
import { publicEvent } from './public-event.ts';

/**
 * Registry's public events about bases: which there are, what each is for, and how it is managed. A day `on` or `since`
 * is the first on which it is so. Where values may be added, a string: a reader takes an unknown one for none of those
 * it knows.
 */

const about = { base: BaseId };
const RuleSet = z.object({ id: z.string(), version: z.int() });
/** The rule set that decided, and on which facts; a recorded history lacks it. */
const decided = { ruleSet: RuleSet.optional(), factsDigest: z.string().optional() };

const opening = z.object({
  ...about,
  name: z.string(),
  kind: z.string(),
  platform: z.string().optional(),
  level: z.string(),
  /** 12 digits. */
  location: DivisionCode,
  address: z.string().optional(),
  establishedOn: Day,
  capacity: z.int(),
});
export const baseRegistered = publicEvent('BaseRegistered', opening);

/** Its sponsor decides every act on it. */
export const specialFieldBaseRegistered = publicEvent(
  'SpecialFieldBaseRegistered',
  opening.extend({ sponsor: AuthorityId, field: z.string() }),
);

export const baseLevelAssigned = publicEvent(
  'BaseLevelAssigned',
  z.object({ ...about, level: z.string(), on: Day }),
);
export const baseRenamed = publicEvent(
  'BaseRenamed',
  z.object({ ...about, name: z.string(), since: Day }),
);
export const baseCapacitySet = publicEvent(
  'BaseCapacitySet',
  z.object({ ...about, capacity: z.int(), since: Day }),
);
export const baseRelocated = publicEvent(
  'BaseRelocated',
  z.object({ ...about, location: DivisionCode, address: z.string().optional(), on: Day }),
);

const happened = z.object({ ...about, on: Day });
export const baseSuspended = publicEvent('BaseSuspended', happened);
export const baseResumed = publicEvent('BaseResumed', happened);
export const baseClosed = publicEvent('BaseClosed', happened);
export const basesMerged = publicEvent('BasesMerged', happened.extend({ into: BaseId }));

const functionSet = z.object({ ...about, functions: z.array(z.string()), on: Day });
export const baseFunctionSetApproved = publicEvent(
  'BaseFunctionSetApproved',
  functionSet.extend(decided),
);
export const baseFunctionSetRefused = publicEvent(
  'BaseFunctionSetRefused',
  functionSet.extend(decided),
);
export const functionExtensionApproved = publicEvent('FunctionExtensionApproved', functionSet);

/** A, B, C or D; `manual` until two persons have decided. `reviewDue` and `filingDue` are last days. */
export const managementRegimeClassified = publicEvent(
  'ManagementRegimeClassified',
  z.object({
    ...about,
    regime: z.string(),
    on: Day,
    reviewDue: Day,
    filingDue: Day.optional(),
    ...decided,
  }),
);
export const regimeManualOutcomeApproved = publicEvent(
  'RegimeManualOutcomeApproved',
  z.object({ ...about, regime: z.string(), on: Day }),
);
export const regimeReviewOpened = publicEvent(
  'RegimeReviewOpened',
  z.object({ ...about, on: Day, ruleSet: RuleSet }),
);
export const regimeReviewDue = publicEvent('RegimeReviewDue', z.object({ ...about, due: Day }));

export const baseRegistrationFiled = publicEvent(
  'BaseRegistrationFiled',
  z.object({ ...about, filedOn: Day }),
);
export const baseRegistrationOverdue = publicEvent(
  'BaseRegistrationOverdue',
  z.object({ ...about, due: Day }),
);
export const baseLegallyRegistered = publicEvent(
  'BaseLegallyRegistered',
  z.object({
    ...about,
    form: z.string(),
    uscc: z.string(),
    organization: OrganizationId.optional(),
    registeredOn: Day,
  }),
);

const Body = z.object({
  kind: z.string(),
  name: z.string(),
  division: DivisionCode.optional(),
});
export const townshipManagementAssigned = publicEvent(
  'TownshipManagementAssigned',
  z.object({ ...about, manager: Body, since: Day }),
);
/** Led by one body, guided by another. */
export const communityPartyLeadershipAssigned = publicEvent(
  'CommunityPartyLeadershipAssigned',
  z.object({ ...about, lead: Body, guide: Body, since: Day }),
);
export const responsibleBodyAssigned = publicEvent(
  'ResponsibleBodyAssigned',
  z.object({ ...about, body: Body, since: Day, reviewDue: Day }),
);

export type PublicBaseEvent =
  | EventOf<typeof baseRegistered>
  | EventOf<typeof specialFieldBaseRegistered>
  | EventOf<typeof baseLevelAssigned>
  | EventOf<typeof baseRenamed>
  | EventOf<typeof baseCapacitySet>
  | EventOf<typeof baseRelocated>
  | EventOf<typeof baseSuspended>
  | EventOf<typeof baseResumed>
  | EventOf<typeof baseClosed>
  | EventOf<typeof basesMerged>
  | EventOf<typeof baseFunctionSetApproved>
  | EventOf<typeof baseFunctionSetRefused>
  | EventOf<typeof functionExtensionApproved>
  | EventOf<typeof managementRegimeClassified>
  | EventOf<typeof regimeManualOutcomeApproved>
  | EventOf<typeof regimeReviewOpened>
  | EventOf<typeof regimeReviewDue>
  | EventOf<typeof baseRegistrationFiled>
  | EventOf<typeof baseRegistrationOverdue>
  | EventOf<typeof baseLegallyRegistered>
  | EventOf<typeof townshipManagementAssigned>
  | EventOf<typeof communityPartyLeadershipAssigned>
  | EventOf<typeof responsibleBodyAssigned>;
