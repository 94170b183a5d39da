import {
  dayOf,
  type AuthorityId,
  type BaseId,
  type Day,
  type EventId,
  type OperatorContractId,
  type OrganizationId,
} from '@fuhua/kernel';
import { view, type RowOf, type ViewRow } from '@fuhua/platform/views';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import {
  operatorContractEvents,
  type OperatorContractEvent,
  type Waivable,
} from './operatorcontract.events.ts';

/** Exceptions that were approved: public, with their written reason (R-OPR-01). */
@Entity('operator_exception')
export class OperatorExceptionEntity implements ViewRow {
  @PrimaryColumn('text')
  stream!: string;
  /** The OperatorExceptionApproved. */
  @PrimaryColumn('uuid')
  event!: EventId;
  @Column('integer')
  revision!: number;
  @Column('uuid')
  contract!: OperatorContractId;
  @Column('uuid')
  base!: BaseId;
  @Column('uuid')
  operator!: OrganizationId;
  @Column('jsonb')
  waives!: readonly Waivable[];
  @Column('date', { name: 'valid_from' })
  validFrom!: Day;
  @Column('date', { name: 'valid_to' })
  validTo!: Day;
  @Column('text')
  reason!: string;
  /** Who approved it. */
  @Column('uuid')
  authority!: AuthorityId;
  @Column('date', { name: 'approved_on' })
  approvedOn!: Day;
}
export type OperatorExceptionRow = RowOf<OperatorExceptionEntity>;

export const operatorExceptionView = view<OperatorExceptionRow, OperatorContractEvent>({
  name: 'operator_exception',
  version: 1,
  source: { category: 'operatorcontract', events: operatorContractEvents },
  entity: OperatorExceptionEntity,
  fold(rows, { type, data, origin }) {
    if (type !== 'OperatorExceptionApproved') return rows;
    const { requested: _requested, ...approved } = data;
    const { stream, id: event, occurredAt } = origin;
    return [...rows, { stream, event, revision: 0, ...approved, approvedOn: dayOf(occurredAt) }];
  },
});
