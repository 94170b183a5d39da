import { streamOf, type OperatorContractId } from '@fuhua/kernel';
import type { CallerOfRequest } from '@fuhua/platform/auth';
import { correctionController, found } from '@fuhua/platform/http';
import type { ServicePorts } from '@fuhua/platform/service';
import { rowsAsOf } from '@fuhua/platform/views';
import { mayDecide } from '@fuhua/rules';
import { assertMayAct } from '../authority/directory.view.ts';
import { actingOn } from './acting.http.ts';
import './operatorcontract-problems.http.ts';
import { operatorContract } from './operatorcontract.decider.ts';
import { operatorContractView } from './operatorcontract.view.ts';

/** Corrections of what is recorded of contracts: asked for and approved by whoever contracts the base's operator (R-JUR-01). */
export const OperatorContractCorrections = correctionController({
  collection: 'operator-contracts',
  slice: operatorContract,
  roles: ['officer'],
  readers: ['auditor'],
  assertCompetent: (caller, id, ports) => assertCompetent(caller, id as OperatorContractId, ports),
  problems: [
    ...['registry.operator-contract-unknown', 'registry.base-unknown'],
    ...['registry.not-competent', 'registry.competence-unknown'],
  ],
});

/** @throws ProblemError */
export async function assertCompetent(
  caller: CallerOfRequest,
  id: OperatorContractId,
  ports: ServicePorts,
): Promise<void> {
  if (caller.role === 'auditor') return;
  const stream = streamOf(operatorContract.category, id);
  const [row] = await rowsAsOf(operatorContractView, ports.store, stream, {});
  const { base: of } = found(row, 'registry.operator-contract-unknown');
  const { acting, base, directory, today } = await actingOn(
    ports,
    of,
    { now: ports.clock.now() },
    caller,
  );
  assertMayAct(mayDecide({ base, act: 'operator', acting, directory, day: today }));
}
