import type { Publish, PublicPersonEvent } from '@fuhua/contracts';
import type { PersonEvent } from './person.events.ts';

/** Others learn who may do what; names, phones and reasons stay here. */
export const publishPerson: Publish<PersonEvent, PublicPersonEvent> = ({ type, data }) => {
  switch (type) {
    case 'PersonRegistered':
    case 'PersonForgotten':
      return { type, data: { person: data.person } };
    case 'RoleGranted': {
      const { person, grant, role, reach, validFrom, validTo } = data;
      return { type, data: { person, grant, role, reach, validFrom, validTo } };
    }
    case 'RoleRevoked': {
      const { person, grant, on } = data;
      return { type, data: { person, grant, on } };
    }
    case 'DelegationSet': {
      const { person, delegation, grant, delegate, validFrom, validTo } = data;
      return { type, data: { person, delegation, grant, delegate, validFrom, validTo } };
    }
    case 'DelegationRevoked': {
      const { person, delegation, on } = data;
      return { type, data: { person, delegation, on } };
    }
  }
};
