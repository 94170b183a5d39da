import {
  addDays,
  ok,
  refuse,
  startOfDay,
  type Deadline,
  type Instant,
  type PersonId,
} from '@fuhua/kernel';
import { decideFacility, openLeases, type FacilityCommand } from './facility.decider.ts';
import {
  isMigrated,
  record,
  type Act,
  type BaseOnRecord,
  type BaseRecord,
  type FactOf,
} from './record.decider.ts';
import { decideStaff, type StaffCommand } from './staff.decider.ts';
import { completeness, verifiedUntil, type OtherPart } from './upkeep-on.decider.ts';
import {
  entryOf,
  mayEnd,
  passedBy,
  recordable,
  type Decided,
  type Open,
  type Upkeep,
} from './upkeep-record.decider.ts';
import {
  baseActorAssigned,
  baseActorReleased,
  baseDataFlagCleared,
  baseDataFlagged,
  baseSystemEstablished,
  baseSystemWithdrawn,
  baseVerificationOverdue,
  baseVerified,
} from './upkeep.events.ts';

/** What is kept up over the years: actors, systems, verification (二(二)-1, 四(四)2-6, 五(一)-2). */

type OwnCommand = Act &
  (
    | { type: 'AssignActor'; fact: FactOf<typeof baseActorAssigned> }
    | { type: 'ReleaseActor'; fact: FactOf<typeof baseActorReleased> }
    | { type: 'EstablishSystem'; fact: FactOf<typeof baseSystemEstablished> }
    | { type: 'WithdrawSystem'; fact: FactOf<typeof baseSystemWithdrawn> }
    | { type: 'VerifyBase'; fact: Omit<FactOf<typeof baseVerified>, 'completeness'> }
    | { type: 'FlagData'; fact: FactOf<typeof baseDataFlagged> }
    /** `by`: who asks for it. */
    | { type: 'ClearFlag'; by: PersonId; fact: FactOf<typeof baseDataFlagCleared> }
  );

export type UpkeepCommand = OwnCommand | StaffCommand | FacilityCommand;

/** `others`: which parts of the record stand elsewhere in the base's state today. */
export function decideUpkeep(
  command: UpkeepCommand,
  state: BaseOnRecord,
  upkeep: Upkeep,
  others: ReadonlySet<OtherPart>,
): Decided {
  switch (command.type) {
    case 'AssignActor':
    case 'ReleaseActor':
    case 'EstablishSystem':
    case 'WithdrawSystem':
    case 'VerifyBase':
    case 'FlagData':
    case 'ClearFlag':
      return decideOwn(command, state, upkeep, others);
    case 'AssignStaff':
    case 'RecordStaffLeft':
    case 'RecordSocialWorkQualification':
    case 'RecordSocialWorkQualificationWithdrawal':
    case 'ChooseStaff':
      return decideStaff(command, state, upkeep);
    case 'LinkHostFacility':
    case 'UnlinkHostFacility':
    case 'EnablePartyService':
    case 'EndPartyService':
    case 'SetOperatingModel':
      return decideFacility(command, state, upkeep);
  }
}

function decideOwn(
  command: OwnCommand,
  state: BaseOnRecord,
  upkeep: Upkeep,
  others: ReadonlySet<OtherPart>,
): Decided {
  const { base } = state;
  const { today } = command;
  switch (command.type) {
    case 'AssignActor': {
      const event = baseActorAssigned({ base, ...command.fact });
      return record([event], recordable(event, state, upkeep, today));
    }
    case 'ReleaseActor': {
      const event = baseActorReleased({ base, ...command.fact });
      return record([event], mayEnd(event, upkeep, today));
    }
    case 'EstablishSystem': {
      const event = baseSystemEstablished({ base, ...command.fact });
      return record([event], recordable(event, state, upkeep, today));
    }
    case 'WithdrawSystem': {
      const event = baseSystemWithdrawn({ base, ...command.fact });
      return record([event], mayEnd(event, upkeep, today));
    }
    case 'VerifyBase': {
      const event = baseVerified({ base, ...command.fact });
      const refusal = recordable(event, state, upkeep, today);
      if (refusal !== undefined) return refuse(refusal);
      if (isMigrated(event.data.source)) return ok([event]);
      const facts = [...upkeep.facts.values(), entryOf(event, 0)];
      return ok([
        baseVerified({ ...event.data, completeness: completeness(others, facts, today) }),
      ]);
    }
    case 'FlagData': {
      const event = baseDataFlagged({ base, ...command.fact });
      return record([event], recordable(event, state, upkeep, today));
    }
    case 'ClearFlag': {
      const { recorded } = command.fact;
      const event = baseDataFlagCleared({ base, ...command.fact });
      return record(
        [event],
        mayEnd(event, upkeep, today),
        upkeep.facts.get(recorded)?.by === command.by
          ? { code: 'registry.same-person' }
          : undefined,
      );
    }
  }
}

/** Nobody verified the record within the 12 months since it was verified, or since the base was established. */
function openVerification(
  { base, establishedOn }: Pick<BaseRecord, 'base' | 'establishedOn'>,
  { facts, passed }: Upkeep,
): readonly Open[] {
  const lastVerifiedOn = [...facts.values()]
    .filter(({ type }) => type === 'BaseVerified')
    .map(({ validFrom }) => validFrom)
    .sort()
    .at(-1);
  const overdueFrom = addDays(verifiedUntil(lastVerifiedOn ?? establishedOn), 1);
  const event = baseVerificationOverdue({
    base,
    ...(lastVerifiedOn !== undefined && { lastVerifiedOn }),
    overdueFrom,
  });
  const name = `verification-overdue:${overdueFrom}`;
  return passed.has(passedBy(event)) ? [] : [{ name, due: startOfDay(overdueFrom), event }];
}

type About = Pick<BaseRecord, 'base' | 'establishedOn'>;

function openUpkeep(base: About, upkeep: Upkeep): readonly Open[] {
  return [...openVerification(base, upkeep), ...openLeases(base, upkeep)];
}

export function upkeepDeadlines(base: About, upkeep: Upkeep): readonly Deadline[] {
  return openUpkeep(base, upkeep).map(({ name, due }) => ({ name, due }));
}

/** A deadline that is not open any more needs nothing. */
export function passUpkeepDeadline(
  { name, now }: { readonly name: string; readonly now: Instant },
  base: About,
  upkeep: Upkeep,
): Decided {
  const open = openUpkeep(base, upkeep).find((deadline) => deadline.name === name);
  if (open === undefined) return ok([]);
  if (now < open.due) return refuse({ code: 'registry.not-due-yet', name, due: open.due });
  return ok([open.event]);
}
