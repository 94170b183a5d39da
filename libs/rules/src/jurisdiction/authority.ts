import type { AuthorityId, DivisionCode } from '@fuhua/kernel';
import { z } from 'zod';
import { levelOf, parentOf } from '../divisions/code.ts';

/** Only these have a civil-affairs bureau: a functional zone, a township and a village have none (definitions 8, 9). */
export const AuthorityLevel = z.enum(['province', 'city', 'county']);
export type AuthorityLevel = z.infer<typeof AuthorityLevel>;

/** What competence asks of an authority. Ids are compared; a sponsor shares its code with the bureau. */
export interface Authority {
  readonly id: AuthorityId;
  readonly kind: 'civil-affairs' | 'sponsor';
  readonly level: AuthorityLevel;
  readonly division: DivisionCode;
  /** Code of what a sponsor is in charge of, such as education; of every sponsor, and of no bureau. */
  readonly department?: string | undefined;
  /** Ids of the authorities above, nearest first, each of the same kind. */
  readonly above: readonly AuthorityId[];
}

/** Undefined where no authority is: in a functional zone, a township, a village. */
export function authorityLevelOf(division: DivisionCode): AuthorityLevel | undefined {
  const level = levelOf(division);
  switch (level) {
    case 'province':
    case 'city':
    case 'county':
      return level;
    case 'functional-zone':
    case 'township':
    case 'village':
      return undefined;
  }
}

/**
 * The divisions of the authorities above one, nearest first: of 320506, 3205 and 32. The first is the next higher of
 * definition 8; there is none above the province, where the same department acts with other persons.
 * @throws RangeError when no authority is in the division: who acts there is not told by its code alone.
 */
export function authorityDivisionsAbove(division: DivisionCode): readonly DivisionCode[] {
  if (authorityLevelOf(division) === undefined) {
    throw new RangeError(`no authority is in ${division}`);
  }
  const parent = parentOf(division);
  return parent === undefined ? [] : [parent, ...authorityDivisionsAbove(parent)];
}
