import type { Day, Validity } from '@fuhua/kernel';
import type { UpkeepEvent } from './upkeep.events.ts';

/** Which of the events tell a dated fact, and which end one: what the decider and the views fold alike. */

export type UpkeepFact = Extract<
  UpkeepEvent,
  {
    type:
      | 'BaseActorAssigned'
      | 'BaseSystemEstablished'
      | 'BaseVerified'
      | 'BaseDataFlagged'
      | 'BaseStaffAssigned'
      | 'SocialWorkQualificationRecorded'
      | 'StaffPreferenceApplied'
      | 'HostFacilityLinked'
      | 'PartyServiceEnabled'
      | 'OperatingModelSet';
  }
>;
export type UpkeepEnd = Exclude<
  Extract<UpkeepEvent, { data: { recorded: unknown } }>,
  { type: 'HostLeaseExpiring' | 'HostLeaseEnded' }
>;
/** Raised when time passes. */
export type UpkeepAlert = Exclude<UpkeepEvent, UpkeepFact | UpkeepEnd>;

/** What a dated fact is about. */
export type FactKind =
  | 'actor'
  | 'system'
  | 'verification'
  | 'flag'
  | 'staff'
  | 'qualification'
  | 'staff-choice'
  | 'host-facility'
  | 'party-service'
  | 'operating-model';

export const kinds: Readonly<Record<UpkeepFact['type'], FactKind>> = {
  BaseActorAssigned: 'actor',
  BaseSystemEstablished: 'system',
  BaseVerified: 'verification',
  BaseDataFlagged: 'flag',
  BaseStaffAssigned: 'staff',
  SocialWorkQualificationRecorded: 'qualification',
  StaffPreferenceApplied: 'staff-choice',
  HostFacilityLinked: 'host-facility',
  PartyServiceEnabled: 'party-service',
  OperatingModelSet: 'operating-model',
};

/** Which fact each end is the end of. */
export const endedBy: Readonly<Record<UpkeepEnd['type'], UpkeepFact['type']>> = {
  BaseActorReleased: 'BaseActorAssigned',
  BaseSystemWithdrawn: 'BaseSystemEstablished',
  BaseDataFlagCleared: 'BaseDataFlagged',
  BaseStaffLeft: 'BaseStaffAssigned',
  SocialWorkQualificationWithdrawn: 'SocialWorkQualificationRecorded',
  HostFacilityUnlinked: 'HostFacilityLinked',
  PartyServiceEnded: 'PartyServiceEnabled',
};

export function isUpkeepFact(event: UpkeepEvent): event is UpkeepFact {
  return event.type in kinds;
}

export function isUpkeepEnd(event: UpkeepEvent): event is UpkeepEnd {
  return event.type in endedBy;
}

/** From when a fact holds, and until when if that was known at once; what is done on a day is of that day. */
export function validityOf({ type, data }: UpkeepFact): Validity {
  switch (type) {
    case 'BaseActorAssigned':
    case 'BaseStaffAssigned':
    case 'SocialWorkQualificationRecorded':
    case 'HostFacilityLinked':
    case 'PartyServiceEnabled':
      return data;
    case 'BaseSystemEstablished':
    case 'OperatingModelSet':
      return { validFrom: data.since };
    case 'BaseDataFlagged':
      return { validFrom: data.on };
    case 'BaseVerified':
    case 'StaffPreferenceApplied':
      return { validFrom: data.on, validTo: data.on };
  }
}

/** A fact as it is kept, in state and in rows. */
export interface Kept {
  readonly kind: FactKind;
  /** Revision of its event: of two facts of one day the later recorded is the newer. */
  readonly sequence: number;
  readonly validFrom: Day;
  readonly validTo: Day | null;
  /** The first day on which it holds no longer, whatever its validity says. */
  readonly endedOn: Day | null;
  /** As the event has it. */
  readonly data: object;
}
