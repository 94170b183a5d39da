import { dayOf, streamOf } from '@fuhua/kernel';
import type { CallerOfRequest } from '@fuhua/platform/auth';
import { correctionController, found, problem } from '@fuhua/platform/http';
import type { ServicePorts } from '@fuhua/platform/service';
import { rowsAsOf } from '@fuhua/platform/views';
import { mayDecide } from '@fuhua/rules';
import { actingOn } from './acting.http.ts';
import './delegation-problems.http.ts';
import { delegation } from './delegation.decider.ts';
import type { DelegationId } from './delegation.events.ts';
import { delegationView } from './delegation.view.ts';

/** Corrections of what is recorded of mandates, research and standards: by the authority of the base (R-JUR-01). */
export const DelegationCorrections = correctionController({
  collection: 'delegations',
  slice: delegation,
  roles: ['officer'],
  readers: ['auditor'],
  assertCompetent: (caller, id, ports) => assertCompetent(caller, id as DelegationId, ports),
  problems: [
    ...['registry.delegation-unknown-here', 'registry.base-unknown'],
    ...['registry.not-competent', 'registry.competence-unknown'],
  ],
});

async function assertCompetent(
  caller: CallerOfRequest,
  id: DelegationId,
  ports: ServicePorts,
): Promise<void> {
  if (caller.role === 'auditor') return;
  const stream = streamOf(delegation.category, id);
  const [row] = await rowsAsOf(delegationView, ports.store, stream, {});
  const { base: of } = found(row, 'registry.delegation-unknown-here');
  const now = ports.clock.now();
  const { acting, base, directory } = await actingOn(ports, id, of, { now }, caller);
  const judged = mayDecide({ base, act: 'functions', acting, directory, day: dayOf(now) });
  const { outcome, rule, clause, reason, competentAuthority } = judged;
  switch (outcome) {
    case 'pass':
      return;
    case 'fail':
      throw problem('registry.not-competent', { rule, clause, reason, competentAuthority });
    case 'unknown':
      throw problem('registry.competence-unknown', { rule, clause, reason, competentAuthority });
  }
}
