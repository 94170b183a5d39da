import 'reflect-metadata';

export { overrideController } from './override-controller.ts';
export type { OverrideOptions } from './override-controller.ts';
export { overrideProblems } from './override-problems.ts';
export * from './override-requests.ts';
export { overridesOf } from './overrides.ts';
export type { OverrideCommand, OverrideRefusal } from './overrides.ts';
