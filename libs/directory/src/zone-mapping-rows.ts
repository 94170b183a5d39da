import type { PublicAuthorityEvent } from '@fuhua/contracts';
import {
  addDays,
  type AuthorityId,
  type Day,
  type DivisionCode,
  type EventId,
  type Origin,
} from '@fuhua/kernel';
import type { RowOf, ViewRow } from '@fuhua/platform/views';
import { isWithin, type ZoneMapping } from '@fuhua/rules';
import { Column, Entity, PrimaryColumn } from 'typeorm';

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

type Set = Extract<PublicAuthorityEvent, { type: 'ZoneMappingSet' }> & { readonly origin: Origin };

/** Each mapping of a zone ends the day before its next one. */
export function foldZoneMapping(
  rows: readonly ZoneMappingRow[],
  { data, origin }: Set,
  document: string | null,
): readonly ZoneMappingRow[] {
  const { zone, actingAuthority, countsFor, validFrom, replaces } = data;
  const mapping = {
    ...{ stream: origin.stream, event: origin.id, revision: 0 },
    ...{ zone, actingAuthority, validFrom, validTo: null },
    ...{ countsFor: countsFor === 'none' ? null : countsFor, document },
  };
  const ofZone = rows.filter((row) => row.zone === zone && row.event !== replaces);
  return [...rows.filter((row) => row.zone !== zone), ...chained([...ofZone, mapping])];
}

/** Each ends the day before the next, the last stays open. */
function chained(mappings: readonly ZoneMappingRow[]): readonly ZoneMappingRow[] {
  return mappings.map((mapping, index) => {
    const next = mappings[index + 1];
    return { ...mapping, validTo: next === undefined ? null : addDays(next.validFrom, -1) };
  });
}

/** Who acts for the functional zone that a place lies in; undefined where it lies in none, or in one not mapped then. */
export function mappedOn(
  mappings: readonly ZoneMappingRow[],
  location: DivisionCode,
  on: Day,
): ZoneMapping | undefined {
  const mapping = mappings.find(
    ({ zone, validFrom, validTo }) =>
      isWithin(location, zone) && validFrom <= on && (validTo === null || on <= validTo),
  );
  if (mapping === undefined) return undefined;
  const { zone, actingAuthority, countsFor, validFrom, validTo } = mapping;
  const days = { validFrom, validTo: validTo ?? undefined };
  return { zone, actingAuthority, countsFor: countsFor ?? 'none', ...days };
}
