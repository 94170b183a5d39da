import {
  addDays,
  type BaseId,
  type Day,
  type EventId,
  type OperatorContractId,
  type OrganizationId,
} from '@fuhua/kernel';
import { view, type RowOf, type ViewRow } from '@fuhua/platform/views';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { operatorContractEvents, type OperatorContractEvent } from './operatorcontract.events.ts';

/** Organizations that may be nominated nowhere for some time, whichever contract that came from. */
@Entity('operator_bar')
export class OperatorBarEntity implements ViewRow {
  @PrimaryColumn('text')
  stream!: string;
  /** The OperatorBarred. */
  @PrimaryColumn('uuid')
  event!: EventId;
  @Column('integer')
  revision!: number;
  @Index('operator_bar_operator')
  @Column('uuid')
  operator!: OrganizationId;
  @Column('uuid')
  contract!: OperatorContractId;
  @Column('uuid')
  base!: BaseId;
  @Column('date', { name: 'valid_from' })
  validFrom!: Day;
  @Column('date', { name: 'valid_to' })
  validTo!: Day;
  /** From this day it bars no longer. */
  @Column('date', { name: 'lifted_on', nullable: true })
  liftedOn!: Day | null;
  @Column('text')
  reason!: string;
}
export type OperatorBarRow = RowOf<OperatorBarEntity>;

export const operatorBarView = view<OperatorBarRow, OperatorContractEvent>({
  name: 'operator_bar',
  version: 1,
  source: { category: 'operatorcontract', events: operatorContractEvents },
  entity: OperatorBarEntity,
  fold(rows, { type, data, origin }) {
    if (type === 'OperatorBarred') {
      const { operator, contract, base, validFrom, validTo, reason } = data;
      const { stream, id: event } = origin;
      const bar = { operator, contract, base, validFrom, validTo, reason };
      return [...rows, { stream, event, revision: 0, ...bar, liftedOn: null }];
    }
    if (type !== 'OperatorBarLifted') return rows;
    return rows.map((row) => (row.event === data.bar ? { ...row, liftedOn: data.on } : row));
  },
  datedFact: ({ type }) => type === 'OperatorBarred' || type === 'OperatorBarLifted',
});

/** The last day on which it bars; before `validFrom` when it was lifted before it began. */
export function lastDayOf({ validTo, liftedOn }: OperatorBarRow): Day {
  return liftedOn === null ? validTo : addDays(liftedOn, -1);
}
