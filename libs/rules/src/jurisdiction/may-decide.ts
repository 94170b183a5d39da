import type { Day } from '@fuhua/kernel';
import type { Authority } from './authority.ts';
import type { BaseAct, Directory, JudgedBase } from './base.ts';
import { competentAuthority } from './competent-authority.ts';
import { officeText } from './office-text.ts';
import type { Competence } from './organization-facts.ts';

export interface MayDecide {
  readonly base: JudgedBase;
  readonly act: BaseAct;
  readonly acting: Authority;
  readonly directory: Directory;
  readonly day: Day;
}

export interface MayDecideCompetence extends Competence {
  /** It judges again what it decided itself: whoever did the first time may not (definition 8). */
  readonly otherPersons: boolean;
}

/**
 * R-JUR-01 (definitions 8 to 10): whether `acting` is the authority competent for the act. Ids are compared; unlike for an
 * organization's facts, one above may not act in its stead. Asked before any other condition.
 */
export function mayDecide({ base, act, acting, directory, day }: MayDecide): MayDecideCompetence {
  const { authority, otherPersons, result } = competentAuthority(base, act, directory, day);
  const facts = [...result.facts, 'acting.authority'];
  if (authority === undefined) return { ...result, facts, otherPersons };
  const competent = { ...result, facts, otherPersons, competentAuthority: authority };
  if (authority === acting.id) return competent;
  const { zh, en } = officeText(acting, day);
  const reason = {
    zh: `${result.reason.zh}；${zh}无权办理`,
    en: `${result.reason.en}; ${en} may not`,
  };
  return { ...competent, outcome: 'fail', reason };
}
