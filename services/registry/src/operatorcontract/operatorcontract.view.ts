import type {
  BaseId,
  Day,
  DivisionCode,
  OperatorContractId,
  OrganizationId,
  Origin,
} from '@fuhua/kernel';
import { view, type RowOf, type ViewRow } from '@fuhua/platform/views';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { detailAfter, type ContractDetail } from './contract-detail.view.ts';
import {
  isContractEvent,
  isNominationEvent,
  operatorContractEvents,
  type ContractEvent,
  type Grade,
  type NominationEvent,
  type OperatorContractEvent,
  type Route,
  type Terms,
  type WatchEvent,
} from './operatorcontract.events.ts';

export const STAGES = [
  ...(['prepared', 'eligible', 'refused', 'exception-requested', 'signing'] as const),
  ...(['not-concluded', 'in-force', 'ended'] as const),
] as const;
export type Stage = (typeof STAGES)[number];

/** Who is to operate a base, or does: what contracts are found by, and in `detail` how it came to that. */
@Entity('operator_contract')
@Index('operator_contract_division', ['division', 'stream'])
export class OperatorContractEntity implements ViewRow {
  @PrimaryColumn('text')
  stream!: string;
  @Column('integer')
  revision!: number;
  @Column('uuid')
  contract!: OperatorContractId;
  @Index('operator_contract_base')
  @Column('uuid')
  base!: BaseId;
  @Index('operator_contract_operator')
  @Column('uuid')
  operator!: OrganizationId;
  /** Where the base stands. */
  @Column('text')
  division!: DivisionCode;
  @Column('text')
  stage!: Stage;
  @Column('text', { nullable: true })
  route!: Route | null;
  @Column('boolean', { nullable: true })
  recurring!: boolean | null;
  /** The day on which it is meant to be signed, as it was nominated. */
  @Column('date', { name: 'signing_day', nullable: true })
  signingDay!: Day | null;
  @Column('date', { name: 'signed_on', nullable: true })
  signedOn!: Day | null;
  @Column('date', { name: 'starts_on', nullable: true })
  start!: Day | null;
  @Column('date', { name: 'ends_on', nullable: true })
  end!: Day | null;
  @Column('text', { name: 'price_fen', nullable: true })
  priceFen!: string | null;
  /** Signed before this system. */
  @Column('boolean')
  migrated!: boolean;
  @Column('date', { name: 'publish_by', nullable: true })
  publishBy!: Day | null;
  @Column('date', { name: 'published_on', nullable: true })
  publishedOn!: Day | null;
  /** Of the operator, as it was seen last. */
  @Column('text', { nullable: true })
  grade!: Grade | null;
  @Column('date', { name: 'grade_valid_to', nullable: true })
  gradeValidTo!: Day | null;
  @Column('integer', { name: 'open_alerts' })
  openAlerts!: number;
  @Column('boolean', { name: 'termination_opened' })
  terminationOpened!: boolean;
  /** The last day on which it was in force, once it has ended. */
  @Column('date', { name: 'ended_on', nullable: true })
  endedOn!: Day | null;
  @Column('uuid', { nullable: true })
  previous!: OperatorContractId | null;
  @Column('jsonb')
  detail!: ContractDetail;
}
export type OperatorContractRow = RowOf<OperatorContractEntity>;

type Heard<E> = E & { readonly origin: Origin };
type Rows = readonly OperatorContractRow[];

export const operatorContractView = view<OperatorContractRow, OperatorContractEvent>({
  name: 'operator_contract',
  version: 1,
  source: { category: 'operatorcontract', events: operatorContractEvents },
  entity: OperatorContractEntity,
  fold(rows, event) {
    const opened = rows.length > 0 ? rows : openedBy(event);
    return opened.map((row) => ({
      ...row,
      ...changedBy(row, event),
      detail: detailAfter(row.detail, event),
    }));
  },
  /** A contract signed before this system was in force long before it was recorded. */
  datedFact: ({ type, data }) => {
    if (type === 'ContractSigningSought') return data.agreed.source?.migrated === true;
    if (type === 'OperatorContractSigned') return data.source?.migrated === true;
    return type === 'ContractPeriodSought' || type === 'ContractPeriodCorrected';
  },
});

/** Whether it has a contract, and how that stood on a day. */
export function stageOn(row: OperatorContractRow, on: Day): Stage {
  const { stage, endedOn, end } = row;
  const last = endedOn ?? end;
  if ((stage !== 'in-force' && stage !== 'ended') || last === null) return stage;
  return on > last ? 'ended' : 'in-force';
}

function openedBy({ type, data, origin }: Heard<OperatorContractEvent>): Rows {
  const division = divisionIn({ type, data } as OperatorContractEvent);
  if (division === undefined) return [];
  const { contract, base, operator } = data;
  return [
    {
      ...{ stream: origin.stream, revision: 0, contract, base, operator, division },
      ...{ stage: 'prepared', route: null, recurring: null, signingDay: null, signedOn: null },
      ...{ start: null, end: null, priceFen: null, migrated: false, publishBy: null },
      ...{ publishedOn: null, grade: null, gradeValidTo: null, openAlerts: 0 },
      ...{ terminationOpened: false, endedOn: null, previous: null, detail: {} },
    },
  ];
}

/** A stream begins with one of these. */
function divisionIn({ type, data }: OperatorContractEvent): DivisionCode | undefined {
  if (type === 'CapabilityFileSubmitted' || type === 'OperatorNominated') return data.division;
  return type === 'ContractSigningSought' ? data.agreed.division : undefined;
}

function changedBy(
  row: OperatorContractRow,
  event: OperatorContractEvent,
): Partial<OperatorContractRow> {
  if (isNominationEvent(event)) return nominationChanges(event);
  if (isContractEvent(event)) return contractChanges(row, event);
  return watchChanges(row, event);
}

function nominationChanges({ type, data }: NominationEvent): Partial<OperatorContractRow> {
  switch (type) {
    case 'OperatorNominated': {
      const { route, recurring, signingDay, previous = null } = data;
      return { route, recurring, signingDay, previous };
    }
    case 'OperatorEligibilityDecided':
      return { stage: data.decision.outcome === 'granted' ? 'eligible' : 'refused' };
    case 'OperatorExceptionRequested':
      return { stage: 'exception-requested' };
    case 'OperatorExceptionApproved':
      return { stage: 'eligible' };
    case 'OperatorExceptionDeclined':
      return { stage: 'refused' };
    case 'CapabilityFileSubmitted':
    case 'CapabilityFileApproved':
      return {};
  }
}

function contractChanges(
  row: OperatorContractRow,
  { type, data }: ContractEvent,
): Partial<OperatorContractRow> {
  switch (type) {
    case 'ContractSigningSought':
      return { stage: 'signing' };
    case 'ContractSigningRefused': {
      const eligible = data.decision.results.every(
        ({ rule, outcome }) => rule !== 'R-OPR-01' || outcome === 'pass',
      );
      return { stage: eligible ? 'eligible' : 'refused' };
    }
    case 'ContractSeatRefused':
      if (row.stage !== 'signing') return {};
      return { stage: row.signingDay === null ? 'not-concluded' : 'eligible' };
    case 'OperatorContractSigned': {
      const { route, recurring, previous = null, publishBy, source } = data;
      return {
        ...{ stage: 'in-force', route, recurring, previous, ...termsOf(data) },
        ...{ publishBy: publishBy?.due ?? null, migrated: source?.migrated === true },
      };
    }
    case 'ContractPeriodCorrected':
      return { stage: 'in-force', start: data.start, end: data.end, endedOn: null };
    case 'ContractPublished':
      return { publishedOn: data.on };
    case 'OperatorContractEnded':
      return { stage: 'ended', endedOn: data.on };
    case 'ContractPeriodSought':
    case 'ContractPublicationOverdue':
    case 'ContractExpiring':
      return {};
  }
}

function termsOf({
  signedOn,
  start,
  end,
  priceFen,
}: Terms): Pick<OperatorContractRow, 'signedOn' | 'start' | 'end' | 'priceFen'> {
  return { signedOn, start, end, priceFen };
}

function watchChanges(
  row: OperatorContractRow,
  { type, data }: WatchEvent,
): Partial<OperatorContractRow> {
  switch (type) {
    case 'OperatorGradeObserved': {
      const { grade } = data;
      return { grade: grade?.grade ?? null, gradeValidTo: grade?.validTo ?? null };
    }
    case 'OperatorAlertRaised':
      return { openAlerts: row.openAlerts + 1 };
    case 'OperatorCured':
      return { openAlerts: row.openAlerts - 1 };
    case 'TerminationProcedureOpened':
      return { terminationOpened: true };
    case 'CurePeriodExpired':
    case 'OperatorWarned':
    case 'OperatorBarred':
    case 'OperatorBarLifted':
      return {};
  }
}
