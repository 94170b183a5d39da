import { authorityOf, directoryOf, type Offices } from '@fuhua/directory';
import {
  dayOf,
  type AuthorityId,
  type BaseId,
  type Day,
  type DivisionCode,
  type Instant,
} from '@fuhua/kernel';

import type { CallerOfRequest } from '@fuhua/platform/auth';
import { problem } from '@fuhua/platform/http';
import type { Authority, AuthorityLevel, Directory, JudgedBase } from '@fuhua/rules';
import { onceTold } from './not-yet-known.view.ts';

/** Who is who and what is a base, as registry's topic tells it: asked through functions, which the module hands in. */

/** A base as it stands on a day. */
export interface KnownBase extends JudgedBase {
  readonly base: BaseId;
  readonly name: string;
  readonly stage: 'active' | 'suspended' | 'merged' | 'closed';
}

/** Undefined for a base that is not on record on that day. */
export type BaseDirectory = (base: BaseId, on: Day) => Promise<KnownBase | undefined>;

/** A bureau or sponsor in being. */
export interface OfficeInBeing {
  readonly authority: AuthorityId;
  readonly name: string;
  readonly kind: Authority['kind'];
  readonly level: AuthorityLevel;
  readonly division: DivisionCode;
}

/** Every authority in being on that day, in order of division and id. */
export type AuthoritiesOn = (on: Day) => Promise<readonly OfficeInBeing[]>;

/** All that is asked of registry's topic by every slice. */
export interface RegistryTold {
  readonly bases: BaseDirectory;
  readonly offices: Offices;
  readonly authorities: AuthoritiesOn;
}

/** The token under which `app.module.ts` provides it. */
export const REGISTRY_TOLD = Symbol('what registry tells');

/** The authority whose officer the caller is. @throws ProblemError `out-of-scope` when it is not in being */
export async function actingOf(
  { offices }: Pick<RegistryTold, 'offices'>,
  { authority }: Pick<CallerOfRequest, 'authority'>,
  now: Instant,
): Promise<Authority> {
  const acting = authority && (await authorityOf(offices, authority, dayOf(now)));
  if (acting === undefined) throw problem('platform.out-of-scope');
  return acting;
}

/** An officer: whether the authority is competent, the decider asks. */
export interface OfficerAct {
  readonly today: Day;
  readonly acting: Authority;
  readonly base: JudgedBase;
  readonly directory: Directory;
}

/**
 * The base today, with who may act on it.
 * @throws ProblemError 409 `incubation.not-yet-known` for a base that is not on record here, `out-of-scope` for an authority that is not in being
 */
export async function officerActOn(
  told: RegistryTold,
  caller: Pick<CallerOfRequest, 'authority'>,
  base: BaseId,
  now: Instant,
): Promise<OfficerAct> {
  const today = dayOf(now);
  const acting = await actingOf(told, caller, now);
  const known = await onceTold(`base ${base}`, () => told.bases(base, today));
  return { acting, base: known, directory: await directoryOf(told.offices, known, today), today };
}
