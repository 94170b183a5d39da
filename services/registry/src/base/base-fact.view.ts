import type { Day, EventId, Origin } from '@fuhua/kernel';
import { view, type RowOf, type ViewRow } from '@fuhua/platform/views';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import {
  baseEvents,
  isFunctionEvent,
  isLifeEvent,
  isRegimeEvent,
  type BaseEvent,
  type FunctionEvent,
  type LifeEvent,
  type RegimeEvent,
  type Source,
} from './base.events.ts';

/** What a dated fact is about. All but extensions and inputs hold until the next of their kind. */
export type BaseFactKind =
  | 'standing'
  | 'name'
  | 'level'
  | 'location'
  | 'capacity'
  | 'functions'
  | 'extension'
  | 'regime'
  | 'regime-inputs'
  | 'responsible'
  | 'registration';

/** One dated fact about a base; an event that opens a record states several. What holds on a day, `base-on` tells. */
@Entity('base_fact')
export class BaseFactEntity implements ViewRow {
  @PrimaryColumn('text')
  stream!: string;
  /** The event that told it: what a correction names. */
  @PrimaryColumn('uuid')
  event!: EventId;
  @PrimaryColumn('text')
  kind!: BaseFactKind;
  @Column('integer')
  revision!: number;
  /** Revision of its event: of two facts of one day the later recorded is the newer. */
  @Column('integer')
  sequence!: number;
  @Column('date', { name: 'valid_from' })
  validFrom!: Day;
  /** The first day on which it holds no more, where nothing of its kind takes its place. */
  @Column('date', { name: 'ended_on', nullable: true })
  endedOn!: Day | null;
  @Column('jsonb')
  data!: Readonly<Record<string, unknown>>;
  @Column('jsonb', { nullable: true })
  source!: Source | null;
}
export type BaseFactRow = RowOf<BaseFactEntity>;

type Rows = readonly BaseFactRow[];

/** Every dated fact about a base beside what is kept up of it. */
export const baseFactView = view<BaseFactRow, BaseEvent>({
  name: 'base_fact',
  version: 1,
  source: { category: 'base', events: baseEvents },
  entity: BaseFactEntity,
  fold(rows, event) {
    const { origin } = event;
    if (isLifeEvent(event)) return foldLife(rows, event, origin);
    if (isFunctionEvent(event)) return foldFunctions(rows, event, origin);
    return isRegimeEvent(event) ? foldRegime(rows, event, origin) : rows;
  },
  datedFact: () => true,
});

function foldLife(rows: Rows, { type, data }: LifeEvent, origin: Origin): Rows {
  const { source } = data;
  const add = (kind: BaseFactKind, validFrom: Day, values: object): Rows => [
    ...rows,
    rowOf(kind, origin, validFrom, values, source),
  ];
  switch (type) {
    case 'BaseRegistered':
    case 'SpecialFieldBaseRegistered': {
      const { establishedOn: since, name, level, location, address, capacity } = data;
      const row = (kind: BaseFactKind, values: object): BaseFactRow =>
        rowOf(kind, origin, since, values, source);
      return [
        row('standing', { stage: 'active' }),
        row('name', { name }),
        row('level', { level }),
        row('location', { location, address }),
        row('capacity', { capacity }),
      ];
    }
    case 'BaseLevelAssigned':
      return add('level', data.on, { level: data.level });
    case 'BaseRenamed':
      return add('name', data.since, { name: data.name });
    case 'BaseCapacitySet':
      return add('capacity', data.since, { capacity: data.capacity });
    case 'BaseRelocated': {
      const { location, address, on } = data;
      const moved = rowOf('location', origin, on, { location, address }, source);
      return [...leaving(rows, on, ({ regime }) => regime !== 'D'), moved];
    }
    case 'BaseSuspended':
      return add('standing', data.on, { stage: 'suspended', reason: data.reason });
    case 'BaseResumed':
      return add('standing', data.on, { stage: 'active' });
    case 'BasesMerged': {
      const { into, on, reason } = data;
      return add('standing', on, { stage: 'merged', into, reason });
    }
    case 'BaseClosed':
      return add('standing', data.on, { stage: 'closed', reason: data.reason });
  }
}

function foldFunctions(rows: Rows, { type, data }: FunctionEvent, origin: Origin): Rows {
  switch (type) {
    case 'BaseFunctionSetApproved': {
      const { functions, on, decision, source = null } = data;
      return [...rows, rowOf('functions', origin, on, { functions, decision }, source)];
    }
    case 'FunctionExtensionApproved': {
      const { functions, on, reason, source } = data;
      return [...rows, rowOf('extension', origin, on, { functions, reason }, source)];
    }
    case 'BaseFunctionSetDeclared':
    case 'BaseFunctionSetRefused':
      return rows;
  }
}

function foldRegime(rows: Rows, { type, data }: RegimeEvent, origin: Origin): Rows {
  const add = (kind: BaseFactKind, from: Day, values: object, source: Source | null): Rows => [
    ...rows,
    rowOf(kind, origin, from, values, source),
  ];
  switch (type) {
    case 'BaseRegimeInputsRecorded': {
      const { base: _base, source, on, ...inputs } = data;
      return add('regime-inputs', on, inputs, source);
    }
    case 'ManagementRegimeClassified': {
      const { regime, on, review, filing, decision, source = null } = data;
      const values = { regime, review, filing, decision };
      return [
        ...leaving(rows, on, (one) => regime !== 'manual' && one.regime !== regime),
        rowOf('regime', origin, on, values, source),
      ];
    }
    case 'RegimeManualOutcomeApproved': {
      const { regime } = data.responsible;
      const { proposed } = data;
      const { review } = rows.findLast(({ kind }) => kind === 'regime')?.data ?? {};
      return [
        ...leaving(rows, data.on, () => true),
        rowOf('regime', origin, data.on, { regime, review, proposed }, null),
      ];
    }
    case 'BaseLegallyRegistered': {
      const { base: _base, source, ...registration } = data;
      return add('registration', registration.registeredOn, registration, source);
    }
    case 'TownshipManagementAssigned': {
      const { manager, since, source } = data;
      return add('responsible', since, { regime: 'B', manager }, source);
    }
    case 'CommunityPartyLeadershipAssigned': {
      const { lead, guide, since, source } = data;
      return add('responsible', since, { regime: 'C', lead, guide }, source);
    }
    case 'ResponsibleBodyAssigned': {
      const { body, reason, review, since, source } = data;
      return add('responsible', since, { regime: 'D', body, reason, review }, source);
    }
    case 'RegimeEvidenceMissing':
    case 'RegimeManualOutcomeProposed':
    case 'RegimeReviewDue':
    case 'RegimeReviewOpened':
    case 'BaseRegistrationFiled':
    case 'BaseRegistrationOverdue':
      return rows;
  }
}

/** From that day on the bodies that are left behind are responsible no more. */
function leaving(rows: Rows, on: Day, left: (responsible: { regime?: unknown }) => boolean): Rows {
  return rows.map((row) =>
    row.kind === 'responsible' && row.endedOn === null && left(row.data)
      ? { ...row, endedOn: on }
      : row,
  );
}

function rowOf(
  kind: BaseFactKind,
  { stream, id: event, revision: sequence }: Origin,
  validFrom: Day,
  values: object,
  source: Source | null,
): BaseFactRow {
  const data = JSON.parse(JSON.stringify(values)) as BaseFactRow['data'];
  return { stream, event, kind, revision: 0, sequence, validFrom, endedOn: null, data, source };
}
