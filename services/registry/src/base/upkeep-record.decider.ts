import {
  addDays,
  parseDay,
  type Day,
  type Deadline,
  type EventId,
  type Instant,
  type Origin,
  type PersonId,
  type Result,
} from '@fuhua/kernel';
import type { Decision } from '@fuhua/rules';
import {
  existed,
  inOrder,
  notInFuture,
  type BaseRecord,
  type SharedRefusal,
} from './record.decider.ts';
import {
  endedBy,
  isUpkeepEnd,
  isUpkeepFact,
  kinds,
  validityOf,
  type Kept,
  type UpkeepAlert,
  type UpkeepEnd,
  type UpkeepFact,
} from './upkeep-facts.events.ts';
import type { UpkeepEvent } from './upkeep.events.ts';

/** What the deciders of the kept-up part share: its state, its refusals, and checks. */

/** A recorded fact with what is known of its event. */
export type Entry = UpkeepFact &
  Kept & {
    readonly event: EventId;
    readonly by: PersonId;
    readonly recordedAt: Instant;
    /** The event that ended it. */
    readonly endedIn?: EventId | undefined;
  };

export interface Upkeep {
  /** Every dated fact, ended or not, by the id of its event. */
  readonly facts: ReadonlyMap<EventId, Entry>;
  /** Deadlines that passed, each with its day. */
  readonly passed: ReadonlySet<string>;
}

export const initialUpkeep: Upkeep = { facts: new Map(), passed: new Set() };

export type UpkeepRefusal =
  | SharedRefusal
  | { code: 'registry.validity-reversed'; validFrom: Day; validTo: Day }
  /** Correct it if it is wrong. */
  | { code: 'registry.fact-already-recorded'; fact: string; recorded: EventId }
  | { code: 'registry.fact-unknown'; recorded: EventId }
  | { code: 'registry.fact-already-ended'; recorded: EventId; endedOn: Day }
  | { code: 'registry.evidence-missing' }
  /** Whoever raised a doubt does not clear it. */
  | { code: 'registry.same-person' }
  | { code: 'registry.chosen-not-a-candidate'; chosen: string }
  /** R-STF-01: among those who stand first, as `first` names them, is not the one chosen. */
  | {
      code: 'registry.staff-preference-breached';
      chosen: string;
      first: readonly string[];
      decision: Decision;
    };

export type Decided = Result<readonly UpkeepEvent[], UpkeepRefusal>;
type Check = UpkeepRefusal | undefined;

/** A deadline with the event that is raised when it passes. */
export interface Open extends Deadline {
  readonly event: UpkeepAlert;
}

export function evolveUpkeep(upkeep: Upkeep, event: UpkeepEvent, origin: Origin): Upkeep {
  if (isUpkeepFact(event)) return kept(upkeep, event, origin);
  if (isUpkeepEnd(event)) return ended(upkeep, event, origin.id);
  return { ...upkeep, passed: new Set(upkeep.passed).add(passedBy(event)) };
}

function kept(upkeep: Upkeep, fact: UpkeepFact, origin: Origin): Upkeep {
  const { id, recordedAt, actor } = origin;
  const entry = { ...entryOf(fact, origin.revision), event: id, by: actor.person, recordedAt };
  return { ...upkeep, facts: new Map(upkeep.facts).set(id, entry) };
}

/** A fact as it is kept. */
export function entryOf(fact: UpkeepFact, sequence: number): UpkeepFact & Kept {
  const { validFrom, validTo = null } = validityOf(fact);
  return { ...fact, kind: kinds[fact.type], sequence, validFrom, validTo, endedOn: null };
}

function ended(upkeep: Upkeep, { data }: UpkeepEnd, endedIn: EventId): Upkeep {
  const entry = upkeep.facts.get(data.recorded);
  if (entry === undefined) return upkeep;
  const past = { ...entry, endedOn: data.on, endedIn };
  return { ...upkeep, facts: new Map(upkeep.facts).set(data.recorded, past) };
}

/** A corrected day is another deadline. */
export function passedBy({ type, data }: UpkeepAlert): string {
  switch (type) {
    case 'HostLeaseExpiring':
      return [type, data.recorded, data.validTo, data.daysLeft].join(' ');
    case 'HostLeaseEnded':
      return [type, data.recorded, data.validTo].join(' ');
    case 'BaseVerificationOverdue':
      return [type, data.overdueFrom].join(' ');
  }
}

/**
 * Of a base that existed, begun by today, not ending before it begins, and not yet on record for any of its days. A
 * qualification is a person's own, and whoever opens a base may have been chosen before.
 */
export function recordable(
  fact: UpkeepFact,
  base: Pick<BaseRecord, 'establishedOn'>,
  upkeep: Upkeep,
  today: Day,
): Check {
  const { validFrom, validTo } = validityOf(fact);
  const mayPrecede =
    fact.type === 'SocialWorkQualificationRecorded' || fact.type === 'StaffPreferenceApplied';
  return (
    notInFuture(validFrom, today) ??
    (mayPrecede ? undefined : existed(base, validFrom)) ??
    (validTo !== undefined && validTo < validFrom
      ? { code: 'registry.validity-reversed', validFrom, validTo }
      : undefined) ??
    isNew(fact, upkeep)
  );
}

/** The same is recorded once for each of its days. */
function isNew(fact: UpkeepFact, { facts }: Upkeep): Check {
  const what = identityOf(fact);
  const days = daysOf(entryOf(fact, 0));
  for (const [recorded, entry] of facts) {
    if (identityOf(entry) !== what || !overlap(daysOf(entry), days)) continue;
    return { code: 'registry.fact-already-recorded', fact: fact.type, recorded };
  }
  return undefined;
}

/** What makes two facts facts about the same thing. A version is told from others of its system by its day. */
function identityOf({ type, data }: UpkeepFact): string {
  switch (type) {
    case 'BaseActorAssigned':
      return JSON.stringify([type, data.kind, data.actor, data.role]);
    case 'BaseSystemEstablished':
      return JSON.stringify([type, data.system, data.since]);
    case 'OperatingModelSet':
      return JSON.stringify([type, data.since]);
    case 'BaseVerified':
      return JSON.stringify([type, data.on]);
    case 'BaseDataFlagged':
      return JSON.stringify([type, data.field]);
    case 'BaseStaffAssigned':
      return JSON.stringify([type, data.person, data.post]);
    case 'SocialWorkQualificationRecorded':
      return JSON.stringify([type, data.person, data.level]);
    case 'StaffPreferenceApplied':
      return JSON.stringify([type, data.post, data.on]);
    case 'HostFacilityLinked':
      return JSON.stringify([type, data.kind, data.name]);
    case 'PartyServiceEnabled':
      return JSON.stringify([type, data.place]);
  }
}

type Days = readonly [first: Day, last: Day];
const LAST = parseDay('9999-12-31');

function daysOf({ validFrom, validTo, endedOn }: Kept): Days {
  const [last, before] = [validTo ?? LAST, endedOn === null ? LAST : addDays(endedOn, -1)];
  return [validFrom, before < last ? before : last];
}

/** What ended on its first day held on none. */
function overlap([firstA, lastA]: Days, [firstB, lastB]: Days): boolean {
  return (firstA < firstB ? firstB : firstA) <= (lastA < lastB ? lastA : lastB);
}

/** A fact that the event may end is on record, had begun by `on`, and has neither ended nor lapsed before. */
export function mayEnd(event: UpkeepEnd, { facts }: Upkeep, today: Day): Check {
  const { recorded, on } = event.data;
  const entry = facts.get(recorded);
  if (entry?.type !== endedBy[event.type]) return { code: 'registry.fact-unknown', recorded };
  const { validFrom, validTo, endedOn } = entry;
  if (endedOn !== null) return { code: 'registry.fact-already-ended', recorded, endedOn };
  if (validTo !== null && validTo < on) {
    return { code: 'registry.fact-already-ended', recorded, endedOn: addDays(validTo, 1) };
  }
  return notInFuture(on, today) ?? inOrder(validFrom, on);
}
