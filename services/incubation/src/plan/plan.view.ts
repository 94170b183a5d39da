import {
  streamOf,
  type BaseId,
  type CaseId,
  type Day,
  type DivisionCode,
  type EventId,
  type OrganizationId,
} from '@fuhua/kernel';
import type { EventStore } from '@fuhua/platform/event-store';
import { rowsAsOf, view, type RowOf, type ViewRow } from '@fuhua/platform/views';
import type { PlanStage, PlanType } from '@fuhua/rules';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { planEvents, type PlanEvent } from './plan.events.ts';
import type { Inapplicable, PlannedItem, PlanSide } from './values.events.ts';

/** An item with what became of it. */
export interface ItemRow extends PlannedItem {
  readonly completedOn: Day | null;
  readonly evidenceFiles: readonly string[];
  readonly overdue: boolean;
}

/** What one side wants the plan to be. */
export interface ProposalRow {
  readonly proposed: EventId;
  readonly by: PlanSide;
  readonly items: readonly PlannedItem[];
  readonly inapplicable: Inapplicable;
  readonly reason: string;
  readonly on: Day;
}

/** The plan of a case, as it reads now. */
@Entity('plan')
export class PlanEntity implements ViewRow {
  @PrimaryColumn('text')
  stream!: string;
  @Column('integer')
  revision!: number;
  @Column('uuid')
  case!: CaseId;
  @Index('plan_base')
  @Column('uuid')
  base!: BaseId;
  @Column('uuid')
  organization!: OrganizationId;
  @Column('text')
  division!: DivisionCode;
  @Column('text')
  stage!: 'drafted' | 'refused' | 'approved' | 'closed';
  @Column('text', { name: 'plan_type' })
  planType!: PlanType;
  @Column('text', { name: 'plan_stage' })
  planStage!: PlanStage;
  @Column('jsonb')
  items!: readonly ItemRow[];
  @Column('jsonb')
  inapplicable!: Inapplicable;
  /** The approving event; null before. */
  @Column('uuid', { nullable: true })
  approved!: EventId | null;
  @Column('date', { name: 'approved_on', nullable: true })
  approvedOn!: Day | null;
  @Column('integer')
  amendments!: number;
  @Column('jsonb', { nullable: true })
  proposal!: ProposalRow | null;
  @Column('date', { name: 'suspended_on', nullable: true })
  suspendedOn!: Day | null;
  @Column('date', { name: 'closed_on', nullable: true })
  closedOn!: Day | null;
}
export type PlanRow = RowOf<PlanEntity>;

export const planView = view<PlanRow, PlanEvent>({
  name: 'plan',
  version: 1,
  source: { category: 'plan', events: planEvents },
  entity: PlanEntity,
  fold(rows, event) {
    if (event.type !== 'IncubationPlanDrafted') {
      return rows.map((row) => ({ ...row, ...changedBy(row, event, event.origin.id) }));
    }
    const { case: id, base, organization, division, planType, planStage } = event.data;
    const { items, inapplicable } = event.data;
    const of = { stream: event.origin.stream, revision: 0, case: id, base, organization, division };
    const content = { planType, planStage, items: items.map(fresh), inapplicable };
    return [{ ...of, stage: 'drafted', ...content, ...notApproved }];
  },
});

const notApproved = {
  ...{ approved: null, approvedOn: null, amendments: 0, proposal: null },
  ...{ suspendedOn: null, closedOn: null },
};

function changedBy(
  row: PlanRow,
  { type, data }: Exclude<PlanEvent, { type: 'IncubationPlanDrafted' }>,
  id: EventId,
): Partial<PlanRow> {
  switch (type) {
    case 'IncubationPlanApproved':
      return { stage: 'approved', approved: id, approvedOn: data.on };
    case 'IncubationPlanRefused':
      return { stage: 'refused' };
    case 'PlanItemCompleted': {
      const done = { completedOn: data.on, evidenceFiles: data.evidence };
      return {
        items: row.items.map((one) => (one.item === data.item ? { ...one, ...done } : one)),
      };
    }
    case 'PlanItemOverdue':
      return {
        items: row.items.map((one) => (one.item === data.item ? { ...one, overdue: true } : one)),
      };
    case 'PlanAmendmentProposed': {
      const { by, items, inapplicable, reason, on } = data;
      return { proposal: { proposed: id, by, items, inapplicable, reason, on } };
    }
    case 'PlanAmended': {
      const { inapplicable } = data;
      const items = data.items.map((item) => carriedOver(item, row.items));
      return { items, inapplicable, proposal: null, amendments: row.amendments + 1 };
    }
    case 'PlanAmendmentDeclined':
      return { proposal: null };
    case 'PlanSupportSuspended':
      return { suspendedOn: data.on };
    case 'PlanSupportResumed':
      return { suspendedOn: null };
    case 'IncubationPlanClosed':
      return { stage: 'closed', closedOn: data.on, proposal: null };
    case 'SupportServiceDelivered':
    case 'GuidanceDelivered':
    case 'CommunityActivityReported':
      return {};
  }
}

function fresh(item: PlannedItem): ItemRow {
  return { ...item, completedOn: null, evidenceFiles: [], overdue: false };
}

/** With another due day nothing is overdue yet. */
function carriedOver(item: PlannedItem, before: readonly ItemRow[]): ItemRow {
  const was = before.find((one) => one.item === item.item);
  if (was === undefined) return fresh(item);
  const { completedOn, evidenceFiles, overdue, dueOn } = was;
  return { ...item, completedOn, evidenceFiles, overdue: overdue && dueOn === item.dueOn };
}

/**
 * What a case starts by: the approval of its plan, as the plan's own stream tells it; undefined while there is none.
 * @throws Unavailable
 */
export async function approvedPlanOf(
  { store }: { readonly store: Pick<EventStore, 'readStream'> },
  id: CaseId,
): Promise<{ readonly approved: EventId; readonly on: Day } | undefined> {
  const [row] = await rowsAsOf(planView, store, streamOf('plan', id), {});
  if (row === undefined) return undefined;
  const { approved, approvedOn } = row;
  return approved === null || approvedOn === null ? undefined : { approved, on: approvedOn };
}
