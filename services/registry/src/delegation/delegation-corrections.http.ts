import { streamOf } from '@fuhua/kernel';
import type { CallerOfRequest } from '@fuhua/platform/auth';
import { correctionController, found } from '@fuhua/platform/http';
import type { ServicePorts } from '@fuhua/platform/service';
import { rowsAsOf } from '@fuhua/platform/views';
import { mayDecide } from '@fuhua/rules';
import { assertMayAct } from '../authority/directory.view.ts';
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
  const { acting, base, directory, today } = await actingOn(ports, id, of, { now }, caller);
  assertMayAct(mayDecide({ base, act: 'functions', acting, directory, day: today }));
}
