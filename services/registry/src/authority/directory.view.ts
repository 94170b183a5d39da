import {
  dayOf,
  streamOf,
  type AuthorityId,
  type Day,
  type DivisionCode,
  type Instant,
} from '@fuhua/kernel';
import type { CallerOfRequest } from '@fuhua/platform/auth';
import type { EventStore } from '@fuhua/platform/event-store';
import { problem } from '@fuhua/platform/http';
import { rowsAsOf } from '@fuhua/platform/views';
import {
  incompetence,
  isWithin,
  officesToLookUp,
  type Authority,
  type Competence,
  type Directory,
  type JudgedBase,
  type OfficeKey,
  type ZoneMapping,
} from '@fuhua/rules';
import {
  authorityIdOf,
  authorityView,
  bureausAbove,
  PROVINCE,
  stageOn,
  zoneMappingView,
  type ZoneMappingRow,
} from './authority.view.ts';

/** Who is who on a day, as the authorities' own streams tell it: a table might not know yet. */

interface Reads {
  readonly store: Pick<EventStore, 'readStream'>;
}

/** The authority whose officer the caller is. @throws ProblemError `out-of-scope` when it is not in being */
export async function actingOf(
  ports: Reads,
  { authority }: Pick<CallerOfRequest, 'authority'>,
  { now }: { readonly now: Instant },
): Promise<Authority> {
  const acting = authority && (await authorityOf(ports, authority, dayOf(now)));
  if (acting === undefined) throw problem('platform.out-of-scope');
  return acting;
}

/** @throws ProblemError for whoever R-JUR-01 does not let act */
export function assertMayAct(found: Competence): void {
  const refusal = incompetence('registry', found);
  if (refusal === undefined) return;
  const { code, ...members } = refusal;
  throw problem(code, members);
}

/** Undefined unless it is on record and in being on that day. */
export async function authorityOf(
  { store }: Reads,
  id: AuthorityId,
  on: Day,
): Promise<Authority | undefined> {
  const [row] = await rowsAsOf(authorityView, store, streamOf('authority', id), {});
  if (row === undefined || stageOn(row, on) !== 'active') return undefined;
  const { kind, level, division, department } = row;
  const above = kind === 'sponsor' ? [] : bureausAbove(division);
  return { id, kind, level, division, department: department?.code, above };
}

/** Every authority that an act on the base may come to, in being on that day (definitions 8 to 10). */
export async function directoryOf(
  ports: Reads,
  base: Pick<JudgedBase, 'location' | 'sponsor'>,
  on: Day,
): Promise<Directory> {
  const zoneMapping = await zoneMappingOf(ports, base.location, on);
  const ids = [base.sponsor, zoneMapping?.actingAuthority].filter((id) => id !== undefined);
  const named = await inBeing(ports, ids, on);
  const offices = officesToLookUp(base, named).map(idOf);
  const authorities = [...named, ...(await inBeing(ports, offices, on))];
  return { authorities, ...(zoneMapping && { zoneMapping }) };
}

/** Who acts for the functional zone that a place lies in; undefined where it lies in none, or in one not mapped then. */
export async function zoneMappingOf(
  { store }: Reads,
  location: DivisionCode,
  on: Day,
): Promise<ZoneMapping | undefined> {
  const mappings = await rowsAsOf(zoneMappingView, store, streamOf('authority', PROVINCE), {});
  return mappedOn(mappings, location, on);
}

/** The same among rows that were read already. */
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

async function inBeing(
  ports: Reads,
  ids: readonly AuthorityId[],
  on: Day,
): Promise<readonly Authority[]> {
  const all = await Promise.all(ids.map((id) => authorityOf(ports, id, on)));
  return all.filter((authority) => authority !== undefined);
}

function idOf({ kind, division, department = '' }: OfficeKey): AuthorityId {
  return authorityIdOf(
    kind === 'sponsor'
      ? { kind, division, department: { code: department, name: department } }
      : { kind, division },
  );
}
