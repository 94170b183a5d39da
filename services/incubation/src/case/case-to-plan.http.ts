import { fold, overlay, streamOf, type CaseId, type Origin, type Told } from '@fuhua/kernel';
import { tell } from '@fuhua/platform/handle';
import type { ServicePorts } from '@fuhua/platform/service';
import type { CasesToPlan } from '../plan/planned-case.view.ts';
import { caseDecider, incubationCase } from './case.decider.ts';
import type { Case } from './case-state.decider.ts';
import type { CaseEvent } from './case.events.ts';
import { identityOf } from './entry-record.decider.ts';

/** A case as the plan rests on it, from the case's own stream. */
export function caseToPlan({ store }: Pick<ServicePorts, 'store'>): CasesToPlan {
  return async (id) => {
    const state = await caseIn({ store }, id);
    if (state.stage === 'none') return undefined;
    const { base, applicant: organization, division, stage, ruleSet } = identityOf(state);
    const term =
      state.stage === 'active' ? { start: state.started.on, end: state.clocks.end } : undefined;
    return {
      ...{ case: id, base, organization, division, developmentStage: stage, ruleSet, term },
      caseStage: state.stage,
    };
  };
}

/** @throws Unavailable, UnknownEvent */
async function caseIn({ store }: Pick<ServicePorts, 'store'>, id: CaseId): Promise<Case> {
  const told: Told[] = [];
  for await (const recorded of store.readStream(streamOf('case', id))) {
    told.push(tell(incubationCase, recorded));
  }
  const own = overlay(told) as unknown as readonly (CaseEvent & { readonly origin: Origin })[];
  return fold(caseDecider, own);
}
