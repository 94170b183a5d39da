import type { OperatorContractId } from '@fuhua/kernel';
import { overrideController } from '@fuhua/platform/override';
import { assertCompetent } from './operatorcontract-corrections.http.ts';
import { operatorContractProblems } from './operatorcontract-problems.http.ts';
import { aboutContract, operatorContract } from './operatorcontract.decider.ts';
import { overrideSigning } from './override.decider.ts';

/** Contracts signed against the rules: by two officers of whoever contracts the base's operator (R-JUR-01). */
export const OperatorContractOverrides = overrideController({
  collection: 'operator-contracts',
  slice: operatorContract,
  override: overrideSigning,
  roles: ['officer'],
  readers: ['auditor'],
  assertCompetent: (caller, id, ports) => assertCompetent(caller, id as OperatorContractId, ports),
  problems: operatorContractProblems,
  competence: ['registry.base-unknown'],
  about: aboutContract,
});
