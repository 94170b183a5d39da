import { dayOf, streamOf, type AuthorityId, type Day, type Instant } from '@fuhua/kernel';
import {
  authorityOf as inBeing,
  directoryOf as directoryIn,
  PROVINCE,
  zoneMappingOf as zoneMappingIn,
  type Offices,
} from '@fuhua/directory';
import type { CallerOfRequest } from '@fuhua/platform/auth';
import type { EventStore } from '@fuhua/platform/event-store';
import { problem } from '@fuhua/platform/http';
import { rowsAsOf } from '@fuhua/platform/views';
import {
  incompetence,
  type Authority,
  type Competence,
  type Directory,
  type JudgedBase,
  type ZoneMapping,
} from '@fuhua/rules';
import { authorityView, zoneMappingView } from './authority.view.ts';

/** Who is who on a day, as the authorities' own streams tell it: a table might not know yet. */

interface Reads {
  readonly store: Pick<EventStore, 'readStream'>;
}

const officesIn = ({ store }: Reads): Offices => ({
  authority: async (id) => (await rowsAsOf(authorityView, store, streamOf('authority', id), {}))[0],
  zoneMappings: () => rowsAsOf(zoneMappingView, store, streamOf('authority', PROVINCE), {}),
});

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
export const authorityOf = (
  ports: Reads,
  id: AuthorityId,
  on: Day,
): Promise<Authority | undefined> => inBeing(officesIn(ports), id, on);

/** Every authority that an act on the base may come to, in being on that day (definitions 8 to 10). */
export const directoryOf = (
  ports: Reads,
  base: Pick<JudgedBase, 'location' | 'sponsor'>,
  on: Day,
): Promise<Directory> => directoryIn(officesIn(ports), base, on);

/** Who acts for the functional zone that a place lies in; undefined where it lies in none, or in one not mapped then. */
export const zoneMappingOf = (
  ports: Reads,
  location: JudgedBase['location'],
  on: Day,
): Promise<ZoneMapping | undefined> => zoneMappingIn(officesIn(ports), location, on);
