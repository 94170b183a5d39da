export * from './arbitraries.ts';
export { Unmet } from './compare.ts';
export { given } from './given.ts';
export { goldenOf } from './golden.ts';
export type { Outcome, Standing } from './given.ts';
export * from './ids.ts';
export { at, by, endOfDay, instantAt, START, told } from './told.ts';
export type { Given, Placed } from './told.ts';
