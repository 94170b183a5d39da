import type { AuthorityId, BaseId, Day, DivisionCode, Origin } from '@fuhua/kernel';
import { view, type RowOf, type ViewRow } from '@fuhua/platform/views';
import type { JudgedBase } from '@fuhua/rules';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import {
  baseEvents,
  isFunctionEvent,
  isLifeEvent,
  isRegimeEvent,
  type BaseEvent,
  type BaseKind,
  type BaseLevel,
  type FunctionEvent,
  type LifeEvent,
  type PlatformKind,
  type Regime,
  type RegimeEvent,
  type Responsible,
} from './base.events.ts';

export type Stage = 'active' | 'suspended' | 'merged' | 'closed';

/** What bases are found by, and what is awaited of them: of each fact the newest. A day's facts stand in `base_fact`. */
@Entity('base')
@Index('base_location', ['location', 'stream'])
export class BaseEntity implements ViewRow {
  @PrimaryColumn('text')
  stream!: string;
  @Column('integer')
  revision!: number;
  @Column('uuid')
  base!: BaseId;
  @Column('text')
  stage!: Stage;
  @Column('text')
  name!: string;
  @Column('text')
  kind!: BaseKind;
  @Column('text', { nullable: true })
  platform!: PlatformKind | null;
  @Column('text')
  level!: BaseLevel;
  /** 12 digits. */
  @Column('text')
  location!: DivisionCode;
  @Column('text', { nullable: true })
  address!: string | null;
  @Index('base_sponsor')
  @Column('uuid', { nullable: true })
  sponsor!: AuthorityId | null;
  @Column('text', { nullable: true })
  field!: string | null;
  @Column('integer')
  capacity!: number;
  @Column('date', { name: 'established_on' })
  establishedOn!: Day;
  /** Approved. */
  @Column('jsonb', { nullable: true })
  functions!: readonly string[] | null;
  /** Declared, and not decided yet. */
  @Column('jsonb', { name: 'functions_declared', nullable: true })
  functionsDeclared!: readonly string[] | null;
  @Column('jsonb')
  extensions!: readonly string[];
  @Column('text', { nullable: true })
  regime!: Regime | null;
  @Column('date', { name: 'classified_on', nullable: true })
  classifiedOn!: Day | null;
  @Column('date', { name: 'review_due', nullable: true })
  reviewDue!: Day | null;
  /** Since something changed that the regime rests on. */
  @Column('date', { name: 'review_opened_on', nullable: true })
  reviewOpenedOn!: Day | null;
  @Column('boolean', { name: 'review_overdue' })
  reviewOverdue!: boolean;
  /** A task: the table was asked, and not enough was known. */
  @Column('boolean', { name: 'evidence_missing' })
  evidenceMissing!: boolean;
  /** The manual outcome that awaits its second person. */
  @Column('jsonb', { nullable: true })
  proposed!: Responsible | null;
  @Column('jsonb', { nullable: true })
  responsible!: Responsible | null;
  /** Of regime A. */
  @Column('date', { name: 'filing_due', nullable: true })
  filingDue!: Day | null;
  @Column('date', { name: 'filed_on', nullable: true })
  filedOn!: Day | null;
  @Column('boolean', { name: 'filing_overdue' })
  filingOverdue!: boolean;
  @Column('date', { name: 'registered_on', nullable: true })
  registeredOn!: Day | null;
  /** The base it was merged into. */
  @Column('uuid', { name: 'merged_into', nullable: true })
  into!: BaseId | null;
  /** The first day on which it is no more. */
  @Column('date', { name: 'ended_on', nullable: true })
  endedOn!: Day | null;
}
export type BaseRow = RowOf<BaseEntity>;

/** What was awaited, and is found out or done by now, is told by the days of events, not of facts. */
const awaited = new Set<BaseEvent['type']>([
  'BaseFunctionSetDeclared',
  'BaseFunctionSetRefused',
  'RegimeEvidenceMissing',
  'RegimeManualOutcomeProposed',
  'RegimeReviewDue',
  'RegimeReviewOpened',
  'BaseRegistrationOverdue',
]);

export const baseView = view<BaseRow, BaseEvent>({
  name: 'base',
  version: 1,
  source: { category: 'base', events: baseEvents },
  entity: BaseEntity,
  fold(rows, event) {
    if (event.type === 'BaseRegistered' || event.type === 'SpecialFieldBaseRegistered') {
      return [opened(event, event.origin)];
    }
    return rows.map((row) => ({ ...row, ...changedBy(row, event) }));
  },
  datedFact: ({ type }) => !awaited.has(type),
});

/** What competence asks of it. */
export function judgedIn({ kind, level, location, sponsor }: BaseRow): JudgedBase {
  return { kind, level, location, sponsor: sponsor ?? undefined };
}

type Opening = Extract<LifeEvent, { type: 'BaseRegistered' | 'SpecialFieldBaseRegistered' }>;

function opened({ type, data }: Opening, { stream }: Origin): BaseRow {
  const { base, name, kind, platform, level, location, address, capacity, establishedOn } = data;
  const special = type === 'SpecialFieldBaseRegistered' ? data : undefined;
  return {
    ...{ stream, revision: 0, base, stage: 'active', name, kind, platform: platform ?? null },
    ...{ level, location, address: address ?? null, capacity, establishedOn },
    ...{ sponsor: special?.sponsor ?? null, field: special?.field ?? null },
    ...{ functions: null, functionsDeclared: null, extensions: [] },
    ...{ regime: null, classifiedOn: null, reviewDue: null, reviewOpenedOn: null },
    ...{ reviewOverdue: false, evidenceMissing: false, proposed: null, responsible: null },
    ...{ filingDue: null, filedOn: null, filingOverdue: false, registeredOn: null },
    ...{ into: null, endedOn: null },
  };
}

function changedBy(row: BaseRow, event: BaseEvent): Partial<BaseRow> {
  if (isLifeEvent(event)) return lived(row, event);
  if (isFunctionEvent(event)) return functionsBy(row, event);
  return isRegimeEvent(event) ? regimeBy(row, event) : {};
}

function lived(row: BaseRow, { type, data }: LifeEvent): Partial<BaseRow> {
  switch (type) {
    case 'BaseRegistered':
    case 'SpecialFieldBaseRegistered':
      return {};
    case 'BaseLevelAssigned':
      return { level: data.level };
    case 'BaseRenamed':
      return { name: data.name };
    case 'BaseCapacitySet':
      return { capacity: data.capacity };
    case 'BaseRelocated': {
      const { location, address = null } = data;
      const responsible = row.responsible?.regime === 'D' ? row.responsible : null;
      return { location, address, responsible };
    }
    case 'BaseSuspended':
      return { stage: 'suspended' };
    case 'BaseResumed':
      return { stage: 'active' };
    case 'BasesMerged':
      return { stage: 'merged', into: data.into, endedOn: data.on };
    case 'BaseClosed':
      return { stage: 'closed', endedOn: data.on };
  }
}

function functionsBy(row: BaseRow, { type, data }: FunctionEvent): Partial<BaseRow> {
  const { functions } = data;
  switch (type) {
    case 'BaseFunctionSetDeclared':
      return { functionsDeclared: functions };
    case 'BaseFunctionSetApproved':
      return data.declared === undefined ? { functions } : { functions, functionsDeclared: null };
    case 'BaseFunctionSetRefused':
      return { functionsDeclared: null };
    case 'FunctionExtensionApproved':
      return { extensions: [...row.extensions, ...functions] };
  }
}

function regimeBy(row: BaseRow, { type, data }: RegimeEvent): Partial<BaseRow> {
  switch (type) {
    case 'BaseRegimeInputsRecorded':
      return {};
    case 'ManagementRegimeClassified': {
      const { regime, on: classifiedOn, review, filing } = data;
      const stays = regime === 'manual' || row.responsible?.regime === regime;
      return {
        ...{ regime, classifiedOn, reviewDue: review.due, filingDue: filing?.due ?? null },
        ...{ reviewOpenedOn: null, reviewOverdue: false, filingOverdue: false },
        ...{ evidenceMissing: false, proposed: null },
        responsible: stays ? row.responsible : null,
      };
    }
    case 'RegimeEvidenceMissing':
      return { evidenceMissing: true };
    case 'RegimeManualOutcomeProposed':
      return { proposed: data.responsible };
    case 'RegimeManualOutcomeApproved':
      return { regime: data.responsible.regime, proposed: null };
    case 'RegimeReviewDue':
      return { reviewOverdue: true };
    case 'RegimeReviewOpened':
      return { reviewOpenedOn: data.on };
    case 'BaseRegistrationFiled':
      return { filedOn: data.filedOn };
    case 'BaseRegistrationOverdue':
      return { filingOverdue: true };
    case 'BaseLegallyRegistered':
      return { registeredOn: data.registeredOn };
    case 'TownshipManagementAssigned':
      return { responsible: { regime: 'B', manager: data.manager } };
    case 'CommunityPartyLeadershipAssigned':
      return { responsible: { regime: 'C', lead: data.lead, guide: data.guide } };
    case 'ResponsibleBodyAssigned':
      return { responsible: { regime: 'D', body: data.body }, reviewDue: data.review.due };
  }
}
