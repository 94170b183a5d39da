import {
  BaseId,
  CaseId,
  catalogue,
  event,
  EventId,
  OrganizationId,
  type EventOf,
} from '@fuhua/kernel';
import { z } from 'zod';

/** One stream a base, so that it never takes in more than it has places. Every asking event gets exactly one answer. */

const asked = {
  base: BaseId,
  case: CaseId,
  organization: OrganizationId,
  askedBy: EventId,
  /** 在孵名额 of the base, as its public record had it when the entry was decided. */
  capacity: z.int().nonnegative(),
};

/** 场地已分配: one place of the base. */
export const spaceAllocated = event('SpaceAllocated', 1, z.object(asked));

/** 场地已满，不予分配: `held` places are taken. */
export const placeRefused = event(
  'PlaceRefused',
  1,
  z.object({ ...asked, held: z.int().nonnegative() }),
);

/** 场地已收回: the case ended, or its place was handed over. */
export const spaceReleased = event(
  'SpaceReleased',
  1,
  z.object({ base: BaseId, case: CaseId, becauseOf: EventId }),
);

export const spaceEvents = catalogue(spaceAllocated, placeRefused, spaceReleased);
export type SpaceEvent =
  EventOf<typeof spaceAllocated> | EventOf<typeof placeRefused> | EventOf<typeof spaceReleased>;
