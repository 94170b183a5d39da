export { startPostgres } from './embedded.ts';
export type { EmbeddedPostgres, StartPostgresOptions } from './embedded.ts';
export * from './errors.ts';
export { Claimed, claim, holderOf } from './claim.ts';
export type { Claim } from './claim.ts';
export { gone, isAlive, markOf, signal } from './processes.ts';
export type { ProcessMark } from './processes.ts';
export type { Settings } from './server.ts';
export { freePort, freshDatabase, startTestPostgres, temporaryDirectory } from './test-postgres.ts';
