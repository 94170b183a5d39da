import type { CaseId, Day, EventId, OrganizationId } from '@fuhua/kernel';
import { view, type RowOf, type ViewRow } from '@fuhua/platform/views';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { caseEvents, type CaseEvent } from './case.events.ts';

/** 再入壳限制期 after an early exit that became final (R-EXT-08). */
@Entity('entry_bar')
export class EntryBarEntity implements ViewRow {
  @PrimaryColumn('text')
  stream!: string;
  @Column('integer')
  revision!: number;
  @Column('uuid')
  case!: CaseId;
  @Index('entry_bar_organization')
  @Column('uuid')
  organization!: OrganizationId;
  /** The EarlyExitBecameFinal. */
  @Column('uuid')
  event!: EventId;
  @Column('date', { name: 'valid_from' })
  validFrom!: Day;
  /** Inclusive. */
  @Column('date')
  until!: Day;
}
export type EntryBarRow = RowOf<EntryBarEntity>;

export const entryBarView = view<EntryBarRow, CaseEvent>({
  name: 'entry_bar',
  version: 1,
  source: { category: 'case', events: caseEvents },
  entity: EntryBarEntity,
  fold(rows, { type, data, origin }) {
    if (type !== 'EarlyExitBecameFinal' || data.barredUntil === undefined) return rows;
    const { case: id, applicant: organization, finalOn: validFrom, barredUntil: until } = data;
    const { stream, id: event } = origin;
    return [{ stream, revision: 0, case: id, organization, event, validFrom, until }];
  },
});
