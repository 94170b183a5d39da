import type { PublicDelegationEvent, Publish } from '@fuhua/contracts';
import type { DelegationEvent } from './delegation.events.ts';

/** Others learn what a county base does and for how many; who signed, whom it judged and in whom it has interests stay here. */
export const publishDelegation: Publish<DelegationEvent, PublicDelegationEvent> = ({
  type,
  data,
}) => {
  switch (type) {
    case 'DelegatedServiceAssigned': {
      const { delegation, base, service, authority, scope, validFrom, validTo } = data;
      return { type, data: { delegation, base, service, authority, scope, validFrom, validTo } };
    }
    case 'DelegatedServiceDelivered': {
      const { delegation, base, service, on, organizations } = data;
      return { type, data: { delegation, base, service, on, served: organizations.length } };
    }
    case 'DelegatedServiceRevoked': {
      const { delegation, base, service, on } = data;
      return { type, data: { delegation, base, service, on } };
    }
    case 'DelegatedServiceEnded':
      return { type, data };
    case 'ResearchOutputRegistered': {
      const { delegation, base, title, form, completedOn } = data;
      return { type, data: { delegation, base, title, form, completedOn } };
    }
    case 'ResearchOutputWithdrawn':
    case 'StandardRepealed': {
      const { delegation, base, on } = data;
      return { type, data: { delegation, base, on } };
    }
    case 'StandardAdopted': {
      const { delegation, base, title, number, level, issuedBy, adoptedOn } = data;
      return { type, data: { delegation, base, title, number, level, issuedBy, adoptedOn } };
    }
    case 'DelegateDeclarationSigned':
    case 'DelegateDeclarationOverdue':
      return 'private';
  }
};
