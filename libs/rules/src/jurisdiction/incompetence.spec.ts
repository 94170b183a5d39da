import { expect, test } from '@jest/globals';
import type { AuthorityId } from '@fuhua/kernel';
import { incompetence } from './incompetence.ts';
import type { Competence } from './organization-facts.ts';

const found = (outcome: Competence['outcome']): Competence => ({
  ...{ rule: 'R-JUR-01', impl: 1, clause: '五(二)-1', outcome, facts: ['acting.authority'] },
  reason: { zh: '应由其登记管理机关办理', en: 'its registrar does this' },
  competentAuthority: 'bureau' as AuthorityId,
});

test('whoever may act is not refused', () => {
  expect(incompetence('registry', found('pass'))).toBeUndefined();
});

test.each([
  ['fail', 'registry.not-competent'],
  ['unknown', 'registry.competence-unknown'],
] as const)(
  '%s is refused as %s, with rule, clause, reason and who is competent',
  (outcome, code) => {
    const { rule, clause, reason, competentAuthority } = found(outcome);
    expect(incompetence('registry', found(outcome))).toEqual({
      ...{ code, rule, clause, reason, competentAuthority },
    });
  },
);
