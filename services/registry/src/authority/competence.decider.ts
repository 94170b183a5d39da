import type { AuthorityId } from '@fuhua/kernel';
import type { Text } from '@fuhua/rules';
import type { AuthorityKind } from './authority.events.ts';

/** In which capacity somebody asks. */
export type Capacity =
  | { readonly role: 'administrator' }
  | { readonly role: 'officer'; readonly authority: AuthorityId };

/** Another authority; without `kind` none is on record under that id that was not dissolved. */
export interface OtherAuthority {
  readonly id: AuthorityId;
  readonly kind?: AuthorityKind | undefined;
}

export interface Unfit {
  readonly code: 'registry.authority-unfit';
  readonly authority: AuthorityId;
  readonly needed: AuthorityKind;
}

export function unfit(other: OtherAuthority, needed: AuthorityKind): Unfit | undefined {
  return other.kind === needed
    ? undefined
    : { code: 'registry.authority-unfit', authority: other.id, needed };
}

export interface NotCompetent {
  readonly code: 'registry.not-competent';
  readonly rule: 'R-JUR-01';
  readonly clause: '五(二)-1';
  readonly competentAuthority: AuthorityId;
  readonly reason: Text;
}

/** R-JUR-01: the directory and the zone map are the provincial bureau's; the administrator may keep them for it. */
export function unlessProvince(by: Capacity, province: AuthorityId): NotCompetent | undefined {
  if (by.role === 'administrator' || by.authority === province) return undefined;
  const en = 'the directory of authorities and the zone map are kept by the provincial bureau';
  return notCompetent(province, '主管部门名录和功能区对应关系由省级民政部门维护', en);
}

/** R-JUR-01: what an authority fixes or receives for itself, no other does for it. */
export function unlessItself(by: Capacity, authority: AuthorityId): NotCompetent | undefined {
  if (by.role === 'officer' && by.authority === authority) return undefined;
  return notCompetent(authority, '应由该主管部门自行办理', 'the authority does this for itself');
}

function notCompetent(competentAuthority: AuthorityId, zh: string, en: string): NotCompetent {
  const rule = { rule: 'R-JUR-01', clause: '五(二)-1' } as const;
  return { code: 'registry.not-competent', ...rule, competentAuthority, reason: { zh, en } };
}
