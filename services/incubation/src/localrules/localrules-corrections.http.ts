import type { AuthorityId } from '@fuhua/kernel';
import { correctionController, problem } from '@fuhua/platform/http';
import './localrules-problems.http.ts';
import { localRules, ownership } from './localrules.decider.ts';

/** Corrections of title, number, day and files: by the authority whose rules they are. */
export const LocalRulesCorrections = correctionController({
  collection: 'local-rules',
  slice: localRules,
  roles: ['officer'],
  readers: ['auditor'],
  assertCompetent: ({ role, authority: id }, authority) => {
    if (role === 'auditor') return Promise.resolve();
    if (id === undefined) throw problem('platform.out-of-scope');
    const refusal = ownership({ authority: authority as AuthorityId, acting: { id } });
    if (refusal === undefined) return Promise.resolve();
    const { code, ...members } = refusal;
    throw problem(code, members);
  },
  problems: ['incubation.not-competent'],
});
