import type { EventOf } from '@fuhua/kernel';
import { reaction, type Reaction } from '@fuhua/platform/reactions';
import type { ServicePorts } from '@fuhua/platform/service';
import { personEvents, type personForgotten } from './person.events.ts';

/**
 * Destroys the person's key. It sends no command: destroying a key twice is destroying it once, and while the key store
 * does not answer the group pauses.
 */
export const personForgottenReaction = ({ privacy }: Pick<ServicePorts, 'privacy'>): Reaction =>
  reaction<EventOf<typeof personForgotten>, never>({
    group: 'person-forgotten',
    on: { category: 'person', events: personEvents },
    types: ['PersonForgotten'],
    react: async ({ data }) => {
      await privacy.forget(data.person, data.reason);
      return 'ignored';
    },
    refusals: {},
  });
