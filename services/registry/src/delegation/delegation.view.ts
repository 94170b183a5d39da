import { addDays, type BaseId, type Day, type Origin } from '@fuhua/kernel';
import { view, type RowOf, type ViewRow } from '@fuhua/platform/views';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import {
  delegationEvents,
  type DelegatedService,
  type DelegationEvent,
  type DelegationId,
} from './delegation.events.ts';

/** What county bases do for others: mandates, research, standards, each in its newest form. */
@Entity('delegation')
export class DelegationEntity implements ViewRow {
  @PrimaryColumn('text')
  stream!: string;
  @Column('integer')
  revision!: number;
  @Column('uuid')
  delegation!: DelegationId;
  @Index('delegation_base')
  @Column('uuid')
  base!: BaseId;
  @Column('text')
  kind!: 'mandate' | 'research' | 'standard';
  /** Of a mandate. */
  @Column('text', { nullable: true })
  service!: DelegatedService | null;
  /** Of a mandate what it covers, else the title. */
  @Column('text')
  subject!: string;
  /** The first day of a mandate, else the day of completion or adoption. */
  @Column('date', { name: 'valid_from' })
  validFrom!: Day;
  @Column('date', { name: 'valid_to', nullable: true })
  validTo!: Day | null;
  /** The first day on which it holds no longer. */
  @Column('date', { name: 'ended_on', nullable: true })
  endedOn!: Day | null;
  /** Until when independence has to be declared; null where it need not be. */
  @Column('date', { name: 'declare_by', nullable: true })
  declareBy!: Day | null;
  /** Of the newest declaration. */
  @Column('date', { name: 'declared_on', nullable: true })
  declaredOn!: Day | null;
  @Column('boolean', { name: 'declaration_overdue' })
  declarationOverdue!: boolean;
  @Column('integer')
  deliveries!: number;
  /** Organizations served, counted once in each delivery. */
  @Column('integer')
  served!: number;
  /** As the event that opened it has it, and its newest declaration. */
  @Column('jsonb')
  details!: Readonly<Record<string, unknown>>;
}
export type DelegationRow = RowOf<DelegationEntity>;

export const delegationView = view<DelegationRow, DelegationEvent>({
  name: 'delegation',
  version: 1,
  source: { category: 'delegation', events: delegationEvents },
  entity: DelegationEntity,
  fold: (rows, event) => {
    const opened = openedBy(event);
    return opened ? [opened] : rows.map((row) => ({ ...row, ...changedBy(row, event) }));
  },
  /** What passes by itself happens on its day; the rest is told with the days that it is about. */
  datedFact: ({ type }) =>
    type !== 'DelegateDeclarationOverdue' && type !== 'DelegatedServiceEnded',
});

type Heard = DelegationEvent & { readonly origin: Origin };

function openedBy({ type, data, origin }: Heard): DelegationRow | undefined {
  switch (type) {
    case 'DelegatedServiceAssigned': {
      const { delegation, base, service, scope, validFrom, validTo, declareBy, ...details } = data;
      return {
        ...row({ delegation, base }, origin, details),
        ...{ kind: 'mandate', service, subject: scope, validFrom, validTo },
        declareBy: declareBy?.due ?? null,
      };
    }
    case 'ResearchOutputRegistered': {
      const { delegation, base, title, completedOn, ...details } = data;
      const from = { kind: 'research', subject: title, validFrom: completedOn } as const;
      return { ...row({ delegation, base }, origin, details), ...from };
    }
    case 'StandardAdopted': {
      const { delegation, base, title, adoptedOn, ...details } = data;
      const from = { kind: 'standard', subject: title, validFrom: adoptedOn } as const;
      return { ...row({ delegation, base }, origin, details), ...from };
    }
    case 'DelegateDeclarationSigned':
    case 'DelegateDeclarationOverdue':
    case 'DelegatedServiceDelivered':
    case 'DelegatedServiceRevoked':
    case 'DelegatedServiceEnded':
    case 'ResearchOutputWithdrawn':
    case 'StandardRepealed':
      return undefined;
  }
}

function row(
  identity: Pick<DelegationRow, 'delegation' | 'base'>,
  { stream }: Origin,
  details: Readonly<Record<string, unknown>>,
): Omit<DelegationRow, 'kind' | 'subject' | 'validFrom'> {
  const none = { service: null, validTo: null, endedOn: null, declareBy: null, declaredOn: null };
  const nothingYet = { declarationOverdue: false, deliveries: 0, served: 0 };
  return { stream, revision: 0, ...identity, ...none, ...nothingYet, details };
}

function changedBy(before: DelegationRow, { type, data }: Heard): Partial<DelegationRow> {
  switch (type) {
    case 'DelegateDeclarationSigned': {
      const { on: declaredOn, interests } = data;
      return { declaredOn, details: { ...before.details, interests } };
    }
    case 'DelegateDeclarationOverdue':
      return { declarationOverdue: true };
    case 'DelegatedServiceDelivered': {
      const served = before.served + data.organizations.length;
      return { deliveries: before.deliveries + 1, served };
    }
    case 'DelegatedServiceEnded':
      return { endedOn: addDays(data.validTo, 1) };
    case 'DelegatedServiceRevoked':
    case 'ResearchOutputWithdrawn':
    case 'StandardRepealed':
      return { endedOn: data.on };
    case 'DelegatedServiceAssigned':
    case 'ResearchOutputRegistered':
    case 'StandardAdopted':
      return {};
  }
}
