import type { PublicPersonEvent } from '@fuhua/contracts';
import {
  addDays,
  type AuthorityId,
  type BaseId,
  type Day,
  type DivisionCode,
  type EventId,
  type Origin,
  type OrganizationId,
  type PersonId,
} from '@fuhua/kernel';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Role } from '../auth/index.ts';
import type { RowOf, ViewRow } from '../views/index.ts';

/** What is told of a person's grants, to others as to registry itself: its own events say this and more. */
export type GrantEvent = PublicPersonEvent & { readonly origin: Origin };

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

/** The roles that a person holds. Role names are checked where they are granted. */
export function foldGrants(
  rows: readonly PersonGrantRow[],
  event: GrantEvent,
): readonly PersonGrantRow[] {
  switch (event.type) {
    case 'RoleGranted': {
      const { person, grant, reach, validFrom, validTo = null } = event.data;
      const role = event.data.role as Role;
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
}

export const isGrantFact = ({ type }: GrantEvent): boolean =>
  type === 'RoleGranted' || type === 'RoleRevoked';

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

export function foldDelegations(
  rows: readonly PersonDelegationRow[],
  event: GrantEvent,
): readonly PersonDelegationRow[] {
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
}

export const isDelegationFact = ({ type }: GrantEvent): boolean =>
  type === 'DelegationSet' || type === 'DelegationRevoked';

/** The last day is the one before `on`, or an earlier one that stood already. */
function ended<R extends { readonly validTo: Day | null }>(row: R, on: Day): R & { validTo: Day } {
  const last = addDays(on, -1);
  return { ...row, validTo: row.validTo !== null && row.validTo < last ? row.validTo : last };
}
