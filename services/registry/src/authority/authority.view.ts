import {
  FilingDeadlineEntity,
  foldFilingDeadline,
  foldZoneMapping,
  ZoneMappingEntity,
  type FilingDeadlineRow,
  type KnownAuthority,
  type ZoneMappingRow,
} from '@fuhua/directory';
import type { AuthorityId, Day, DivisionCode, PersonId } from '@fuhua/kernel';
import { view, type RowOf, type ViewRow } from '@fuhua/platform/views';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import {
  authorityEvents,
  type AuthorityEvent,
  type AuthorityKind,
  type AuthorityLevel,
  type Department,
} from './authority.events.ts';

const source = { category: 'authority', events: authorityEvents };

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
  names!: KnownAuthority['names'];
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

export const filingDeadlineView = view<FilingDeadlineRow, AuthorityEvent>({
  name: 'filing_deadline',
  version: 1,
  source,
  entity: FilingDeadlineEntity,
  fold: (rows, event) =>
    event.type === 'FilingDeadlineSet' ? foldFilingDeadline(rows, event) : rows,
  datedFact: ({ type }) => type === 'FilingDeadlineSet',
});

export const zoneMappingView = view<ZoneMappingRow, AuthorityEvent>({
  name: 'zone_mapping',
  version: 1,
  source,
  entity: ZoneMappingEntity,
  fold: (rows, event) =>
    event.type === 'ZoneMappingSet'
      ? foldZoneMapping(rows, event, event.data.document ?? null)
      : rows,
  datedFact: ({ type }) => type === 'ZoneMappingSet',
});
