import { streamOf, type CaseId } from '@fuhua/kernel';
import { assertInScope } from '@fuhua/platform/auth';
import { correctionController, found } from '@fuhua/platform/http';
import { rowsAsOf } from '@fuhua/platform/views';
import './plan-problems.http.ts';
import { plan } from './plan.decider.ts';
import { planView } from './plan.view.ts';

/** Corrections of what was completed, delivered and reported: by the operator of the base. */
export const PlanCorrections = correctionController({
  collection: 'plans',
  slice: plan,
  roles: ['operator'],
  readers: ['auditor'],
  assertCompetent: async (caller, id, { store }) => {
    if (caller.role === 'auditor') return;
    const [row] = await rowsAsOf(planView, store, streamOf('plan', id as CaseId), {});
    assertInScope(caller, { base: found(row, 'incubation.plan-unknown').base });
  },
  problems: ['incubation.plan-unknown'],
});
