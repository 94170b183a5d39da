import type { Publish } from '@fuhua/contracts';
import type { UsccEvent } from './uscc.events.ts';

/** The guard's own book. Others learn which organization has a code from OrganizationLinkedToCode. */
export const publishUscc: Publish<UsccEvent, never> = ({ type }) => {
  switch (type) {
    case 'CodeTaken':
    case 'CodeRefused':
    case 'CodeReleased':
      return 'private';
  }
};
