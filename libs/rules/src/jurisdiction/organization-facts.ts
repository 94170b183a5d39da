import type { AuthorityId, DivisionCode } from '@fuhua/kernel';
import type { Outcome, RuleResult, Text } from '../result.ts';
import type { Authority } from './authority.ts';

/** Where an organization is registered: with an authority of the province, or in a division outside it. */
export type Registrar =
  | { readonly at: 'authority'; readonly authority: Authority }
  | { readonly at: 'outside'; readonly division: DivisionCode };

export interface MayRecordFacts {
  /** Undefined while nothing is on record. */
  readonly registrar: Registrar | undefined;
  readonly acting: Authority;
  /** Whether the command carries evidence; asked for outside the province only. */
  readonly evidence: boolean;
}

export interface Competence extends RuleResult {
  /** Missing where none is known: outside the province, not on record, or none at all. */
  readonly competentAuthority?: AuthorityId;
}

const PROVINCE = '32';

/**
 * R-JUR-01 (definition 8, for an organization's facts): its registrar or an authority above records them; for an
 * organization registered outside the province any authority does, with evidence. A sponsor never does for one inside.
 * Unknown when no registrar is on record, when it is given only by a division of the province, or when evidence is missing.
 */
export function mayRecordFactsOf({ registrar, acting, evidence }: MayRecordFacts): Competence {
  if (registrar === undefined) {
    return result('unknown', '登记管理机关尚未登记', 'no registrar is on record');
  }
  if (registrar.at === 'authority') return inside(registrar.authority, acting);
  if (registrar.division.startsWith(PROVINCE)) {
    const zh = `${registrar.division}在本省，须指明登记管理机关`;
    return result('unknown', zh, `${registrar.division} is in the province: name its authority`);
  }
  return evidence
    ? result('pass', '省外登记，附有证据', 'registered outside the province, with evidence')
    : result('unknown', '省外登记，须附证据', 'registered outside the province, without evidence');
}

function inside(registrar: Authority, acting: Authority): Competence {
  const competentAuthority = registrar.id;
  const isBureau = acting.kind === 'civil-affairs';
  if (isBureau && acting.id === registrar.id) {
    return { ...result('pass', '本登记管理机关', 'its registrar'), competentAuthority };
  }
  if (isBureau && registrar.above.includes(acting.id)) {
    const passed = result('pass', '登记管理机关的上级', 'an authority above its registrar');
    return { ...passed, competentAuthority };
  }
  const zh = `应由登记管理机关 ${registrar.id} 或其上级记录`;
  const en = `its registrar ${registrar.id} or an authority above records it`;
  return { ...result('fail', zh, en), competentAuthority };
}

function result(outcome: Outcome, zh: string, en: string): RuleResult {
  const reason: Text = { zh, en };
  const facts = ['organization.registrar', 'acting.authority'];
  return { rule: 'R-JUR-01', impl: 1, clause: '五(二)-1', outcome, reason, facts };
}
