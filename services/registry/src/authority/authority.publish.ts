import type { Publish, PublicAuthorityEvent } from '@fuhua/contracts';
import type { AuthorityEvent } from './authority.events.ts';

/** Others learn who is competent, until when to file and who acts for a zone; whom to ring stays here. */
export const publishAuthority: Publish<AuthorityEvent, PublicAuthorityEvent> = ({ type, data }) => {
  switch (type) {
    case 'AuthorityRegistered': {
      const { authority, kind, division, level, department, name, validFrom } = data;
      return { type, data: { authority, kind, division, level, department, name, validFrom } };
    }
    case 'AuthorityRenamed': {
      const { authority, name, validFrom } = data;
      return { type, data: { authority, name, validFrom } };
    }
    case 'AuthorityContactSet':
      return 'private';
    case 'AuthorityDissolved': {
      const { authority, on, successor } = data;
      return { type, data: { authority, on, successor } };
    }
    case 'PolicyAcknowledged': {
      const { authority, document, receivedOn } = data;
      return { type, data: { authority, document, receivedOn } };
    }
    case 'FilingDeadlineSet': {
      const { authority, fiscalYear, organizationKind, charity, namedDay, due } = data;
      const { provisional, calendar, document, replaces } = data;
      const key = { authority, fiscalYear, organizationKind, charity };
      const days = { namedDay, due, provisional, calendar };
      return { type, data: { ...key, ...days, document, replaces } };
    }
    case 'ZoneMappingSet': {
      const { zone, actingAuthority, countsFor, validFrom, replaces } = data;
      return { type, data: { zone, actingAuthority, countsFor, validFrom, replaces } };
    }
  }
};
