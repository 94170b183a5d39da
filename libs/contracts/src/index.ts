export * from './public-event.ts';
export * as registryAuthority from './registry.authority.ts';
export type { PublicAuthorityEvent } from './registry.authority.ts';
export * as registryOrganization from './registry.organization.ts';
export * as registryOrganizationFacts from './registry.organization-facts.ts';
export type { PublicOrganizationEvent } from './registry.organization.ts';
export * as registryPerson from './registry.person.ts';
export type { PublicPersonEvent } from './registry.person.ts';
export * from './shared.ts';
