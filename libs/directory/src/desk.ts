import type { AuthorityId, BaseId, Day } from '@fuhua/kernel';
import { isInScope, type CallerOfRequest } from '@fuhua/platform/auth';
import type { Desk, ServicePorts } from '@fuhua/platform/service';
import { competentAuthority, isWithin, type Authority, type BaseAct } from '@fuhua/rules';
import { inBeingOn, type KnownAuthority } from './authority.ts';
import { KnownAuthorityEntity } from './known-authority.ts';
import { baseOn, KnownBaseEntity, type KnownBaseRow } from './known-base.ts';
import { mappedOn, ZoneMappingEntity, type ZoneMappingRow } from './zone-mapping-rows.ts';

/** Who is who and what bases there are, as the tables have it: for lists, which may be a moment behind. */
export interface Known {
  readonly authorities: readonly KnownAuthority[];
  readonly zoneMappings: readonly ZoneMappingRow[];
  readonly bases: readonly KnownBaseRow[];
}

/** The bases that an officer's grants reach on that day: decided by its authority, or by the one next below (R-JUR-01). */
export async function deskOf(
  { dataSource }: Pick<ServicePorts, 'dataSource'>,
  { person, grants }: Pick<CallerOfRequest, 'person' | 'grants'>,
  on: Day,
): Promise<Desk> {
  const officer = grants.filter(({ role }) => role === 'officer');
  if (officer.length === 0) return { own: [], higher: [] };
  const known = {
    authorities: await dataSource.getRepository(KnownAuthorityEntity).find(),
    zoneMappings: await dataSource.getRepository(ZoneMappingEntity).find(),
    bases: await dataSource.getRepository(KnownBaseEntity).find(),
  };
  return deskIn(known, { person, role: 'officer', grants: officer }, on);
}

/** @param officer in every grant of that role at once */
export function deskIn(known: Known, officer: CallerOfRequest, on: Day): Desk {
  const authorities = known.authorities.flatMap((one) => inBeingOn(one, on) ?? []);
  const acting = new Set(officer.grants.flatMap(({ reach }) => reach.authority ?? []));
  const near = authorities.filter(({ id }) => acting.has(id));
  const bases = known.bases.filter((base) => isNear(base, near, known.zoneMappings));
  const decided = (act: BaseAct): readonly BaseId[] =>
    bases.flatMap((row) => {
      const authority = decidesOn(row, act, authorities, known.zoneMappings, on);
      const { base, location: division } = row;
      return authority !== undefined && isInScope(officer, { authority, base, division })
        ? [base]
        : [];
    });
  return { own: decided('entry'), higher: decided('review') };
}

/** Whatever else it is, no authority decides about a base elsewhere: the others are not looked at. */
function isNear(
  { location, sponsor }: KnownBaseRow,
  near: readonly Authority[],
  zones: readonly ZoneMappingRow[],
): boolean {
  return near.some(
    ({ id, division }) =>
      isWithin(location, division) ||
      sponsor === id ||
      zones.some(({ zone, actingAuthority }) => actingAuthority === id && isWithin(location, zone)),
  );
}

function decidesOn(
  row: KnownBaseRow,
  act: BaseAct,
  authorities: readonly Authority[],
  zones: readonly ZoneMappingRow[],
  on: Day,
): AuthorityId | undefined {
  const base = baseOn(row, on);
  if (base === undefined) return undefined;
  const zoneMapping = mappedOn(zones, base.location, on);
  return competentAuthority(base, act, { authorities, zoneMapping }, on).authority;
}
