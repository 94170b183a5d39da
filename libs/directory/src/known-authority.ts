import { registryAuthority, type PublicAuthorityEvent } from '@fuhua/contracts';
import type { AuthorityId, Day, DivisionCode } from '@fuhua/kernel';
import { topic } from '@fuhua/platform/bus';
import { view, type RowOf, type ViewRow } from '@fuhua/platform/views';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DatedName, KnownAuthority } from './authority.ts';
import {
  FilingDeadlineEntity,
  foldFilingDeadline,
  type FilingDeadlineRow,
} from './filing-deadline-rows.ts';
import { foldZoneMapping, ZoneMappingEntity, type ZoneMappingRow } from './zone-mapping-rows.ts';

const source = topic('registry', 'authority', registryAuthority);

/** The directory of authorities, as registry's topic tells it. */
@Entity('known_authority')
export class KnownAuthorityEntity implements ViewRow, KnownAuthority {
  @PrimaryColumn('text')
  stream!: string;
  @Column('integer')
  revision!: number;
  @Column('uuid')
  authority!: AuthorityId;
  @Column('text')
  kind!: KnownAuthority['kind'];
  @Column('text')
  division!: DivisionCode;
  @Column('text')
  level!: KnownAuthority['level'];
  @Column('jsonb', { nullable: true })
  department!: KnownAuthority['department'];
  @Column('jsonb')
  names!: readonly [DatedName, ...DatedName[]];
  @Column('date', { name: 'valid_from' })
  validFrom!: Day;
  @Column('date', { name: 'dissolved_on', nullable: true })
  dissolvedOn!: Day | null;
}
export type KnownAuthorityRow = RowOf<KnownAuthorityEntity>;

export const knownAuthorityView = view<KnownAuthorityRow, PublicAuthorityEvent>({
  name: 'known_authority',
  version: 1,
  source,
  entity: KnownAuthorityEntity,
  fold(rows, event) {
    switch (event.type) {
      case 'AuthorityRegistered': {
        const { authority, kind, division, level, department = null, name, validFrom } = event.data;
        const { stream } = event.origin;
        const names: KnownAuthorityRow['names'] = [{ name, validFrom }];
        const office = { authority, kind, division, level, department, names, validFrom };
        return [{ stream, revision: 0, ...office, dissolvedOn: null }];
      }
      case 'AuthorityRenamed': {
        const { name, validFrom } = event.data;
        return rows.map((row) => ({ ...row, names: [...row.names, { name, validFrom }] }));
      }
      case 'AuthorityDissolved':
        return rows.map((row) => ({ ...row, dissolvedOn: event.data.on }));
      case 'PolicyAcknowledged':
      case 'FilingDeadlineSet':
      case 'ZoneMappingSet':
        return rows;
    }
  },
  datedFact: () => true,
});

export const knownFilingDeadlineView = view<FilingDeadlineRow, PublicAuthorityEvent>({
  name: 'filing_deadline',
  version: 1,
  source,
  entity: FilingDeadlineEntity,
  fold: (rows, event) =>
    event.type === 'FilingDeadlineSet' ? foldFilingDeadline(rows, event) : rows,
  datedFact: () => true,
});

export const knownZoneMappingView = view<ZoneMappingRow, PublicAuthorityEvent>({
  name: 'zone_mapping',
  version: 1,
  source,
  entity: ZoneMappingEntity,
  fold: (rows, event) =>
    event.type === 'ZoneMappingSet' ? foldZoneMapping(rows, event, null) : rows,
  datedFact: () => true,
});
