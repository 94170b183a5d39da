import { addDays, ok, refuse, type Day } from '@fuhua/kernel';
import { evaluate, type Decision, type Fact, type Facts } from '@fuhua/rules';
import {
  isMigrated,
  record,
  ruleSetOn,
  type Act,
  type BaseOnRecord,
  type FactOf,
} from './record.decider.ts';
import { begunBy, fullTimeStaffOn, holding } from './upkeep-on.decider.ts';
import {
  mayEnd,
  recordable,
  type Decided,
  type Entry,
  type Upkeep,
} from './upkeep-record.decider.ts';
import {
  baseStaffAssigned,
  baseStaffLeft,
  socialWorkQualificationRecorded,
  socialWorkQualificationWithdrawn,
  staffPreferenceApplied,
  type Applicant,
} from './upkeep.events.ts';

/** Who works at a base, and who was preferred (四(二)1-1, 1-2, 2-2). */

type Choice = Omit<FactOf<typeof staffPreferenceApplied>, 'decision'>;

export type StaffCommand = Act &
  (
    | { type: 'AssignStaff'; fact: FactOf<typeof baseStaffAssigned> }
    | { type: 'RecordStaffLeft'; fact: FactOf<typeof baseStaffLeft> }
    | {
        type: 'RecordSocialWorkQualification';
        fact: FactOf<typeof socialWorkQualificationRecorded>;
      }
    | {
        type: 'RecordSocialWorkQualificationWithdrawal';
        fact: FactOf<typeof socialWorkQualificationWithdrawn>;
      }
    | { type: 'ChooseStaff'; fact: Choice }
  );

export function decideStaff(command: StaffCommand, state: BaseOnRecord, upkeep: Upkeep): Decided {
  const { base } = state;
  const { today } = command;
  switch (command.type) {
    case 'AssignStaff': {
      const event = baseStaffAssigned({ base, ...command.fact });
      return record([event], recordable(event, state, upkeep, today));
    }
    case 'RecordStaffLeft': {
      const event = baseStaffLeft({ base, ...command.fact });
      return record([event], mayEnd(event, upkeep, today));
    }
    case 'RecordSocialWorkQualification': {
      const event = socialWorkQualificationRecorded({ base, ...command.fact });
      return record([event], recordable(event, state, upkeep, today));
    }
    case 'RecordSocialWorkQualificationWithdrawal': {
      const event = socialWorkQualificationWithdrawn({ base, ...command.fact });
      return record([event], mayEnd(event, upkeep, today));
    }
    case 'ChooseStaff':
      return chooseStaff(command, state, upkeep);
  }
}

/**
 * R-STF-01 (四(二)1-2): among equal total scores whoever has a social-work qualification comes first. Who is chosen must
 * stand first; whom the rule cannot tell apart stand first together. What was decided before this system is taken as it was.
 */
function chooseStaff(
  command: Extract<StaffCommand, { type: 'ChooseStaff' }>,
  state: BaseOnRecord,
  upkeep: Upkeep,
): Decided {
  const { candidates, chosen, on, source } = command.fact;
  const recorded = staffPreferenceApplied({ base: state.base, ...command.fact });
  const refusal =
    recordable(recorded, state, upkeep, command.today) ??
    (candidates.some(({ candidate }) => candidate === chosen)
      ? undefined
      : ({ code: 'registry.chosen-not-a-candidate', chosen } as const));
  if (refusal !== undefined) return refuse(refusal);
  if (isMigrated(source)) return ok([recorded]);
  const ruleSet = ruleSetOn(command, state, on);
  if (ruleSet === undefined) {
    return refuse({ code: 'registry.no-rule-set', division: state.location, day: on });
  }
  const { calendar, knownThrough } = command;
  const known = candidatesOn(candidates, upkeep, on);
  const facts: Facts = { 'staff.candidates': known };
  const asked = { ruleSet, procedure: 'base.staff-choice', facts, on, calendar, knownThrough };
  const decision = evaluate(asked);
  if (decision.outcome === 'insufficient-evidence') {
    return refuse({ code: 'registry.insufficient-evidence', decision });
  }
  const first = firstOf(decision, known.value);
  return first.includes(chosen)
    ? ok([staffPreferenceApplied({ ...recorded.data, decision })])
    : refuse({ code: 'registry.staff-preference-breached', chosen, first, decision });
}

/** For R-STF-01: as they applied; who has a qualification on record on that day has it, whatever the list says. */
export function candidatesOn(
  candidates: readonly Applicant[],
  { facts }: Upkeep,
  on: Day,
): Fact<readonly Applicant[]> {
  const qualified = holding(facts.values(), 'qualification', on).filter(isQualification);
  const onRecord = (candidate: string): readonly Entry[] =>
    qualified.filter(({ data }) => data.person === candidate);
  return {
    value: candidates.map((applicant) => ({
      ...applicant,
      socialWorkQualification:
        applicant.socialWorkQualification || onRecord(applicant.candidate).length > 0,
    })),
    validFrom: on,
    sources: candidates.flatMap(({ candidate }) => onRecord(candidate).map(({ event }) => event)),
  };
}

function isQualification(
  entry: Entry,
): entry is Extract<Entry, { type: 'SocialWorkQualificationRecorded' }> {
  return entry.type === 'SocialWorkQualificationRecorded';
}

/** Whom the rule ranks first, with those of the same score whom it has no reason to put behind. */
function firstOf({ results }: Decision, candidates: readonly Applicant[]): readonly string[] {
  const conclusion = results.find(({ rule }) => rule === 'R-STF-01')?.conclusion;
  const { ranking, ties } = conclusion as unknown as Conclusion;
  const [best = ''] = ranking;
  const isQualified = (candidate: string): boolean | undefined =>
    candidates.find((one) => one.candidate === candidate)?.socialWorkQualification;
  const equal = ties.find((tie) => tie.includes(best)) ?? [best];
  return equal.filter((candidate) => isQualified(candidate) === isQualified(best));
}

/** What R-STF-01 says beside pass. */
interface Conclusion {
  /** First to last. */
  readonly ranking: readonly string[];
  /** Each group of equal scores. */
  readonly ties: readonly (readonly string[])[];
}

/**
 * For R-REG-01: how many work full-time on that day, since the last of them came or went, and by which events. Undefined
 * while nobody was ever on the roster: then it is not known.
 */
export function rosterOn({ facts }: Upkeep, on: Day): Fact<number> | undefined {
  const staff = begunBy(facts.values(), 'staff', on);
  if (staff.length === 0) return undefined;
  const changes = staff.flatMap(({ validFrom, validTo, endedOn }) => [
    validFrom,
    ...(endedOn !== null ? [endedOn] : validTo !== null ? [addDays(validTo, 1)] : []),
  ]);
  const validFrom =
    changes
      .filter((day) => day <= on)
      .sort()
      .at(-1) ?? on;
  const sources = staff.flatMap(({ event, endedIn }) =>
    endedIn === undefined ? [event] : [event, endedIn],
  );
  return { value: fullTimeStaffOn(staff, on), validFrom, sources };
}
