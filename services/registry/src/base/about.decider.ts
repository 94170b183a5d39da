import type { AuthorityId, BaseId, DivisionCode } from '@fuhua/kernel';
import type { Base } from './base.decider.ts';
import type { BaseEvent } from './base.events.ts';
import { opensRecord } from './life.decider.ts';

export interface AboutBase {
  readonly base?: BaseId;
  readonly authority?: AuthorityId | undefined;
  readonly division?: DivisionCode;
}

/** Whom events decided in this state concern: the base, where it stands, and its sponsor. */
export function aboutBase(state: Base, [first]: readonly BaseEvent[]): AboutBase {
  if (state.stage !== 'none') {
    return { base: state.base, authority: state.sponsor, division: state.location };
  }
  if (first === undefined || !opensRecord(first)) return {};
  const { base: id, location: division } = first.data;
  const authority = first.type === 'BaseRegistered' ? undefined : first.data.sponsor;
  return { base: id, authority, division };
}
