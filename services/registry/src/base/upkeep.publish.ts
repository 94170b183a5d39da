import type { PublicBaseUpkeepEvent, Publish } from '@fuhua/contracts';
import type { UpkeepEvent } from './upkeep.events.ts';

/** Others learn what a base has and how fresh its record is; persons, doubts, reasons and sources stay here. */
export const publishUpkeep: Publish<UpkeepEvent, PublicBaseUpkeepEvent> = ({ type, data }) => {
  switch (type) {
    case 'BaseActorAssigned': {
      const { base, kind, actor, role, validFrom, validTo } = data;
      return { type, data: { base, kind, actor, role, validFrom, ...whenKnown(validTo) } };
    }
    case 'BaseSystemEstablished': {
      const { base, system, document, since } = data;
      return { type, data: { base, system, document, since } };
    }
    case 'BaseVerified': {
      const { base, on, checked, completeness } = data;
      return { type, data: { base, on, checked, ...(completeness && { completeness }) } };
    }
    case 'HostFacilityLinked': {
      const { base, kind, name, areaM2, validFrom, validTo } = data;
      return { type, data: { base, kind, name, areaM2, validFrom, ...whenKnown(validTo) } };
    }
    case 'PartyServiceEnabled': {
      const { base, place, validFrom } = data;
      return { type, data: { base, place, validFrom } };
    }
    case 'OperatingModelSet': {
      const { base, model, legalBasis, since } = data;
      return { type, data: { base, model, legalBasis, since } };
    }
    case 'BaseActorReleased':
    case 'BaseSystemWithdrawn':
    case 'HostFacilityUnlinked':
    case 'PartyServiceEnded': {
      const { base, recorded, on } = data;
      return { type, data: { base, recorded, on } };
    }
    case 'BaseVerificationOverdue':
      return { type, data };
    case 'HostLeaseExpiring':
      return { type, data };
    case 'HostLeaseEnded':
      return { type, data };
    case 'BaseDataFlagged':
    case 'BaseDataFlagCleared':
    case 'BaseStaffAssigned':
    case 'BaseStaffLeft':
    case 'SocialWorkQualificationRecorded':
    case 'SocialWorkQualificationWithdrawn':
    case 'StaffPreferenceApplied':
      return 'private';
  }
};

function whenKnown<D>(validTo: D | undefined): { validTo?: D } {
  return validTo === undefined ? {} : { validTo };
}
