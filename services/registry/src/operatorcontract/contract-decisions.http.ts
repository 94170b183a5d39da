import { dayOf, fold, streamOf, type OperatorContractId } from '@fuhua/kernel';
import { deciding, type HeldDecision, type StoredFacts } from '@fuhua/platform/redecision';
import type { ServicePorts } from '@fuhua/platform/service';
import { rowsAsOf } from '@fuhua/platform/views';
import { rerun } from '@fuhua/rules';
import { organizationFactView } from '../organization/organization-fact.view.ts';
import { operatorFacts } from './operator-facts.http.ts';
import { assertCompetent } from './operatorcontract-corrections.http.ts';
import { aboutContract, operatorContract } from './operatorcontract.decider.ts';
import { operatorContractView, type OperatorContractRow } from './operatorcontract.view.ts';

/** What the decisions on operators and contracts rest on: what is known of the organization (R-EVT-03, definition 21). */
export const contractDecisions = deciding({
  slice: operatorContract,
  restsOn: ({ data }) => [streamOf('organization', String(data['operator']))],
  sources: [organizationFactView.source],
  regather,
  rerun,
  assertCompetent: (caller, id, ports) => assertCompetent(caller, id as OperatorContractId, ports),
  competence: [
    ...['registry.operator-contract-unknown', 'registry.base-unknown'],
    ...['registry.not-competent', 'registry.competence-unknown'],
  ],
  about: (told) => aboutContract(fold(operatorContract.decider, told as never), []),
});

/** Named as `operatorFacts` names them: what is gathered again, and is unknown when it is not found any more. */
const ofOrganization: ReadonlySet<string> = new Set([
  ...['operator.grade', 'operator.classifications', 'operator.bar'],
]);

async function regather(
  { stream, recordedAt, decision }: HeldDecision,
  ports: ServicePorts,
): Promise<StoredFacts> {
  const [row] = await rowsAsOf(operatorContractView, ports.store, stream, {});
  if (row === undefined) throw new Error(`${stream} holds a decision and no contract`);
  const at = { on: decision.effectiveFrom, today: dayOf(recordedAt) };
  const { facts } = await operatorFacts(ports, row.operator, at);
  const own = Object.entries(decision.facts).filter(([name]) => !ofOrganization.has(name));
  return { ...Object.fromEntries(own), ...linesOf(row, decision), ...facts };
}

/** The lines of a contract that was signed are recorded, and may be corrected: as they stand now. */
function linesOf(
  { detail }: OperatorContractRow,
  { outcome, facts }: HeldDecision['decision'],
): StoredFacts {
  const stored = facts['contract.lines'];
  if (outcome !== 'granted' || stored === undefined || detail.lines === undefined) return {};
  return { 'contract.lines': { ...stored, value: detail.lines } };
}
