import type { AuthorityId, Day } from '@fuhua/kernel';
import type { Authority } from '@fuhua/rules';
import { bureausAbove } from './authority-id.ts';

/** What is told of an authority, whenever; what holds on a day is judged by `namedOn` and `stageOn`. */
export interface KnownAuthority extends Pick<Authority, 'kind' | 'level' | 'division'> {
  readonly authority: AuthorityId;
  readonly department: { readonly code: string; readonly name: string } | null;
  /** The earliest first. */
  readonly names: readonly [DatedName, ...DatedName[]];
  readonly validFrom: Day;
  /** From this day it is no more. */
  readonly dissolvedOn: Day | null;
}

export interface DatedName {
  readonly name: string;
  readonly validFrom: Day;
}

/** The name borne on that day, or the first one before there was any. */
export function namedOn(names: KnownAuthority['names'], on: Day): string {
  const [first] = names;
  return (names.findLast(({ validFrom }) => validFrom <= on) ?? first).name;
}

export type AuthorityStage = 'not-yet' | 'active' | 'dissolved';

export function stageOn(
  { validFrom, dissolvedOn }: Pick<KnownAuthority, 'validFrom' | 'dissolvedOn'>,
  on: Day,
): AuthorityStage {
  if (dissolvedOn !== null && dissolvedOn <= on) return 'dissolved';
  return validFrom <= on ? 'active' : 'not-yet';
}

/** As competence asks of it; undefined unless it is in being on that day. */
export function inBeingOn(known: KnownAuthority | undefined, on: Day): Authority | undefined {
  if (known === undefined || stageOn(known, on) !== 'active') return undefined;
  const { authority: id, kind, level, division, department } = known;
  const above = kind === 'sponsor' ? [] : bureausAbove(division);
  return { id, kind, level, division, department: department?.code, above };
}
