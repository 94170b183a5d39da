import { addDays, startOfDay } from '@fuhua/kernel';
import {
  record,
  type Act,
  type BaseOnRecord,
  type BaseRecord,
  type FactOf,
} from './record.decider.ts';
import {
  mayEnd,
  passedBy,
  recordable,
  type Decided,
  type Entry,
  type Open,
  type Upkeep,
} from './upkeep-record.decider.ts';
import {
  hostFacilityLinked,
  hostFacilityUnlinked,
  hostLeaseEnded,
  hostLeaseExpiring,
  operatingModelSet,
  partyServiceEnabled,
  partyServiceEnded,
} from './upkeep.events.ts';

/** Where a base is at home and how it is run (四(一)1-3, 三(一)-1, 四(三)1-1). */

export type FacilityCommand = Act &
  (
    | { type: 'LinkHostFacility'; fact: FactOf<typeof hostFacilityLinked> }
    | { type: 'UnlinkHostFacility'; fact: FactOf<typeof hostFacilityUnlinked> }
    | { type: 'EnablePartyService'; fact: FactOf<typeof partyServiceEnabled> }
    | { type: 'EndPartyService'; fact: FactOf<typeof partyServiceEnded> }
    | { type: 'SetOperatingModel'; fact: FactOf<typeof operatingModelSet> }
  );

export function decideFacility(
  command: FacilityCommand,
  state: BaseOnRecord,
  upkeep: Upkeep,
): Decided {
  const { base } = state;
  const { today } = command;
  switch (command.type) {
    case 'LinkHostFacility': {
      const event = hostFacilityLinked({ base, ...command.fact });
      return record([event], recordable(event, state, upkeep, today));
    }
    case 'UnlinkHostFacility': {
      const event = hostFacilityUnlinked({ base, ...command.fact });
      return record([event], mayEnd(event, upkeep, today));
    }
    case 'EnablePartyService': {
      const { migrated, evidence = [] } = command.fact.source;
      const event = partyServiceEnabled({ base, ...command.fact });
      return record(
        [event],
        recordable(event, state, upkeep, today),
        migrated !== true && evidence.length === 0
          ? { code: 'registry.evidence-missing' }
          : undefined,
      );
    }
    case 'EndPartyService': {
      const event = partyServiceEnded({ base, ...command.fact });
      return record([event], mayEnd(event, upkeep, today));
    }
    case 'SetOperatingModel': {
      const event = operatingModelSet({ base, ...command.fact });
      return record([event], recordable(event, state, upkeep, today));
    }
  }
}

/** Before the last day of a lease. */
const ALERT_DAYS = [90, 60, 30] as const;

type Facility = Extract<Entry, { type: 'HostFacilityLinked' }>;

/** Nothing is raised of what was ended or renewed, nor what was past when it was recorded. */
export function openLeases({ base }: Pick<BaseRecord, 'base'>, upkeep: Upkeep): readonly Open[] {
  const facilities = [...upkeep.facts.values()].filter(isFacility);
  return facilities
    .filter((one) => one.endedOn === null && !facilities.some((other) => follows(other, one)))
    .flatMap((one) =>
      alertsOf(base, one).filter(
        ({ due, event }) => one.recordedAt < due && !upkeep.passed.has(passedBy(event)),
      ),
    );
}

function isFacility(entry: Entry): entry is Facility {
  return entry.type === 'HostFacilityLinked';
}

/** A newer lease of the same facility. */
function follows(other: Facility, one: Facility): boolean {
  const { kind, name } = one.data;
  const isSame = other.data.kind === kind && other.data.name === name;
  return isSame && other.data.validFrom > one.data.validFrom;
}

function alertsOf(base: BaseRecord['base'], { event: recorded, data }: Facility): readonly Open[] {
  const { validTo } = data;
  if (validTo === undefined) return [];
  const about = { base, recorded, validTo };
  return [
    ...ALERT_DAYS.map((daysLeft) => ({
      name: `host-lease-expiring:${daysLeft}:${recorded}`,
      due: startOfDay(addDays(validTo, -daysLeft)),
      event: hostLeaseExpiring({ ...about, daysLeft }),
    })),
    {
      name: `host-lease-ended:${recorded}`,
      due: startOfDay(addDays(validTo, 1)),
      event: hostLeaseEnded(about),
    },
  ];
}
