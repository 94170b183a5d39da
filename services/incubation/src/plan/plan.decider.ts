import {
  refuse,
  type Decider,
  type DivisionCode,
  type BaseId,
  type Origin,
  type Slice,
} from '@fuhua/kernel';
import {
  amendedBy,
  answerProposal,
  propose,
  type Answer,
  type Propose,
} from './amendment.decider.ts';
import { approve, approvedPlan, draft, type Approve, type Draft } from './approval.decider.ts';
import { planEvents, type PlanEvent } from './plan.events.ts';
import {
  competence,
  onOpen,
  onRunning,
  type Decided,
  type OfficerAct,
  type PartyAct,
  type Plan,
  type PlanRefusal,
  type Running,
} from './record.decider.ts';
import {
  hearCase,
  itemDeadlines,
  overdueName,
  passDeadline,
  report,
  resumed,
  type HearCase,
  type PassDeadline,
  type Report,
} from './service.decider.ts';

/** The plan of a case (四(三)2-3): drafted, approved, carried out, changed by both sides alone. */

export type PartyCommand = (PartyAct | OfficerAct) & (Draft | Propose | Answer | Report);
export type ApproveCommand = OfficerAct & Approve;
export type PlanCommand = PartyCommand | ApproveCommand | HearCase | PassDeadline;

export const planDecider: Decider<Plan, PlanCommand, PlanEvent, PlanRefusal> = {
  initial: { stage: 'none' },
  decide(command, state) {
    switch (command.type) {
      case 'PassDeadline':
        return passDeadline(command, state);
      case 'SuspendSupport':
      case 'ResumeSupport':
      case 'ClosePlan':
        return hearCase(command, state);
      case 'DraftPlan':
        return draft(command, state);
      case 'ApprovePlan':
        return approve(command, state);
      case 'ProposeAmendment':
      case 'AgreeToAmendment':
      case 'DeclineAmendment':
      case 'CompleteItem':
      case 'RecordSupportService':
      case 'RecordGuidance':
      case 'ReportActivity': {
        const incompetent = competence(command, 'record');
        return incompetent === undefined ? carryOut(command, state) : refuse(incompetent);
      }
    }
  },
  evolve(state, event, origin) {
    switch (event.type) {
      case 'IncubationPlanDrafted': {
        const { case: id, base, organization, on, fromTemplate: _, ...content } = event.data;
        const subject = { case: id, base, organization };
        return { stage: 'drafted', subject, ...content, drafted: origin.id, draftedOn: on };
      }
      case 'IncubationPlanApproved':
        return state.stage === 'drafted' ? approvedPlan(state, event.data.on) : state;
      case 'IncubationPlanRefused':
        return state;
      case 'PlanItemCompleted':
      case 'PlanItemOverdue':
      case 'PlanAmendmentProposed':
      case 'PlanAmended':
      case 'PlanAmendmentDeclined':
      case 'SupportServiceDelivered':
      case 'GuidanceDelivered':
      case 'CommunityActivityReported':
      case 'PlanSupportSuspended':
      case 'PlanSupportResumed':
      case 'IncubationPlanClosed':
        return state.stage === 'running' ? evolveRunning(state, event, origin) : state;
    }
  },
  deadlines: (state) => (state.stage === 'running' ? itemDeadlines(state) : []),
};

function carryOut(command: Extract<PartyCommand, Propose | Answer | Report>, state: Plan): Decided {
  switch (command.type) {
    case 'ProposeAmendment':
      return onOpen(state, (plan) => propose(command, plan));
    case 'AgreeToAmendment':
    case 'DeclineAmendment':
      return onOpen(state, (plan) => answerProposal(command, plan));
    case 'CompleteItem':
    case 'RecordSupportService':
    case 'RecordGuidance':
    case 'ReportActivity':
      return onRunning(state, (plan) => report(command, plan));
  }
}

type RunningEvent = Exclude<
  PlanEvent,
  { type: 'IncubationPlanDrafted' | 'IncubationPlanApproved' | 'IncubationPlanRefused' }
>;

function evolveRunning(plan: Running, { type, data }: RunningEvent, { id }: Origin): Running {
  switch (type) {
    case 'PlanItemCompleted':
      return { ...plan, completed: new Set(plan.completed).add(data.item) };
    case 'PlanItemOverdue': {
      const { item, due } = data;
      return { ...plan, overdue: new Set(plan.overdue).add(overdueName(item, due)) };
    }
    case 'PlanAmendmentProposed': {
      const { by, items, inapplicable, on } = data;
      return { ...plan, proposal: { proposed: id, by, items, inapplicable, on } };
    }
    case 'PlanAmended':
      return amendedBy(plan, data, id);
    case 'PlanAmendmentDeclined':
      return { ...plan, proposal: undefined };
    case 'PlanSupportSuspended':
      return { ...plan, suspendedOn: data.on };
    case 'PlanSupportResumed':
      return resumed(plan, data.on);
    case 'IncubationPlanClosed':
      return { ...plan, closedOn: data.on, proposal: undefined };
    case 'SupportServiceDelivered':
    case 'GuidanceDelivered':
    case 'CommunityActivityReported':
      return plan;
  }
}

export const plan: Slice<Plan, PlanCommand, PlanEvent, PlanRefusal> = {
  category: 'plan',
  events: planEvents,
  decider: planDecider,
};

/** The same streams, decided by the part that hears the case: all that the reaction to it may send. */
export const plansOfCases: Slice<Plan, HearCase, PlanEvent, never> = {
  ...plan,
  decider: { ...planDecider, decide: hearCase },
};

/** Whom events concern: the base and where it stood. */
export function aboutPlan(
  state: Plan,
  [first]: readonly PlanEvent[],
): { readonly base?: BaseId; readonly division?: DivisionCode } {
  if (state.stage !== 'none') return { base: state.subject.base, division: state.division };
  return first?.type === 'IncubationPlanDrafted'
    ? { base: first.data.base, division: first.data.division }
    : {};
}
