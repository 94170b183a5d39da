import { correctionController } from '@fuhua/platform/http';
import { person } from './person.decider.ts';

/** Corrections of what is recorded about persons: two administrators. */
export const PersonCorrections = correctionController({
  collection: 'persons',
  slice: person,
  roles: ['administrator'],
  readers: ['auditor'],
  assertCompetent: () => Promise.resolve(),
});
