import type { AuthorityId, DivisionCode } from '@fuhua/kernel';
import { uuidOf } from '@fuhua/platform/handle';
import { authorityDivisionsAbove, type OfficeKey } from '@fuhua/rules';

/**
 * Known from the office alone, whether the authority is on record or not: one office cannot be registered twice. Never
 * from its name, for names repeat and change.
 */
export function authorityIdOf({ kind, division, department }: OfficeKey): AuthorityId {
  const key = ['authority', kind, division];
  const parts = kind === 'sponsor' ? [...key, department ?? ''] : key;
  return uuidOf(...parts) as AuthorityId;
}

/** The provincial civil-affairs bureau: 江苏省民政厅. */
export const PROVINCE: AuthorityId = authorityIdOf({
  kind: 'civil-affairs',
  division: '32' as DivisionCode,
});

/** The bureaus above a division's authority, nearest first, on record or not (definition 8). @throws RangeError as rules' */
export function bureausAbove(division: DivisionCode): readonly AuthorityId[] {
  return authorityDivisionsAbove(division).map((code) =>
    authorityIdOf({ kind: 'civil-affairs', division: code }),
  );
}
