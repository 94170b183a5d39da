import type {
  AuthorityId,
  Day,
  EventId,
  OrganizationId,
  BaseId,
  DivisionCode,
} from '@fuhua/kernel';
import { addDays, type PersonId, type Personal } from '@fuhua/kernel';
import { view, type RowOf, type ViewRow } from '@fuhua/platform/views';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { personEvents, type PersonEvent, type Role } from './person.events.ts';

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

/** A role held, with its reach and its days; `validTo` before `validFrom`: revoked before it began. */
@Entity('person_grant')
export class PersonGrantEntity implements ViewRow {
  @PrimaryColumn('text')
  stream!: string;
  @PrimaryColumn('uuid')
  grant!: EventId;
  @Column('integer')
  revision!: number;
  @Index('person_grant_person')
  @Column('uuid')
  person!: PersonId;
  @Column('text')
  role!: Role;
  @Column('uuid', { nullable: true })
  authority!: AuthorityId | null;
  @Column('uuid', { nullable: true })
  organization!: OrganizationId | null;
  @Column('uuid', { nullable: true })
  base!: BaseId | null;
  @Column('text', { nullable: true })
  division!: DivisionCode | null;
  @Column('date', { name: 'valid_from' })
  validFrom!: Day;
  @Column('date', { name: 'valid_to', nullable: true })
  validTo!: Day | null;
}
export type PersonGrantRow = RowOf<PersonGrantEntity>;

export const personGrantView = view<PersonGrantRow, PersonEvent>({
  name: 'person_grant',
  version: 1,
  source,
  entity: PersonGrantEntity,
  fold(rows, event) {
    switch (event.type) {
      case 'RoleGranted': {
        const { person, grant, role, reach, validFrom, validTo = null } = event.data;
        const { authority = null, organization = null, base = null, division = null } = reach;
        const held = { person, grant, role, authority, organization, base, division };
        return [...rows, { stream: event.origin.stream, revision: 0, ...held, validFrom, validTo }];
      }
      case 'RoleRevoked': {
        const { grant, on } = event.data;
        return rows.map((row) => (row.grant === grant ? ended(row, on) : row));
      }
      case 'PersonForgotten':
        return [];
      case 'PersonRegistered':
      case 'DelegationSet':
      case 'DelegationRevoked':
        return rows;
    }
  },
  datedFact: ({ type }) => type === 'RoleGranted' || type === 'RoleRevoked',
});

/** A grant lent to somebody else for some days. */
@Entity('person_delegation')
export class PersonDelegationEntity implements ViewRow {
  @PrimaryColumn('text')
  stream!: string;
  @PrimaryColumn('uuid')
  delegation!: EventId;
  @Column('integer')
  revision!: number;
  @Column('uuid')
  person!: PersonId;
  @Column('uuid')
  grant!: EventId;
  @Index('person_delegation_delegate')
  @Column('uuid')
  delegate!: PersonId;
  @Column('date', { name: 'valid_from' })
  validFrom!: Day;
  @Column('date', { name: 'valid_to' })
  validTo!: Day;
}
export type PersonDelegationRow = RowOf<PersonDelegationEntity>;

export const personDelegationView = view<PersonDelegationRow, PersonEvent>({
  name: 'person_delegation',
  version: 1,
  source,
  entity: PersonDelegationEntity,
  fold(rows, event) {
    switch (event.type) {
      case 'DelegationSet': {
        const { person, delegation, grant, delegate, validFrom, validTo } = event.data;
        const lent = { person, delegation, grant, delegate, validFrom, validTo };
        return [...rows, { stream: event.origin.stream, revision: 0, ...lent }];
      }
      case 'DelegationRevoked': {
        const { delegation, on } = event.data;
        return rows.map((row) => (row.delegation === delegation ? ended(row, on) : row));
      }
      case 'PersonForgotten':
        return [];
      case 'PersonRegistered':
      case 'RoleGranted':
      case 'RoleRevoked':
        return rows;
    }
  },
  datedFact: ({ type }) => type === 'DelegationSet' || type === 'DelegationRevoked',
});

/** The last day is the one before `on`, or an earlier one that stood already. */
function ended<R extends { readonly validTo: Day | null }>(row: R, on: Day): R & { validTo: Day } {
  const last = addDays(on, -1);
  return { ...row, validTo: row.validTo !== null && row.validTo < last ? row.validTo : last };
}
