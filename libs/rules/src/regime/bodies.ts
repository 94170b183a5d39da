import type { DivisionCode } from '@fuhua/kernel';
import { kindOf } from '../divisions/code.ts';

/** Who manages or guides a base, told by where it stands. */

/** The body of that kind of a township (9 digits) or a village (12). */
export interface DivisionBody {
  /** 乡镇人民政府 · 街道办事处 · 城乡社区党组织 · 村民委员会 · 居民委员会 */
  readonly kind:
    | 'township-government'
    | 'subdistrict-office'
    | 'community-party-organization'
    | 'villagers-committee'
    | 'residents-committee';
  readonly division: DivisionCode;
}

/**
 * Of a 12-digit location: 乡镇人民政府 of a town or township (positions 7–9: 100–399), 街道办事处 of a street (001–099).
 * Undefined for quasi-townships (400 and above), where no body is told by the code.
 */
export function townshipBody(location: DivisionCode): DivisionBody | undefined {
  const division = location.slice(0, 9) as DivisionCode;
  const kind = kindOf(division);
  if (kind === 'street') return { kind: 'subdistrict-office', division };
  const isTownship = kind === 'town' || kind === 'township';
  return isTownship ? { kind: 'township-government', division } : undefined;
}

/**
 * Of a 12-digit location: 居委会 (positions 10–12: 001–199) or 村委会 (200–399). Undefined for quasi-villages (400 and
 * above).
 */
export function committee(location: DivisionCode): DivisionBody | undefined {
  const kind = kindOf(location);
  const isCommittee = kind === 'residents-committee' || kind === 'villagers-committee';
  return isCommittee ? { kind, division: location } : undefined;
}
