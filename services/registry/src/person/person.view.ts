import type { PersonId, Personal } from '@fuhua/kernel';
import {
  foldDelegations,
  foldGrants,
  isDelegationFact,
  isGrantFact,
  PersonDelegationEntity,
  PersonGrantEntity,
  type PersonDelegationRow,
  type PersonGrantRow,
} from '@fuhua/platform/grants';
import { view, type RowOf, type ViewRow } from '@fuhua/platform/views';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { personEvents, type PersonEvent } from './person.events.ts';

const source = { category: 'person', events: personEvents };

/** Whom the record knows. Name and phone are sealed; they are opened at query, and are erased once forgotten. */
@Entity('person')
export class PersonEntity implements ViewRow {
  @PrimaryColumn('text')
  stream!: string;
  @Column('integer')
  revision!: number;
  @Index('person_person')
  @Column('uuid')
  person!: PersonId;
  @Column('jsonb')
  name!: Personal<string>;
  @Column('jsonb', { nullable: true })
  phone!: Personal<string> | null;
  @Column('timestamptz', { name: 'registered_at' })
  registeredAt!: Date;
  @Column('boolean')
  forgotten!: boolean;
}
export type PersonRow = RowOf<PersonEntity>;

export const personView = view<PersonRow, PersonEvent>({
  name: 'person',
  version: 1,
  source,
  entity: PersonEntity,
  fold(rows, event) {
    switch (event.type) {
      case 'PersonRegistered': {
        const { person, name, phone = null } = event.data;
        const { stream, occurredAt } = event.origin;
        const registeredAt = new Date(occurredAt);
        return [{ stream, revision: 0, person, name, phone, registeredAt, forgotten: false }];
      }
      case 'PersonForgotten':
        return rows.map((row) => ({ ...row, forgotten: true }));
      case 'RoleGranted':
      case 'RoleRevoked':
      case 'DelegationSet':
      case 'DelegationRevoked':
        return rows;
    }
  },
});

export const personGrantView = view<PersonGrantRow, PersonEvent>({
  name: 'person_grant',
  version: 1,
  source,
  entity: PersonGrantEntity,
  fold: foldGrants,
  datedFact: isGrantFact,
});

export const personDelegationView = view<PersonDelegationRow, PersonEvent>({
  name: 'person_delegation',
  version: 1,
  source,
  entity: PersonDelegationEntity,
  fold: foldDelegations,
  datedFact: isDelegationFact,
});
