import { AuthorityId, BaseId, Day, event, type EventOf } from '@fuhua/kernel';
import { z } from 'zod';
import {
  BaseKind,
  BaseLevel,
  Capacity,
  fact,
  FieldCode,
  Location,
  Name,
  PlatformKind,
  Reason,
} from './values.events.ts';

/** From the day a base is on record to its end (一-1, 四(一)1-6). */

const opening = z.object({
  ...fact,
  name: Name,
  kind: BaseKind,
  /** Of a regional platform, and only of one. */
  platform: PlatformKind.optional(),
  /** A regional platform's is its host's. */
  level: BaseLevel,
  location: Location,
  address: Name.optional(),
  establishedOn: Day,
  capacity: Capacity,
});
export type Opening = z.infer<typeof opening>;

const recorded = ['name', 'location', 'address', 'establishedOn', 'capacity', 'source'] as const;

/** 基地已建档 */
export const baseRegistered = event('BaseRegistered', 1, opening, { correctable: recorded });

/** 专门领域基地已建档 (四(一)1-6): its sponsor decides every act; civil affairs guides only (definition 10). */
export const specialFieldBaseRegistered = event(
  'SpecialFieldBaseRegistered',
  1,
  opening.extend({ sponsor: AuthorityId, field: FieldCode }),
  { correctable: [...recorded, 'field'] },
);

/** 层级已确定, from `on`: another level than it was registered with. Who is competent changes with it. */
export const baseLevelAssigned = event(
  'BaseLevelAssigned',
  1,
  z.object({ ...fact, level: BaseLevel, on: Day }),
  { correctable: ['source'] },
);

/** 基地已更名 */
export const baseRenamed = event('BaseRenamed', 1, z.object({ ...fact, name: Name, since: Day }), {
  correctable: ['name', 'since', 'source'],
});

/** 在孵名额已核定 */
export const baseCapacitySet = event(
  'BaseCapacitySet',
  1,
  z.object({ ...fact, capacity: Capacity, since: Day }),
  { correctable: ['capacity', 'since', 'source'] },
);

/** 基地已迁址. Who is competent and which bodies are responsible follow from the new place. */
export const baseRelocated = event(
  'BaseRelocated',
  1,
  z.object({ ...fact, location: Location, address: Name.optional(), on: Day }),
  { correctable: ['location', 'address', 'source'] },
);

/** 基地已暂停: it takes nobody in until it resumes. */
export const baseSuspended = event(
  'BaseSuspended',
  1,
  z.object({ ...fact, on: Day, reason: Reason }),
  { correctable: ['reason', 'source'] },
);

/** 基地已恢复 */
export const baseResumed = event('BaseResumed', 1, z.object({ ...fact, on: Day }), {
  correctable: ['source'],
});

/** 基地已合并: from `on` this one is no more; what it did is done by `into`. */
export const basesMerged = event(
  'BasesMerged',
  1,
  z.object({ ...fact, into: BaseId, on: Day, reason: Reason }),
  { correctable: ['reason', 'source'] },
);

/** 基地已关闭: from `on` it is no more. */
export const baseClosed = event('BaseClosed', 1, z.object({ ...fact, on: Day, reason: Reason }), {
  correctable: ['reason', 'source'],
});

export const lifeEvents = [
  baseRegistered,
  specialFieldBaseRegistered,
  baseLevelAssigned,
  baseRenamed,
  baseCapacitySet,
  baseRelocated,
  baseSuspended,
  baseResumed,
  basesMerged,
  baseClosed,
] as const;
export type LifeEvent = EventOf<(typeof lifeEvents)[number]>;
