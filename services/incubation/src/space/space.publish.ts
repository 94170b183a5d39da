import type { Publish } from '@fuhua/contracts';
import type { SpaceEvent } from './space.events.ts';

/** The guard's own book. Others learn who takes up a base's places from the case's events. */
export const publishSpace: Publish<SpaceEvent, never> = ({ type }) => {
  switch (type) {
    case 'SpaceAllocated':
    case 'PlaceRefused':
    case 'SpaceReleased':
      return 'private';
  }
};
