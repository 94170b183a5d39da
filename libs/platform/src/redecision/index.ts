import 'reflect-metadata';

export { changesBetween } from './changes.ts';
export { deciding } from './deciding.ts';
export type { Deciding, DecidingOptions, HeldDecision } from './deciding.ts';
export { decisionTables } from './decision-index.ts';
export type { DecisionRow, RedecisionRow } from './decision-index.ts';
export type { StoredDecision, StoredFacts } from './decision.ts';
export { redecisionController } from './redecision-controller.ts';
export { redecisionProblems } from './redecision-problems.ts';
export { redecisionReactions } from './redecision-reactions.ts';
export { redecisionsOf } from './redecisions.ts';
export type { RedecisionCommand, RedecisionRefusal } from './redecisions.ts';
