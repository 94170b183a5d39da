import { registryBase, type PublicBaseEvent } from '@fuhua/contracts';
import type { AuthorityId, BaseId, Day, DivisionCode, EventId, Origin } from '@fuhua/kernel';
import { topic } from '@fuhua/platform/bus';
import { view, type RowOf, type ViewRow } from '@fuhua/platform/views';
import type { JudgedBase } from '@fuhua/rules';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

export type BaseStage = 'active' | 'suspended' | 'merged' | 'closed';

/** What is so of a base from a day on, and the event that told it. */
export interface BaseChange {
  readonly on: Day;
  readonly event: EventId;
  readonly name?: string;
  readonly level?: JudgedBase['level'];
  readonly location?: DivisionCode;
  readonly capacity?: number;
  readonly stage?: BaseStage;
  /** The approved set, whole. */
  readonly functions?: readonly string[];
  /** Approved beyond the level's set, added to those before. */
  readonly extensions?: readonly string[];
}

/** A base as registry's topic tells it: what it is now, for lists, and every change, for `baseOn`. */
@Entity('known_base')
export class KnownBaseEntity implements ViewRow {
  @PrimaryColumn('text')
  stream!: string;
  @Column('integer')
  revision!: number;
  @Column('uuid')
  base!: BaseId;
  @Column('text')
  kind!: JudgedBase['kind'];
  @Column('uuid', { nullable: true })
  sponsor!: AuthorityId | null;
  @Column('text')
  name!: string;
  @Index('known_base_location')
  @Column('text')
  location!: DivisionCode;
  @Column('date', { name: 'established_on' })
  establishedOn!: Day;
  /** In the order in which they were told. */
  @Column('jsonb')
  changes!: readonly BaseChange[];
}
export type KnownBaseRow = RowOf<KnownBaseEntity>;

export const knownBaseView = view<KnownBaseRow, PublicBaseEvent>({
  name: 'known_base',
  version: 1,
  source: topic('registry', 'base', registryBase),
  entity: KnownBaseEntity,
  fold(rows, event) {
    if (event.type === 'BaseRegistered' || event.type === 'SpecialFieldBaseRegistered') {
      return [opened(event, event.origin)];
    }
    const change = changeBy(event, event.origin);
    if (change === undefined) return rows;
    return rows.map((row) => ({
      ...row,
      name: change.name ?? row.name,
      location: change.location ?? row.location,
      changes: [...row.changes, change],
    }));
  },
  datedFact: () => true,
});

type Opening = Extract<PublicBaseEvent, { type: 'BaseRegistered' | 'SpecialFieldBaseRegistered' }>;

function opened({ type, data }: Opening, { stream, id }: Origin): KnownBaseRow {
  const { base, kind, name, level, location, capacity, establishedOn } = data;
  const first: BaseChange = {
    ...{ on: establishedOn, event: id, name, level: level as JudgedBase['level'] },
    ...{ location, capacity, stage: 'active' },
  };
  return {
    ...{ stream, revision: 0, base, kind: kind as JudgedBase['kind'], name, location },
    sponsor: type === 'SpecialFieldBaseRegistered' ? data.sponsor : null,
    ...{ establishedOn, changes: [first] },
  };
}

function changeBy(
  event: Exclude<PublicBaseEvent, Opening>,
  { id }: Origin,
): BaseChange | undefined {
  switch (event.type) {
    case 'BaseLevelAssigned':
      return { on: event.data.on, event: id, level: event.data.level as JudgedBase['level'] };
    case 'BaseRenamed':
      return { on: event.data.since, event: id, name: event.data.name };
    case 'BaseCapacitySet':
      return { on: event.data.since, event: id, capacity: event.data.capacity };
    case 'BaseRelocated':
      return { on: event.data.on, event: id, location: event.data.location };
    case 'BaseSuspended':
      return { on: event.data.on, event: id, stage: 'suspended' };
    case 'BaseResumed':
      return { on: event.data.on, event: id, stage: 'active' };
    case 'BasesMerged':
      return { on: event.data.on, event: id, stage: 'merged' };
    case 'BaseClosed':
      return { on: event.data.on, event: id, stage: 'closed' };
    case 'BaseFunctionSetApproved':
      return { on: event.data.on, event: id, functions: event.data.functions };
    case 'FunctionExtensionApproved':
      return { on: event.data.on, event: id, extensions: event.data.functions };
    case 'BaseFunctionSetRefused':
    case 'ManagementRegimeClassified':
    case 'RegimeManualOutcomeApproved':
    case 'RegimeReviewOpened':
    case 'RegimeReviewDue':
    case 'BaseRegistrationFiled':
    case 'BaseRegistrationOverdue':
    case 'BaseLegallyRegistered':
    case 'TownshipManagementAssigned':
    case 'CommunityPartyLeadershipAssigned':
    case 'ResponsibleBodyAssigned':
      return undefined;
  }
}

/** A base as it stood on a day, with the events that say so. */
export interface BaseOn extends JudgedBase {
  readonly base: BaseId;
  readonly name: string;
  readonly capacity: number;
  readonly stage: BaseStage;
  /** Undefined until a set is approved. */
  readonly functions?: readonly string[] | undefined;
  readonly extensions: readonly string[];
  readonly sources: Readonly<Partial<Record<keyof BaseChange, EventId>>>;
  /** From when each holds. */
  readonly since: Readonly<Partial<Record<keyof BaseChange, Day>>>;
}

/** Undefined before it was established. Of changes of one day the later told holds. */
export function baseOn(row: KnownBaseRow, on: Day): BaseOn | undefined {
  if (on < row.establishedOn) return undefined;
  const { base, kind, sponsor } = row;
  let known: Omit<BaseChange, 'on' | 'event'> = {};
  let extensions: readonly string[] = [];
  const sources: Partial<Record<keyof BaseChange, EventId>> = {};
  const since: Partial<Record<keyof BaseChange, Day>> = {};
  const begun = row.changes.filter((change) => change.on <= on);
  for (const { on: from, event, extensions: more, ...change } of [...begun].sort(byDay)) {
    known = { ...known, ...change };
    if (more !== undefined) extensions = [...extensions, ...more];
    const told = [...Object.keys(change), ...(more ? ['extensions'] : [])];
    for (const field of told as (keyof BaseChange)[]) {
      sources[field] = event;
      since[field] = from;
    }
  }
  const { name, level, location, capacity, stage, functions } = known;
  if (name === undefined || level === undefined || location === undefined) return undefined;
  if (capacity === undefined || stage === undefined) return undefined;
  return {
    ...{ base, kind, level, location, sponsor: sponsor ?? undefined, name, capacity, stage },
    ...{ functions, extensions, sources, since },
  };
}

function byDay(a: BaseChange, b: BaseChange): number {
  return a.on < b.on ? -1 : Number(a.on > b.on);
}
