import { bureausAbove } from '@fuhua/directory';
import { streamOf, type AuthorityId } from '@fuhua/kernel';
import type { CallerOfRequest } from '@fuhua/platform/auth';
import { correctionController, found, problem } from '@fuhua/platform/http';
import type { ServicePorts } from '@fuhua/platform/service';
import { rowsAsOf } from '@fuhua/platform/views';
import './authority-problems.http.ts';
import { authority } from './authority.decider.ts';
import { authorityView } from './authority.view.ts';

/** Corrections of the directory and of what authorities fixed for themselves: theirs, those above them, or the administrator. */
export const AuthorityCorrections = correctionController({
  collection: 'authorities',
  slice: authority,
  roles: ['administrator', 'officer'],
  readers: ['auditor'],
  assertCompetent: (caller, id, ports) => assertCompetent(caller, id as AuthorityId, ports),
  problems: ['registry.authority-unknown', 'registry.not-competent'],
});

async function assertCompetent(
  { role, authority: acting }: CallerOfRequest,
  id: AuthorityId,
  { store }: ServicePorts,
): Promise<void> {
  if (role === 'administrator' || role === 'auditor' || acting === id) return;
  const [row] = await rowsAsOf(authorityView, store, streamOf(authority.category, id), {});
  const { division } = found(row, 'registry.authority-unknown');
  if (acting !== undefined && bureausAbove(division).includes(acting)) return;
  throw problem('registry.not-competent', {
    rule: 'R-JUR-01',
    clause: '五(二)-1',
    competentAuthority: id,
    reason: {
      zh: '应由该主管部门或其上级更正',
      en: 'the authority itself or one above it corrects this',
    },
  });
}
