// A service on a PostgreSQL of its own, for the specs of services; as `startTestPostgres` is, no part of what runs.
export { openTestPlace, type TestConfig, type TestPlace } from './place.ts';
export { eventually, moveClock, said, someoneOf } from './someone.ts';
export type { Answered, Said, Someone } from './someone.ts';
export { tellerOn, type Tale, type Teller } from './teller.ts';
export { addressOf, routesIn, walkUnknownFields } from './unknown-fields.ts';
export type { DocumentedRoute } from './unknown-fields.ts';
