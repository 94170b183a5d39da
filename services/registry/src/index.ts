export { published, registry, serviceOver } from './app.module.ts';
export { configSchema } from './config.ts';
export { authority, type AuthorityCommand } from './authority/authority.decider.ts';
export { authorityIdOf, bureausAbove, PROVINCE } from './authority/authority.view.ts';
export {
  aboutOrganization,
  organization,
  type OfficerCommand,
} from './organization/organization.decider.ts';
export { person } from './person/person.decider.ts';
export { uscc } from './uscc/uscc.decider.ts';
