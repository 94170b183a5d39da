import { ZoneMappingEntity, type ZoneMappingRow, mappedOn } from '@fuhua/directory';
import type { AuthorityId, Day, DivisionCode } from '@fuhua/kernel';
import type { CallerOfRequest } from '@fuhua/platform/auth';
import { isWithin, levelOf, scopeRange } from '@fuhua/rules';
import { Brackets, In, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { AuthorityEntity } from './authority.view.ts';

/** What a report may tell its caller of, and what is asked for: a row of any of these. */
export interface Reach {
  readonly divisions: readonly DivisionCode[];
  readonly authorities: readonly AuthorityId[];
}

/** Where a report's rows are found, in SQL. */
export interface Places {
  readonly division: string;
  /** Who may read a row wherever it is: its sponsor or registrar. */
  readonly authority: string;
}

/**
 * The reach of whoever asks: of an officer the division of the authority, with the functional zones that it acts for and
 * those that count for it, and what the authority itself is sponsor or registrar of; a grant that names a division reaches that
 * one alone. Undefined: everything, for other roles whose grant names neither.
 */
export async function reachOf(
  manager: EntityManager,
  { role, grants }: CallerOfRequest,
  on: Day,
): Promise<Reach | undefined> {
  const reaches = grants.map(({ reach }) => reach);
  const isBound = ({ division, authority }: (typeof reaches)[number]): boolean =>
    division !== undefined || authority !== undefined;
  if (role !== 'officer' && !reaches.every(isBound)) return undefined;
  const named = reaches.flatMap(({ division }) => division ?? []);
  const authorities = reaches.flatMap(({ division, authority }) =>
    division === undefined && authority !== undefined ? [authority] : [],
  );
  const rows = await manager.findBy(AuthorityEntity, { authority: In(authorities) });
  const bureaus = rows.filter(({ kind }) => kind === 'civil-affairs');
  const zones = await manager.find(ZoneMappingEntity);
  const acted = zones.filter(
    (zone) => holdsOn(zone, on) && authorities.includes(zone.actingAuthority),
  );
  const own = [...named, ...bureaus.map(({ division }) => division)];
  const divisions = own.flatMap((division) => withZones(division, zones, on));
  return { divisions: [...divisions, ...acted.map(({ zone }) => zone)], authorities };
}

/** Of that division and below, with the zones that count for it. */
export async function reachOfDivision(
  manager: EntityManager,
  division: DivisionCode | undefined,
  on: Day,
): Promise<Reach | undefined> {
  if (division === undefined) return undefined;
  const divisions = withZones(division, await manager.find(ZoneMappingEntity), on);
  return { divisions, authorities: [] };
}

/** The county that a place of 12 digits lies in, or the one for which its functional zone counts; null for none. */
export function countyOf(
  location: DivisionCode,
  mappings: readonly ZoneMappingRow[],
  on: Day,
): DivisionCode | null {
  const county = location.slice(0, 6) as DivisionCode;
  if (levelOf(county) !== 'functional-zone') return county;
  const countsFor = mappedOn(mappings, location, on)?.countsFor ?? 'none';
  return countsFor === 'none' ? null : countsFor;
}

/** @param parameter a name that no other filter of the query has */
export function within<Row extends object>(
  rows: SelectQueryBuilder<Row>,
  reach: Reach | undefined,
  places: Places,
  parameter: string,
): void {
  if (reach === undefined) return;
  const { divisions, authorities } = reach;
  const any = new Brackets((or) => {
    or.where('false');
    divisions.forEach((division, index) => {
      const { from, to } = scopeRange(division);
      const [a, b] = [`${parameter}From${index}`, `${parameter}To${index}`];
      or.orWhere(`${places.division} between :${a} and :${b}`, { [a]: from, [b]: to });
    });
    if (authorities.length > 0) {
      const ids = `${parameter}Authorities`;
      or.orWhere(`${places.authority} in (:...${ids})`, { [ids]: authorities });
    }
  });
  rows.andWhere(any);
}

function withZones(
  division: DivisionCode,
  zones: readonly ZoneMappingRow[],
  on: Day,
): readonly DivisionCode[] {
  const counting = zones.filter(
    (zone) => zone.countsFor !== null && holdsOn(zone, on) && isWithin(zone.countsFor, division),
  );
  return [division, ...counting.map(({ zone }) => zone)];
}

function holdsOn({ validFrom, validTo }: ZoneMappingRow, on: Day): boolean {
  return validFrom <= on && (validTo === null || on <= validTo);
}
