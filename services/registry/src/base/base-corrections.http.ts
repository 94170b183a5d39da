import { dayOf, streamOf } from '@fuhua/kernel';
import type { CallerOfRequest } from '@fuhua/platform/auth';
import { correctionController, found, problem } from '@fuhua/platform/http';
import type { ServicePorts } from '@fuhua/platform/service';
import { rowsAsOf } from '@fuhua/platform/views';
import { mayDecide } from '@fuhua/rules';
import { directoryOf } from '../authority/directory.view.ts';
import { actingOf } from './acting.http.ts';
import './base-problems.http.ts';
import { base } from './base.decider.ts';
import { baseView } from './base.view.ts';

/** Corrections of what is recorded about bases: asked for and approved by whose base it is (R-JUR-01). */
export const BaseCorrections = correctionController({
  collection: 'bases',
  slice: base,
  roles: ['officer'],
  readers: ['auditor'],
  assertCompetent,
  problems: ['registry.base-unknown', 'registry.not-competent', 'registry.competence-unknown'],
});

/** @throws ProblemError */
export async function assertCompetent(
  caller: CallerOfRequest,
  id: string,
  ports: ServicePorts,
): Promise<void> {
  if (caller.role === 'auditor') return;
  const now = ports.clock.now();
  const day = dayOf(now);
  const acting = await actingOf(ports, caller, { now });
  const [row] = await rowsAsOf(baseView, ports.store, streamOf(base.category, id), {});
  const { kind, level, location, sponsor } = found(row, 'registry.base-unknown');
  const judged = { kind, level, location, sponsor: sponsor ?? undefined };
  const directory = await directoryOf(ports, judged, day);
  const asked = { base: judged, act: 'record', acting, directory, day } as const;
  const { outcome, rule, clause, reason, competentAuthority } = mayDecide(asked);
  switch (outcome) {
    case 'pass':
      return;
    case 'fail':
      throw problem('registry.not-competent', { rule, clause, reason, competentAuthority });
    case 'unknown':
      throw problem('registry.competence-unknown', { rule, clause, reason, competentAuthority });
  }
}
