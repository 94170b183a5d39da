import { registryOperatorContract, type PublicOperatorContractEvent } from '@fuhua/contracts';
import type { BaseId, Day, OperatorContractId, OrganizationId } from '@fuhua/kernel';
import { topic } from '@fuhua/platform/bus';
import { view, type RowOf, type ViewRow } from '@fuhua/platform/views';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A contract that was signed: who operates a base, from when to when. */
@Entity('known_contract')
export class KnownContractEntity implements ViewRow {
  @PrimaryColumn('text')
  stream!: string;
  @Column('integer')
  revision!: number;
  @Column('uuid')
  contract!: OperatorContractId;
  @Index('known_contract_base')
  @Column('uuid')
  base!: BaseId;
  @Index('known_contract_operator')
  @Column('uuid')
  operator!: OrganizationId;
  @Column('date')
  start!: Day;
  /** The last day, agreed or, where it ended before, real. */
  @Column('date', { name: 'last_day' })
  lastDay!: Day;
}
export type KnownContractRow = RowOf<KnownContractEntity>;

export const knownContractView = view<KnownContractRow, PublicOperatorContractEvent>({
  name: 'known_contract',
  version: 1,
  source: topic('registry', 'operatorcontract', registryOperatorContract),
  entity: KnownContractEntity,
  fold(rows, event) {
    if (event.type === 'OperatorContractSigned') {
      const { contract, base, operator, start, end: lastDay } = event.data;
      const { stream } = event.origin;
      return [{ stream, revision: 0, contract, base, operator, start, lastDay }];
    }
    if (event.type === 'ContractPeriodCorrected') {
      const { start, end: lastDay } = event.data;
      return rows.map((row) => ({ ...row, start, lastDay }));
    }
    if (event.type === 'OperatorContractEnded') {
      return rows.map((row) => ({ ...row, lastDay: event.data.on }));
    }
    return rows;
  },
});

/** Of the contracts of one base, the one in force on that day. */
export function contractOn(
  contracts: readonly KnownContractRow[],
  on: Day,
): KnownContractRow | undefined {
  return contracts.find(({ start, lastDay }) => start <= on && on <= lastDay);
}
