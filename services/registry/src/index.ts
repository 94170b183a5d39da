export { published, registry, serviceOver } from './app.module.ts';
export { configSchema } from './config.ts';
export { authority, type AuthorityCommand } from './authority/authority.decider.ts';
export { aboutBase } from './base/about.decider.ts';
export { base } from './base/base.decider.ts';
export type { BaseOfficerCommand } from './base/competence.decider.ts';
export {
  aboutContract,
  operatorContract,
  type OperatorContractCommand,
} from './operatorcontract/operatorcontract.decider.ts';
export { organizationFactView } from './organization/organization-fact.view.ts';
export { knownOfOperator } from './operatorcontract/operator-known.http.ts';
export { operatorSeat } from './operatorseat/operatorseat.decider.ts';
export {
  aboutOrganization,
  organization,
  type OfficerCommand,
} from './organization/organization.decider.ts';
export { person } from './person/person.decider.ts';
export { uscc } from './uscc/uscc.decider.ts';
