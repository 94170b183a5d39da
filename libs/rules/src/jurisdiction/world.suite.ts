import type { AuthorityId, Day } from '@fuhua/kernel';
import {
  authorityDivisionsAbove,
  authorityLevelOf,
  parseDivisionCode,
  type Authority,
  type JudgedBase,
  type ZoneMapping,
} from '../index.ts';

/** Authorities and places for the specs of competence. An id reads as what it is: 民320506, 教32. */

export const day = (text: string): Day => text as Day;
export const id = (name: string): AuthorityId => name as AuthorityId;

export function bureau(code: string): Authority {
  const division = parseDivisionCode(code);
  const above = authorityDivisionsAbove(division).map((one) => id(`民${one}`));
  const level = authorityLevelOf(division)!;
  return { id: id(`民${code}`), kind: 'civil-affairs', level, division, above };
}

export function sponsor(mark: '教' | '文', code: string): Authority {
  const department = { 教: 'education', 文: 'culture' }[mark];
  return { ...bureau(code), id: id(`${mark}${code}`), kind: 'sponsor', department, above: [] };
}

/** No city has a sponsor 文: nobody is one level above that of 320506. */
export const authorities: readonly Authority[] = [
  ...['32', '3205', '3202', '320505', '320506', '320281'].map(bureau),
  ...['32', '3205', '3202', '320506', '320281'].map((code) => sponsor('教', code)),
  ...['32', '320506'].map((code) => sponsor('文', code)),
];

export const zoneMap: ZoneMapping = {
  zone: parseDivisionCode('320576'),
  actingAuthority: id('民320505'),
  countsFor: parseDivisionCode('320506'),
  validFrom: day('2024-07-01'),
  validTo: day('2026-06-30'),
};

export function baseIn(
  location: string,
  level: JudgedBase['level'],
  rest: Partial<JudgedBase> = {},
): JudgedBase {
  return { kind: 'incubation-base', level, location: parseDivisionCode(location), ...rest };
}
