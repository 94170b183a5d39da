import type { DivisionCode } from '@fuhua/kernel';
import { levelOf, parentOf } from '../divisions/code.ts';
import type { Authority } from './authority.ts';
import type { JudgedBase } from './base.ts';

/** What an authority is found by: a bureau by its code, a sponsor by its code and department. */
export type OfficeKey = Pick<Authority, 'kind' | 'division' | 'department'>;

/**
 * Every office that any act on a base there may come to: look these up for the `Directory`, together with `named` itself.
 * `named` are those known by id alone: the base's sponsor, and whoever acts for its functional zone.
 */
export function officesToLookUp(
  { location }: Pick<JudgedBase, 'location'>,
  named: readonly Authority[] = [],
): readonly OfficeKey[] {
  const codes = [2, 4, 6].map((digits) => location.slice(0, digits) as DivisionCode);
  const bureaus = codes.filter((code) => levelOf(code) !== 'functional-zone');
  const above = named.flatMap(({ kind, division, department }): readonly OfficeKey[] => {
    const parent = parentOf(division);
    return parent === undefined ? [] : [{ kind, division: parent, department }];
  });
  const isBureauAlready = ({ kind, division }: OfficeKey): boolean =>
    kind === 'civil-affairs' && bureaus.includes(division);
  return [
    ...bureaus.map((division): OfficeKey => ({ kind: 'civil-affairs', division })),
    ...above.filter((office) => !isBureauAlready(office)),
  ];
}
