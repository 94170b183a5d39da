import { streamOf } from '@fuhua/kernel';
import { assertInScope } from '@fuhua/platform/auth';
import { correctionController, found } from '@fuhua/platform/http';
import { rowsAsOf } from '@fuhua/platform/views';
import './community-problems.http.ts';
import { community } from './community.decider.ts';
import { communityView } from './community.view.ts';

/** Corrections of what is recorded of people around a base: by its operator. */
export const CommunityCorrections = correctionController({
  collection: 'community',
  slice: community,
  roles: ['operator'],
  readers: ['auditor'],
  assertCompetent: async (caller, id, { store }) => {
    if (caller.role === 'auditor') return;
    const [row] = await rowsAsOf(communityView, store, streamOf('community', id), {});
    assertInScope(caller, { base: found(row, 'incubation.community-record-unknown').base });
  },
  problems: ['incubation.community-record-unknown'],
});
