import type { PublicPlanEvent, Publish } from '@fuhua/contracts';
import type { PlanEvent } from './plan.events.ts';

/** Others learn that there is a plan and what is done by it; drafts, what the items say and who disagrees stay here. */
export const publishPlan: Publish<PlanEvent, PublicPlanEvent> = ({ type, data }) => {
  const of = { case: data.case, base: data.base, organization: data.organization };
  switch (type) {
    case 'IncubationPlanApproved':
      return { type, data: { ...of, ruleSet: data.decision.ruleSet, on: data.on } };
    case 'PlanItemCompleted':
      return { type, data: { ...of, item: data.item, on: data.on } };
    case 'PlanItemOverdue':
      return { type, data: { ...of, item: data.item, due: data.due } };
    case 'PlanAmended': {
      const { proposed, items, on } = data;
      return { type, data: { ...of, proposed, items: items.length, on } };
    }
    case 'SupportServiceDelivered': {
      const { code, on, hours, persons } = data;
      return { type, data: { ...of, code, on, hours, persons } };
    }
    case 'GuidanceDelivered': {
      const { mode, axis, on, hours, persons } = data;
      return { type, data: { ...of, mode, axis, on, hours, persons } };
    }
    case 'CommunityActivityReported': {
      const { series, title, on, place, beneficiaries, hours } = data;
      return { type, data: { ...of, series, title, on, place, beneficiaries, hours } };
    }
    case 'IncubationPlanDrafted':
    case 'IncubationPlanRefused':
    case 'PlanAmendmentProposed':
    case 'PlanAmendmentDeclined':
    case 'PlanSupportSuspended':
    case 'PlanSupportResumed':
    case 'IncubationPlanClosed':
      return 'private';
  }
};
