import type { BaseId, CaseId, EventId } from '@fuhua/kernel';
import { view, type RowOf, type ViewRow } from '@fuhua/platform/views';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { spaceEvents, type SpaceEvent } from './space.events.ts';

/** The places of a base that are held. */
@Entity('space')
export class SpaceEntity implements ViewRow {
  @PrimaryColumn('text')
  stream!: string;
  @Column('integer')
  revision!: number;
  @Column('uuid')
  base!: BaseId;
  /** By which case, and since which event. */
  @Column('jsonb')
  held!: readonly { readonly case: CaseId; readonly allocated: EventId }[];
}
export type SpaceRow = RowOf<SpaceEntity>;

export const spaceView = view<SpaceRow, SpaceEvent>({
  name: 'space',
  version: 1,
  source: { category: 'space', events: spaceEvents },
  entity: SpaceEntity,
  fold(rows, event) {
    const { base, case: id } = event.data;
    const { stream } = event.origin;
    const [row = { stream, revision: 0, base, held: [] }] = rows;
    switch (event.type) {
      case 'SpaceAllocated':
        return [{ ...row, held: [...row.held, { case: id, allocated: event.origin.id }] }];
      case 'PlaceRefused':
        return [row];
      case 'SpaceReleased':
        return [{ ...row, held: row.held.filter((one) => one.case !== id) }];
    }
  },
});
