import 'reflect-metadata';

export { accessTable } from './access-backup.ts';
export { openAccessRecords } from './access-postgres.ts';
export { dropOldAccessRecords, migrateAccessRecords } from './access-schema.ts';
export type { MigrateAccessOptions } from './access-schema.ts';
export type { AccessRecord, AccessRecords } from './access-records.ts';
export { Caller, callerOf, EveryCapacity, PersonalRead, Public, Roles } from './decorators.ts';
export { chooseCapacity, GrantsStale, NOBODY, roles } from './grants.ts';
export type { Caller as CallerOfRequest, Grant, Grants, Reach, Role } from './grants.ts';
export { createIssuer } from './issuer.ts';
export type { Issuer, IssuerFiles } from './issuer.ts';
export { assertInScope, divisionRangesOf, isInScope } from './scope.ts';
export type { DivisionRange, Touched } from './scope.ts';
export { createTokenVerifier } from './token.ts';
export type { TokenRules, TokenVerifier } from './token.ts';
