import type { BaseId, CaseId, Day, DivisionCode, EventId, OrganizationId } from '@fuhua/kernel';
import { view, type RowOf, type ViewRow } from '@fuhua/platform/views';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { planEvents, type PlanEvent } from './plan.events.ts';

/** What was done by plans: support services, guidance, activities; one row each. */
@Entity('plan_work')
export class PlanWorkEntity implements ViewRow {
  @PrimaryColumn('text')
  stream!: string;
  @PrimaryColumn('uuid')
  event!: EventId;
  @Column('integer')
  revision!: number;
  @Column('uuid')
  case!: CaseId;
  @Index('plan_work_base')
  @Column('uuid')
  base!: BaseId;
  @Column('uuid')
  organization!: OrganizationId;
  @Column('text')
  kind!: 'support' | 'guidance' | 'activity';
  /** The support code, the axis of guidance, or the series. */
  @Column('text')
  code!: string;
  /** Of guidance. */
  @Column('text', { nullable: true })
  mode!: string | null;
  @Column('date')
  on!: Day;
  @Column('double precision')
  hours!: number;
  /** Served, or of an activity its beneficiaries. */
  @Column('integer')
  persons!: number;
  /** Of an activity, as its title. */
  @Column('text', { nullable: true })
  place!: DivisionCode | null;
  @Column('text', { nullable: true })
  title!: string | null;
}
export type PlanWorkRow = RowOf<PlanWorkEntity>;

export const planWorkView = view<PlanWorkRow, PlanEvent>({
  name: 'plan_work',
  version: 1,
  source: { category: 'plan', events: planEvents },
  entity: PlanWorkEntity,
  fold(rows, event) {
    const { stream, id } = event.origin;
    const { case: ofCase, base, organization } = event.data;
    const of = { stream, event: id, revision: 0, case: ofCase, base, organization };
    const said = { mode: null, place: null, title: null };
    switch (event.type) {
      case 'SupportServiceDelivered': {
        const { code, on, hours, persons } = event.data;
        return [...rows, { ...of, kind: 'support', code, ...said, on, hours, persons }];
      }
      case 'GuidanceDelivered': {
        const { axis: code, mode, on, hours, persons } = event.data;
        return [...rows, { ...of, kind: 'guidance', code, ...said, mode, on, hours, persons }];
      }
      case 'CommunityActivityReported': {
        const { series: code, title, on, place, beneficiaries: persons, hours } = event.data;
        const told = { ...said, place, title };
        return [...rows, { ...of, kind: 'activity', code, ...told, on, hours, persons }];
      }
      case 'IncubationPlanDrafted':
      case 'IncubationPlanApproved':
      case 'IncubationPlanRefused':
      case 'PlanItemCompleted':
      case 'PlanItemOverdue':
      case 'PlanAmendmentProposed':
      case 'PlanAmended':
      case 'PlanAmendmentDeclined':
      case 'PlanSupportSuspended':
      case 'PlanSupportResumed':
      case 'IncubationPlanClosed':
        return rows;
    }
  },
});
