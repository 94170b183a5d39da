import type { AuthorityId, Day, DivisionCode } from '@fuhua/kernel';
import {
  officesToLookUp,
  type Authority,
  type Directory,
  type JudgedBase,
  type ZoneMapping,
} from '@fuhua/rules';
import { authorityIdOf } from './authority-id.ts';
import { inBeingOn, type KnownAuthority } from './authority.ts';
import { mappedOn, type ZoneMappingRow } from './zone-mapping-rows.ts';

/** Who is who, as registry's streams tell it: of registry its own history, of others their copy of its topic. */
export interface Offices {
  authority(id: AuthorityId): Promise<KnownAuthority | undefined>;
  zoneMappings(): Promise<readonly ZoneMappingRow[]>;
}

/** Undefined unless it is on record and in being on that day. */
export async function authorityOf(
  offices: Offices,
  id: AuthorityId,
  on: Day,
): Promise<Authority | undefined> {
  return inBeingOn(await offices.authority(id), on);
}

/** Every authority that an act on the base may come to, in being on that day (definitions 8 to 10). */
export async function directoryOf(
  offices: Offices,
  base: Pick<JudgedBase, 'location' | 'sponsor'>,
  on: Day,
): Promise<Directory> {
  const zoneMapping = await zoneMappingOf(offices, base.location, on);
  const ids = [base.sponsor, zoneMapping?.actingAuthority].filter((id) => id !== undefined);
  const named = await inBeing(offices, ids, on);
  const above = officesToLookUp(base, named).map(authorityIdOf);
  const authorities = [...named, ...(await inBeing(offices, above, on))];
  return { authorities, ...(zoneMapping && { zoneMapping }) };
}

/** Who acts for the functional zone that a place lies in; undefined where it lies in none, or in one not mapped then. */
export async function zoneMappingOf(
  offices: Offices,
  location: DivisionCode,
  on: Day,
): Promise<ZoneMapping | undefined> {
  return mappedOn(await offices.zoneMappings(), location, on);
}

async function inBeing(
  offices: Offices,
  ids: readonly AuthorityId[],
  on: Day,
): Promise<readonly Authority[]> {
  const all = await Promise.all(ids.map((id) => authorityOf(offices, id, on)));
  return all.filter((authority) => authority !== undefined);
}
