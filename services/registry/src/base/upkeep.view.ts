import type { Day, EventId, Origin } from '@fuhua/kernel';
import { view, type RowOf, type ViewRow } from '@fuhua/platform/views';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { baseEvents, isUpkeepEvent, type BaseEvent } from './base.events.ts';
import {
  isUpkeepEnd,
  isUpkeepFact,
  kinds,
  validityOf,
  type FactKind,
  type UpkeepFact,
} from './upkeep-facts.events.ts';
import type { Source } from './values.events.ts';

/** One dated fact of what is kept up of a base. What holds on a day, `holding` tells. */
@Entity('base_upkeep')
export class BaseUpkeepEntity implements ViewRow {
  @PrimaryColumn('text')
  stream!: string;
  /** The event that recorded it: what a correction or an end names. */
  @PrimaryColumn('uuid')
  event!: EventId;
  @Column('text')
  kind!: FactKind;
  @Column('integer')
  revision!: number;
  /** Revision of its event: of two facts of one day the later recorded is the newer. */
  @Column('integer')
  sequence!: number;
  /** The day on which it began or was done. */
  @Column('date', { name: 'valid_from' })
  validFrom!: Day;
  /** The last day, if that was known when it was recorded. */
  @Column('date', { name: 'valid_to', nullable: true })
  validTo!: Day | null;
  /** The first day on which it was ended, withdrawn or cleared. */
  @Column('date', { name: 'ended_on', nullable: true })
  endedOn!: Day | null;
  /** As the event has it, without base and source. */
  @Column('jsonb')
  data!: Readonly<Record<string, unknown>>;
  @Column('jsonb')
  source!: Source;
}
export type UpkeepRow = RowOf<BaseUpkeepEntity>;

/** Every dated fact that is kept up of a base, ended or not. */
export const upkeepView = view<UpkeepRow, BaseEvent>({
  name: 'base_upkeep',
  version: 1,
  source: { category: 'base', events: baseEvents },
  entity: BaseUpkeepEntity,
  fold(rows, event) {
    if (!isUpkeepEvent(event)) return rows;
    if (isUpkeepFact(event)) return [...rows, rowOf(event, event.origin)];
    if (!isUpkeepEnd(event)) return rows;
    const { recorded, on } = event.data;
    return rows.map((row) => (row.event === recorded ? { ...row, endedOn: on } : row));
  },
  datedFact: isUpkeepEvent,
});

function rowOf(fact: UpkeepFact, { stream, id, revision: sequence }: Origin): UpkeepRow {
  const { base: _base, source, ...data } = fact.data;
  const { validFrom, validTo = null } = validityOf(fact);
  return {
    ...{ stream, event: id, kind: kinds[fact.type], revision: 0, sequence },
    ...{ validFrom, validTo, endedOn: null, data, source },
  };
}
