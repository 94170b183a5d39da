import type { AuthorityId } from '@fuhua/kernel';
import type { Text } from '../result.ts';
import type { Competence } from './organization-facts.ts';

/** How a service refuses whom R-JUR-01 does not let act, or of whom it cannot tell. */
export interface Incompetence<S extends string> {
  readonly code: `${S}.not-competent` | `${S}.competence-unknown`;
  readonly rule: string;
  readonly clause: string;
  readonly reason: Text;
  readonly competentAuthority?: AuthorityId | undefined;
}

/** Undefined for whoever may act. */
export function incompetence<const S extends string>(
  service: S,
  { outcome, rule, clause, reason, competentAuthority }: Competence,
): Incompetence<S> | undefined {
  const found = { rule, clause, reason, competentAuthority };
  switch (outcome) {
    case 'pass':
      return undefined;
    case 'fail':
      return { code: `${service}.not-competent`, ...found };
    case 'unknown':
      return { code: `${service}.competence-unknown`, ...found };
  }
}
