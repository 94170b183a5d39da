export {
  foldDelegations,
  foldGrants,
  isDelegationFact,
  isGrantFact,
  PersonDelegationEntity,
  PersonGrantEntity,
} from './grant-rows.ts';
export type { GrantEvent, PersonDelegationRow, PersonGrantRow } from './grant-rows.ts';
export { grantsFromViews } from './grants-from-views.ts';
export type { GrantsFromViews } from './grants-from-views.ts';
