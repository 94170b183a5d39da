import type { EventId } from '@fuhua/kernel';
import type { DocumentKind } from '@fuhua/incubation';
import { uuidOf } from '@fuhua/platform/handle';
import { FILE, type Asked, type CaseTelling } from './telling.ts';

/** What is done at more than one gate of a case. */

type Served = Extract<Asked, { type: 'ServeDocument' }>;
type Reviewed = Extract<Asked, { type: 'ReviewPartyWork' }>;

export function served(kind: DocumentKind, what: string): Served {
  const paper = { number: `${what}（测试）`, kind, text: { file: FILE } };
  return { type: 'ServeDocument', document: { ...paper, method: 'electronic', proof: [FILE] } };
}

export function partyWork(gate: Reviewed['gate']): Reviewed {
  const findings = '已建立党组织或落实党建指导员（测试）';
  return { type: 'ReviewPartyWork', gate, findings, evidence: [FILE] };
}

/** What a panel answers to; the `n`-th of its purpose. */
export function requestOf({ id }: CaseTelling, purpose: string, n = 1): EventId {
  return uuidOf('province', 'panel request', id, purpose, String(n)) as EventId;
}
