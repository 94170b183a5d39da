import type { Publish } from '@fuhua/contracts';
import type { ResidencyEvent } from './residency.events.ts';

/** The guard's own book. Others learn who is in incubation where from EntryApproved. */
export const publishResidency: Publish<ResidencyEvent, never> = ({ type }) => {
  switch (type) {
    case 'ResidencyGranted':
    case 'ResidencyRefused':
    case 'ResidencyReleased':
      return 'private';
  }
};
