export * from './public-event.ts';
export * as registryAuthority from './registry.authority.ts';
export type { PublicAuthorityEvent } from './registry.authority.ts';
export * as registryPerson from './registry.person.ts';
export type { PublicPersonEvent } from './registry.person.ts';
export * from './shared.ts';
