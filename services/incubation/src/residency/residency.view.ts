import type { BaseId, CaseId, EventId, OrganizationId } from '@fuhua/kernel';
import { view, type RowOf, type ViewRow } from '@fuhua/platform/views';
import type { CaseMode } from '@fuhua/rules';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { residencyEvents, type ResidencyEvent } from './residency.events.ts';

/** An active case, and the event that made it one. */
export interface ActiveCaseOf {
  readonly case: CaseId;
  readonly base: BaseId;
  readonly mode: CaseMode;
  readonly granted: EventId;
}

/** The active cases of an organization, anywhere in the province. */
@Entity('residency')
export class ResidencyEntity implements ViewRow {
  @PrimaryColumn('text')
  stream!: string;
  @Column('integer')
  revision!: number;
  @Column('uuid')
  organization!: OrganizationId;
  @Column('jsonb')
  active!: readonly ActiveCaseOf[];
}
export type ResidencyRow = RowOf<ResidencyEntity>;

export const residencyView = view<ResidencyRow, ResidencyEvent>({
  name: 'residency',
  version: 1,
  source: { category: 'residency', events: residencyEvents },
  entity: ResidencyEntity,
  fold(rows, event) {
    const { organization, case: id } = event.data;
    const { stream } = event.origin;
    const [row = { stream, revision: 0, organization, active: [] }] = rows;
    switch (event.type) {
      case 'ResidencyGranted': {
        const { base, mode } = event.data;
        const granted = { case: id, base, mode, granted: event.origin.id };
        return [{ ...row, active: [...row.active, granted] }];
      }
      case 'ResidencyRefused':
        return [row];
      case 'ResidencyReleased':
        return [{ ...row, active: row.active.filter((one) => one.case !== id) }];
    }
  },
});
