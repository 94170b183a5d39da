import type { AuthorityId, BaseId, Day, DivisionCode, Origin, Result } from '@fuhua/kernel';
import { lookUpDivision, type DivisionLookup } from '@fuhua/rules';
import {
  baseCapacitySet,
  baseClosed,
  baseLevelAssigned,
  baseRegistered,
  baseRelocated,
  baseRenamed,
  baseResumed,
  basesMerged,
  baseSuspended,
  specialFieldBaseRegistered,
  type BaseLevel,
  type LifeEvent,
  type Source,
} from './base.events.ts';
import {
  existed,
  inOrder,
  isMigrated,
  notInFuture,
  record,
  type Act,
  type BaseOnRecord,
  type BaseRecord,
  type FactOf,
  type SharedRefusal,
} from './record.decider.ts';

/** From registration to the end of a base. */

export type RegisterBase = Act & {
  type: 'RegisterBase';
  base: BaseId;
  fact: FactOf<typeof baseRegistered>;
  /** Of a special-field base: its sponsor, who alone registers it, and what it is for. */
  special?: { sponsor: AuthorityId; field: string } | undefined;
};

export type LifeCommand = Act &
  (
    | { type: 'AssignLevel'; fact: FactOf<typeof baseLevelAssigned> }
    | { type: 'RenameBase'; fact: FactOf<typeof baseRenamed> }
    | { type: 'SetCapacity'; fact: FactOf<typeof baseCapacitySet> }
    | { type: 'RelocateBase'; fact: FactOf<typeof baseRelocated> }
    | { type: 'SuspendBase'; fact: FactOf<typeof baseSuspended> }
    | { type: 'ResumeBase'; fact: FactOf<typeof baseResumed> }
    | {
        type: 'MergeBase';
        fact: FactOf<typeof basesMerged>;
        /** How the base that goes on stands, as looked up. */
        successor: LifeStage;
      }
    | { type: 'CloseBase'; fact: FactOf<typeof baseClosed> }
  );

export type LifeStage = 'none' | BaseOnRecord['stage'] | EndedBase['stage'];

export type EndedBase = BaseRecord &
  (
    | { readonly stage: 'merged'; readonly into: BaseId; readonly endedOn: Day }
    | { readonly stage: 'closed'; readonly endedOn: Day }
  );

export type LifeRefusal =
  | SharedRefusal
  /** A regional platform says of which kind it is, an incubation base says nothing. */
  | { code: 'registry.platform-kind-misplaced' }
  | {
      code: 'registry.division-not-in-force';
      division: DivisionCode;
      on: Day;
      status: DivisionLookup['status'];
    }
  | { code: 'registry.base-suspended'; since: Day }
  | { code: 'registry.base-not-suspended' }
  | { code: 'registry.level-unchanged'; level: BaseLevel }
  | { code: 'registry.merged-into-itself' }
  | { code: 'registry.successor-unfit'; base: BaseId; stage: LifeStage };

type Decided = Result<readonly LifeEvent[], LifeRefusal>;
const decided = record<LifeEvent, LifeRefusal>;

export function register({ base, fact, special, today }: RegisterBase): Decided {
  const opening = { base, ...fact };
  const isPlatform = fact.kind === 'regional-platform';
  return decided(
    [
      special === undefined
        ? baseRegistered(opening)
        : specialFieldBaseRegistered({ ...opening, ...special }),
    ],
    isPlatform === (fact.platform !== undefined)
      ? undefined
      : { code: 'registry.platform-kind-misplaced' },
    notInFuture(fact.establishedOn, today),
    placed(fact.location, today),
  );
}

export function decideLife(command: LifeCommand, state: BaseOnRecord): Decided {
  const { base } = state;
  const { today } = command;
  const next = (source: Source, on: Day): SharedRefusal | undefined =>
    inTurn(state, source, on, today);
  switch (command.type) {
    case 'AssignLevel': {
      const { level, on, source } = command.fact;
      return decided(
        [baseLevelAssigned({ base, ...command.fact })],
        level === state.level ? { code: 'registry.level-unchanged', level } : undefined,
        next(source, on),
      );
    }
    case 'RenameBase':
      return decided(
        [baseRenamed({ base, ...command.fact })],
        dated(state, state.namedSince, command.fact, today),
      );
    case 'SetCapacity':
      return decided(
        [baseCapacitySet({ base, ...command.fact })],
        dated(state, state.capacitySince, command.fact, today),
      );
    case 'RelocateBase': {
      const { location, on, source } = command.fact;
      const event = baseRelocated({ base, ...command.fact });
      return decided([event], next(source, on), placed(location, on));
    }
    case 'SuspendBase': {
      const suspended = state.stage === 'suspended';
      return decided(
        [baseSuspended({ base, ...command.fact })],
        suspended ? { code: 'registry.base-suspended', since: state.lastOn } : undefined,
        next(command.fact.source, command.fact.on),
      );
    }
    case 'ResumeBase':
      return decided(
        [baseResumed({ base, ...command.fact })],
        state.stage === 'active' ? { code: 'registry.base-not-suspended' } : undefined,
        next(command.fact.source, command.fact.on),
      );
    case 'MergeBase': {
      const { into, on, source } = command.fact;
      const event = basesMerged({ base, ...command.fact });
      return decided([event], fitSuccessor(command, base, into), next(source, on));
    }
    case 'CloseBase':
      return decided(
        [baseClosed({ base, ...command.fact })],
        next(command.fact.source, command.fact.on),
      );
  }
}

function fitSuccessor(
  { successor }: Extract<LifeCommand, { type: 'MergeBase' }>,
  base: BaseId,
  into: BaseId,
): LifeRefusal | undefined {
  if (into === base) return { code: 'registry.merged-into-itself' };
  if (successor === 'active' || successor === 'suspended') return undefined;
  return { code: 'registry.successor-unfit', base: into, stage: successor };
}

/** Not before the last life-cycle event, unless it was recorded before this system. */
function inTurn(
  base: BaseOnRecord,
  source: Source,
  on: Day,
  today: Day,
): SharedRefusal | undefined {
  const inSequence = isMigrated(source) ? undefined : inOrder(base.lastOn, on);
  return notInFuture(on, today) ?? existed(base, on) ?? inSequence;
}

/** A name or number that holds from a day; the present one began earlier, or on that day and was wrong. */
function dated(
  base: BaseOnRecord,
  present: Day,
  { since }: { readonly since: Day },
  today: Day,
): SharedRefusal | undefined {
  return notInFuture(since, today) ?? existed(base, since) ?? inOrder(present, since);
}

function placed(division: DivisionCode, on: Day): LifeRefusal | undefined {
  const { status } = lookUpDivision(division, on);
  if (status === 'in-force') return undefined;
  return { code: 'registry.division-not-in-force', division, on, status };
}

type OpeningEvent = Extract<LifeEvent, { type: 'BaseRegistered' | 'SpecialFieldBaseRegistered' }>;

export function opensRecord(event: { readonly type: string }): event is OpeningEvent {
  return event.type === 'BaseRegistered' || event.type === 'SpecialFieldBaseRegistered';
}

export function opened(event: OpeningEvent, { id }: Origin): BaseOnRecord {
  const { base, name, kind, platform, level, location, capacity, establishedOn } = event.data;
  const sponsor = event.type === 'BaseRegistered' ? undefined : event.data.sponsor;
  const known = { event: id, since: establishedOn };
  return {
    stage: 'active',
    ...{ base, name, kind, platform, level, location, sponsor, capacity, establishedOn },
    ...{ lastOn: establishedOn, namedSince: establishedOn, capacitySince: establishedOn },
    ...{ opened: known, levelled: known, located: known },
  };
}

export function evolveLife(
  base: BaseOnRecord,
  { type, data }: Exclude<LifeEvent, OpeningEvent>,
  { id: event }: Origin,
): BaseOnRecord | EndedBase {
  switch (type) {
    case 'BaseLevelAssigned': {
      const { level, on } = data;
      return { ...base, level, levelled: { event, since: on }, lastOn: on };
    }
    case 'BaseRenamed':
      return { ...base, name: data.name, namedSince: data.since };
    case 'BaseCapacitySet':
      return { ...base, capacity: data.capacity, capacitySince: data.since };
    case 'BaseRelocated': {
      const { location, on } = data;
      return { ...base, location, located: { event, since: on }, lastOn: on };
    }
    case 'BaseSuspended':
      return { ...base, stage: 'suspended', lastOn: data.on };
    case 'BaseResumed':
      return { ...base, stage: 'active', lastOn: data.on };
    case 'BasesMerged':
      return { ...base, stage: 'merged', into: data.into, endedOn: data.on };
    case 'BaseClosed':
      return { ...base, stage: 'closed', endedOn: data.on };
  }
}
