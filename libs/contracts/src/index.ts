export * from './public-event.ts';
export * as incubationCommunity from './incubation.community.ts';
export type { PublicCommunityEvent } from './incubation.community.ts';
export * as evaluationPanel from './evaluation.panel.ts';
export type { PublicPanelEvent } from './evaluation.panel.ts';
export * as evaluationRubric from './evaluation.rubric.ts';
export type { PublicRubricEvent } from './evaluation.rubric.ts';
export * as incubationCase from './incubation.case.ts';
export type { PublicCaseEvent } from './incubation.case.ts';
export * as incubationLocalRules from './incubation.localrules.ts';
export type { PublicLocalRulesEvent } from './incubation.localrules.ts';
export * as incubationPlan from './incubation.plan.ts';
export type { PublicPlanEvent } from './incubation.plan.ts';
export * as registryAuthority from './registry.authority.ts';
export type { PublicAuthorityEvent } from './registry.authority.ts';
export * as registryBase from './registry.base.ts';
export type { PublicBaseEvent } from './registry.base.ts';
export * as registryBaseUpkeep from './registry.base-upkeep.ts';
export type { PublicBaseUpkeepEvent } from './registry.base-upkeep.ts';
export * as registryDelegation from './registry.delegation.ts';
export type { PublicDelegationEvent } from './registry.delegation.ts';
export * as registryOperatorContract from './registry.operatorcontract.ts';
export type { PublicOperatorContractEvent } from './registry.operatorcontract.ts';
export * as registryOrganization from './registry.organization.ts';
export * as registryOrganizationFacts from './registry.organization-facts.ts';
export type { PublicOrganizationFact } from './registry.organization-facts.ts';
export type {
  PublicOrganizationEvent,
  PublicOrganizationIdentity,
} from './registry.organization.ts';
export * as registryPerson from './registry.person.ts';
export type { PublicPersonEvent } from './registry.person.ts';
export * from './shared.ts';
