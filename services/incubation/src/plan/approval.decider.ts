import { ok, refuse, type Day, type DivisionCode } from '@fuhua/kernel';
import {
  draftPlan,
  evaluate,
  ruleSetOf,
  type DevelopmentStage,
  type PlanStage,
  type PlanType,
  type RuleSetPin,
  type WorkingDayCalendar,
} from '@fuhua/rules';
import {
  incubationPlanApproved,
  incubationPlanDrafted,
  incubationPlanRefused,
  type Inapplicable,
  type PlannedItem,
} from './plan.events.ts';
import {
  competence,
  inOrder,
  planFactsOf,
  type Decided,
  type Drafted,
  type OfficerAct,
  type PartyAct,
  type Plan,
  type Running,
  type Subject,
} from './record.decider.ts';

/** A plan is drafted, by hand or from the template of its type and stage, and approved by the authority (R-PLN-01). */

/** What the case is the record of. */
export interface PlannedCase extends Subject {
  readonly division: DivisionCode;
  /** How far the organization is. */
  readonly developmentStage: DevelopmentStage;
  readonly ruleSet: RuleSetPin;
  /** `planning` and `active` cases have a plan. */
  readonly caseStage: string;
}

export interface Draft {
  readonly type: 'DraftPlan';
  readonly planned: PlannedCase;
  readonly planType: PlanType;
  /** Written by hand; without them those of the template are taken, spread over `term`. */
  readonly items?: readonly Omit<PlannedItem, 'item'>[] | undefined;
  readonly term: { readonly start: Day; readonly end: Day };
  readonly inapplicable: Inapplicable;
  readonly on: Day;
}

export interface Approve {
  readonly type: 'ApprovePlan';
  readonly on: Day;
  readonly calendar: WorkingDayCalendar;
  readonly knownThrough: Readonly<Record<string, string>>;
}

/** Support-type organizations plan as hubs (5.3). */
export function planStageOf(stage: DevelopmentStage): PlanStage {
  return stage === 'support' ? 'hub' : stage;
}

export function draft(command: Draft & (PartyAct | OfficerAct), state: Plan): Decided {
  const { planned, planType, items, term, inapplicable, on, today } = command;
  const incompetent = competence(command, 'record');
  if (incompetent !== undefined) return refuse(incompetent);
  if (state.stage === 'running') return refuse({ code: 'incubation.plan-already-approved' });
  const { caseStage } = planned;
  if (caseStage !== 'planning' && caseStage !== 'active') {
    return refuse({ code: 'incubation.plan-not-ready', stage: caseStage });
  }
  if (term.end < term.start) {
    return refuse({ code: 'incubation.days-out-of-order', first: term.start, then: term.end });
  }
  const early = inOrder(on, state.stage === 'drafted' ? state.draftedOn : on, today);
  if (early !== undefined) return refuse(early);
  const planStage = planStageOf(planned.developmentStage);
  const written = items ?? fromTemplate(planType, planStage, term);
  return ok([
    incubationPlanDrafted({
      ...{ case: planned.case, base: planned.base, organization: planned.organization },
      ...{ division: planned.division, ruleSet: planned.ruleSet, planType, planStage },
      items: written.map((one, index) => ({ item: index + 1, ...one })),
      ...{ inapplicable, fromTemplate: items === undefined, on },
    }),
  ]);
}

export function approve(command: Approve & OfficerAct, state: Plan): Decided {
  const { on, today, calendar, knownThrough } = command;
  const incompetent = competence(command, 'entry');
  if (incompetent !== undefined) return refuse(incompetent);
  if (state.stage === 'none') return refuse({ code: 'incubation.plan-unknown' });
  if (state.stage === 'running') return refuse({ code: 'incubation.plan-already-approved' });
  const { subject, drafted, draftedOn, ruleSet } = state;
  const early = inOrder(on, draftedOn, today);
  if (early !== undefined) return refuse(early);
  const decision = evaluate({
    ...{ ruleSet: ruleSetOf(ruleSet), procedure: 'plan.approval', on, calendar, knownThrough },
    facts: planFactsOf(state, draftedOn, [drafted]),
  });
  const decided = { ...subject, drafted, decision, on };
  switch (decision.outcome) {
    case 'granted':
      return ok([incubationPlanApproved(decided)]);
    case 'refused':
      return ok([incubationPlanRefused(decided)]);
    case 'insufficient-evidence':
      return refuse({ code: 'incubation.plan-insufficient-evidence', decision });
  }
}

export function approvedPlan(state: Drafted, approvedOn: Day): Running {
  const { subject, division, ruleSet, planType, planStage, items, inapplicable } = state;
  return {
    ...{ stage: 'running', subject, division, ruleSet, planType, planStage, items, inapplicable },
    ...{ approvedOn, since: state.drafted, sinceOn: state.draftedOn },
    ...{ completed: new Set<number>(), overdue: new Set<string>(), suspensions: [] },
  };
}

/** Who does an item of a template: the organization; what it needs of others, both. */
function fromTemplate(
  planType: PlanType,
  planStage: PlanStage,
  term: Draft['term'],
): readonly Omit<PlannedItem, 'item'>[] {
  return draftPlan(planType, planStage, term, 'zh').map(({ topic, task, evidence, dueOn }) => ({
    ...{ topic, task, evidence, ...(dueOn !== 'none' && { dueOn }) },
    owner: topic === 'resource-need' ? 'both' : 'organization',
  }));
}
