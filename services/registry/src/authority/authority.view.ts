import {
  addDays,
  type AuthorityId,
  type Day,
  type DivisionCode,
  type EventId,
  type PersonId,
} from '@fuhua/kernel';
import { uuidOf } from '@fuhua/platform/handle';
import { view, type RowOf, type ViewRow } from '@fuhua/platform/views';
import { authorityDivisionsAbove, type LegalKind } from '@fuhua/rules';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import {
  authorityEvents,
  authorityKey,
  type AuthorityEvent,
  type AuthorityKind,
  type AuthorityLevel,
  type Department,
  type Office,
} from './authority.events.ts';

const source = { category: 'authority', events: authorityEvents };

/** Known from the code alone, whether the authority is on record or not. */
export function authorityIdOf(office: Office): AuthorityId {
  return uuidOf(...authorityKey(office)) as AuthorityId;
}

/** The provincial civil-affairs bureau: 江苏省民政厅. */
export const PROVINCE: AuthorityId = authorityIdOf({
  kind: 'civil-affairs',
  division: '32' as DivisionCode,
});

/** The bureaus above a division's authority, nearest first, on record or not (definition 8). @throws RangeError as rules' */
export function bureausAbove(division: DivisionCode): readonly AuthorityId[] {
  return authorityDivisionsAbove(division).map((code) =>
    authorityIdOf({ kind: 'civil-affairs', division: code }),
  );
}

/** The directory. Which name holds on a day, and whether the authority is in being, is judged by `namedOn` and `stageOn`. */
@Entity('authority')
export class AuthorityEntity implements ViewRow {
  @PrimaryColumn('text')
  stream!: string;
  @Column('integer')
  revision!: number;
  @Column('uuid')
  authority!: AuthorityId;
  @Column('text')
  kind!: AuthorityKind;
  @Index('authority_division')
  @Column('text')
  division!: DivisionCode;
  @Column('text')
  level!: AuthorityLevel;
  @Column('jsonb', { nullable: true })
  department!: Department | null;
  /** The earliest first. */
  @Column('jsonb')
  names!: readonly [DatedName, ...DatedName[]];
  @Column('uuid', { nullable: true })
  contact!: PersonId | null;
  @Column('text', { name: 'office_phone' })
  officePhone!: string;
  @Column('date', { name: 'valid_from' })
  validFrom!: Day;
  /** From this day it is no more. */
  @Column('date', { name: 'dissolved_on', nullable: true })
  dissolvedOn!: Day | null;
  @Column('uuid', { nullable: true })
  successor!: AuthorityId | null;
  @Column('jsonb')
  acknowledged!: readonly { readonly document: string; readonly receivedOn: Day }[];
}
export type AuthorityRow = RowOf<AuthorityEntity>;

export interface DatedName {
  readonly name: string;
  readonly validFrom: Day;
}

/** The name borne on that day, or the first one before there was any. */
export function namedOn(names: AuthorityRow['names'], on: Day): string {
  const [first] = names;
  return (names.findLast(({ validFrom }) => validFrom <= on) ?? first).name;
}

export type AuthorityStage = 'not-yet' | 'active' | 'dissolved';

export function stageOn(
  { validFrom, dissolvedOn }: Pick<AuthorityRow, 'validFrom' | 'dissolvedOn'>,
  on: Day,
): AuthorityStage {
  if (dissolvedOn !== null && dissolvedOn <= on) return 'dissolved';
  return validFrom <= on ? 'active' : 'not-yet';
}

export const authorityView = view<AuthorityRow, AuthorityEvent>({
  name: 'authority',
  version: 1,
  source,
  entity: AuthorityEntity,
  fold(rows, event) {
    switch (event.type) {
      case 'AuthorityRegistered': {
        const { name, department = null, contact = null, ...registered } = event.data;
        const { stream } = event.origin;
        const names: AuthorityRow['names'] = [{ name, validFrom: registered.validFrom }];
        const later = { dissolvedOn: null, successor: null, acknowledged: [] };
        return [{ stream, revision: 0, ...registered, department, contact, names, ...later }];
      }
      case 'AuthorityRenamed': {
        const { name, validFrom } = event.data;
        const names = (row: AuthorityRow): AuthorityRow['names'] => [
          ...row.names,
          { name, validFrom },
        ];
        return rows.map((row) => ({ ...row, names: names(row) }));
      }
      case 'AuthorityContactSet': {
        const { contact = null, officePhone } = event.data;
        return rows.map((row) => ({ ...row, contact, officePhone }));
      }
      case 'AuthorityDissolved': {
        const { on: dissolvedOn, successor = null } = event.data;
        return rows.map((row) => ({ ...row, dissolvedOn, successor }));
      }
      case 'PolicyAcknowledged': {
        const { document, receivedOn } = event.data;
        const received = { document, receivedOn };
        return rows.map((row) => ({ ...row, acknowledged: [...row.acknowledged, received] }));
      }
      case 'FilingDeadlineSet':
      case 'ZoneMappingSet':
        return rows;
    }
  },
  datedFact: ({ type }) => type !== 'AuthorityContactSet',
});

/** The deadlines that stand; one that was replaced is gone. */
@Entity('filing_deadline')
export class FilingDeadlineEntity implements ViewRow {
  @PrimaryColumn('text')
  stream!: string;
  /** The event that set it: what a replacement names. */
  @PrimaryColumn('uuid')
  event!: EventId;
  @Column('integer')
  revision!: number;
  @Column('uuid')
  authority!: AuthorityId;
  @Column('integer', { name: 'fiscal_year' })
  fiscalYear!: number;
  @Column('text', { name: 'organization_kind' })
  organizationKind!: LegalKind;
  @Column('boolean')
  charity!: boolean;
  @Column('date', { name: 'named_day' })
  namedDay!: Day;
  @Column('date')
  due!: Day;
  @Column('boolean')
  provisional!: boolean;
  @Column('text')
  calendar!: string;
  @Column('text', { nullable: true })
  document!: string | null;
}
export type FilingDeadlineRow = RowOf<FilingDeadlineEntity>;

export const filingDeadlineView = view<FilingDeadlineRow, AuthorityEvent>({
  name: 'filing_deadline',
  version: 1,
  source,
  entity: FilingDeadlineEntity,
  fold(rows, event) {
    if (event.type !== 'FilingDeadlineSet') return rows;
    const { replaces, reason: _reason, document = null, ...deadline } = event.data;
    const { stream, id } = event.origin;
    const row = { stream, event: id, revision: 0, ...deadline, document };
    return [...rows.filter((standing) => standing.event !== replaces), row];
  },
  datedFact: ({ type }) => type === 'FilingDeadlineSet',
});

/** Who acts for a functional zone, and for which county its bases count. All rows are of the provincial bureau's stream. */
@Entity('zone_mapping')
export class ZoneMappingEntity implements ViewRow {
  @PrimaryColumn('text')
  stream!: string;
  /** The event that set it: what a replacement names. */
  @PrimaryColumn('uuid')
  event!: EventId;
  @Column('integer')
  revision!: number;
  @Column('text')
  zone!: DivisionCode;
  @Column('uuid', { name: 'acting_authority' })
  actingAuthority!: AuthorityId;
  /** Missing: for none. */
  @Column('text', { name: 'counts_for', nullable: true })
  countsFor!: DivisionCode | null;
  @Column('date', { name: 'valid_from' })
  validFrom!: Day;
  @Column('date', { name: 'valid_to', nullable: true })
  validTo!: Day | null;
  @Column('text', { nullable: true })
  document!: string | null;
}
export type ZoneMappingRow = RowOf<ZoneMappingEntity>;

export const zoneMappingView = view<ZoneMappingRow, AuthorityEvent>({
  name: 'zone_mapping',
  version: 1,
  source,
  entity: ZoneMappingEntity,
  fold(rows, event) {
    if (event.type !== 'ZoneMappingSet') return rows;
    const { zone, actingAuthority, countsFor, validFrom, document = null, replaces } = event.data;
    const { stream, id } = event.origin;
    const mapping = {
      ...{ stream, event: id, revision: 0, zone, actingAuthority, validFrom, validTo: null },
      countsFor: countsFor === 'none' ? null : countsFor,
      document,
    };
    const ofZone = rows.filter((row) => row.zone === zone && row.event !== replaces);
    return [...rows.filter((row) => row.zone !== zone), ...chained([...ofZone, mapping])];
  },
  datedFact: ({ type }) => type === 'ZoneMappingSet',
});

/** Each ends the day before the next, the last stays open. */
function chained(mappings: readonly ZoneMappingRow[]): readonly ZoneMappingRow[] {
  return mappings.map((mapping, index) => {
    const next = mappings[index + 1];
    return { ...mapping, validTo: next === undefined ? null : addDays(next.validFrom, -1) };
  });
}
