import type { AuthorityId, Day, DivisionCode, OrganizationId, Origin } from '@fuhua/kernel';
import { view, type RowOf, type ViewRow } from '@fuhua/platform/views';
import type { LegalKind, Uscc } from '@fuhua/rules';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import {
  isIdentityEvent,
  isLifeEvent,
  organizationEvents,
  type Body,
  type IdentityEvent,
  type LifeEvent,
  type OrganizationEvent,
  type RegistrarRef,
} from './organization.events.ts';

export type Stage = 'seeking-registration' | 'on-record' | 'linking' | 'refused' | 'voided';

/** What organizations are found by: of each fact that changes, the newest. A day's facts stand in `organization_fact`. */
@Entity('organization')
@Index('organization_division', ['division', 'stream'])
export class OrganizationEntity implements ViewRow {
  @PrimaryColumn('text')
  stream!: string;
  @Column('integer')
  revision!: number;
  @Column('uuid')
  organization!: OrganizationId;
  @Column('text')
  stage!: Stage;
  @Column('text')
  name!: string;
  @Column('date', { name: 'named_since' })
  namedSince!: Day;
  @Column('text')
  form!: Body['form'];
  /** Of a team, the one intended. */
  @Column('text', { nullable: true })
  kind!: LegalKind | null;
  /** While it is asked for and once it was refused, the one that was asked for. */
  @Index('organization_uscc')
  @Column('text', { nullable: true })
  uscc!: Uscc | null;
  /** The organization that has the code, where registration was refused. */
  @Column('uuid', { nullable: true })
  holder!: OrganizationId | null;
  /** Null for a registrar outside the province. */
  @Index('organization_registrar')
  @Column('uuid', { name: 'registrar_authority', nullable: true })
  registrarAuthority!: AuthorityId | null;
  @Column('text', { name: 'registrar_division' })
  registrarDivision!: DivisionCode;
  @Column('date', { name: 'registrar_since' })
  registrarSince!: Day;
  /** Registered, filed, or together since. */
  @Column('date')
  since!: Day;
  @Column('date', { name: 'registered_on', nullable: true })
  registeredOn!: Day | null;
  /** Where it works from: its domicile, else the township it is filed with, else its registrar's division. */
  @Column('text')
  division!: DivisionCode;
  @Column('date', { name: 'domiciled_since', nullable: true })
  domiciledSince!: Day | null;
  @Column('text', { name: 'party_coverage', nullable: true })
  partyCoverage!: string | null;
  @Column('date', { name: 'party_since', nullable: true })
  partySince!: Day | null;
  @Column('text', { nullable: true })
  ending!: 'revoked' | 'deregistered' | 'disbanded' | null;
  /** The first day on which it is no more. */
  @Column('date', { name: 'ended_on', nullable: true })
  endedOn!: Day | null;
}
export type OrganizationRow = RowOf<OrganizationEntity>;

type Heard<E> = E & { readonly origin: Origin };

export const organizationView = view<OrganizationRow, OrganizationEvent>({
  name: 'organization',
  version: 1,
  source: { category: 'organization', events: organizationEvents },
  entity: OrganizationEntity,
  fold(rows, event) {
    if (isIdentityEvent(event)) return foldIdentity(rows, event);
    if (isLifeEvent(event)) return rows.map((row) => ({ ...row, ...changedBy(row, event) }));
    if (event.type !== 'PartyOrganizationRecorded') return rows;
    const { coverage: partyCoverage, since: partySince } = event.data;
    return rows.map((row) =>
      partySince < (row.partySince ?? '') ? row : { ...row, partyCoverage, partySince },
    );
  },
  /** What is asked and answered about a code happens on its day; a record made by mistake was one on no day. */
  datedFact: ({ type }) =>
    type !== 'CodeSought' && type !== 'RegistrationRefused' && type !== 'CodeLinkRefused',
});

function foldIdentity(
  rows: readonly OrganizationRow[],
  event: Heard<IdentityEvent>,
): readonly OrganizationRow[] {
  const { type, data, origin } = event;
  switch (type) {
    case 'CodeSought': {
      const { organization, registration, profile } = data;
      if (profile === undefined) return rows.map((row) => ({ ...row, stage: 'linking' }));
      const { kind, uscc, registrar, registeredOn: since } = registration;
      const body: Body = { form: 'registered', kind, uscc };
      const asked = { organization, ...profile, registrar, since, body };
      return [{ ...opened(asked, origin), stage: 'seeking-registration' }];
    }
    case 'OrganizationRegistered':
      return [opened(data, origin)];
    case 'OrganizationLinkedToCode': {
      const { kind, uscc, registrar, registeredOn } = data;
      const linked = { stage: 'on-record', form: 'registered', kind, uscc, registeredOn } as const;
      return rows.map((row) => ({
        ...row,
        ...linked,
        ...registrarOf(registrar, registeredOn),
        ...(row.domiciledSince === null && { division: registrar.division }),
      }));
    }
    case 'RegistrationRefused': {
      const { holder } = data;
      return rows.map((row) => ({ ...row, stage: 'refused', holder }));
    }
    case 'CodeLinkRefused':
      return rows.map((row) => ({ ...row, stage: 'on-record' }));
    case 'OrganizationRecordVoided':
      return rows.map((row) => ({ ...row, stage: 'voided' }));
  }
}

type Opening = Omit<Extract<IdentityEvent, { type: 'OrganizationRegistered' }>['data'], 'source'>;

function opened(
  { organization, name, domicile, registrar, since, body }: Opening,
  { stream }: Origin,
): OrganizationRow {
  const township = body.form === 'filed' ? body.township : undefined;
  const kind = body.form === 'registered' ? body.kind : undefined;
  const intended = body.form === 'preparing' ? body.intendedKind : undefined;
  return {
    ...{ stream, revision: 0, organization, stage: 'on-record', name, namedSince: since },
    ...{ form: body.form, kind: kind ?? intended ?? null },
    ...{ uscc: body.form === 'registered' ? body.uscc : null, holder: null },
    ...registrarOf(registrar, since),
    ...{ since, registeredOn: body.form === 'registered' ? since : null },
    division: domicile?.division ?? township ?? registrar.division,
    domiciledSince: domicile === undefined ? null : since,
    ...{ partyCoverage: null, partySince: null, ending: null, endedOn: null },
  };
}

function registrarOf(
  registrar: RegistrarRef,
  since: Day,
): Pick<OrganizationRow, 'registrarAuthority' | 'registrarDivision' | 'registrarSince'> {
  return {
    registrarAuthority: registrar.at === 'authority' ? registrar.authority : null,
    registrarDivision: registrar.division,
    registrarSince: since,
  };
}

/** A change of an earlier day than the newest is history. */
function changedBy(row: OrganizationRow, { type, data }: LifeEvent): Partial<OrganizationRow> {
  switch (type) {
    case 'NameChangeRegistered':
      return data.since < row.namedSince ? {} : { name: data.name, namedSince: data.since };
    case 'DomicileChangeRegistered': {
      const { domicile, since } = data;
      if (since < (row.domiciledSince ?? '')) return {};
      return { division: domicile.division, domiciledSince: since };
    }
    case 'RegistrarChanged': {
      const { registrar, since } = data;
      return since < row.registrarSince ? {} : registrarOf(registrar, since);
    }
    case 'RegistrationRevoked':
      return { ending: 'revoked', endedOn: earlier(row.endedOn, data.on) };
    case 'OrganizationDeregistered':
      return { ending: 'deregistered', endedOn: earlier(row.endedOn, data.on) };
    case 'OrganizationDisbanded':
      return { ending: 'disbanded', endedOn: earlier(row.endedOn, data.on) };
    case 'HeadRecorded':
    case 'HeadLeft':
    case 'CoreTeamRecorded':
    case 'NamePreApproved':
    case 'RegistrationApplied':
    case 'OrganizationSuspended':
      return {};
  }
}

function earlier(a: Day | null, b: Day): Day {
  return a !== null && a < b ? a : b;
}
