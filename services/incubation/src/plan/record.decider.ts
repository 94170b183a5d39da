import {
  refuse,
  type BaseId,
  type CaseId,
  type Day,
  type DivisionCode,
  type EventId,
  type EventOf,
  type EventType,
  type Instant,
  type OrganizationId,
  type Result,
} from '@fuhua/kernel';
import {
  incompetence,
  mayDecide,
  type Authority,
  type BaseAct,
  type Decision,
  type Directory,
  type Facts,
  type Incompetence,
  type JudgedBase,
  type PlanStage,
  type PlanType,
  type RuleSetPin,
} from '@fuhua/rules';
import type { Inapplicable, PlanEvent, PlannedItem, PlanSide } from './plan.events.ts';

/** What the slice's deciders share: the state, the parts of a command, the refusals. */

/** Whose plan. */
export interface Subject {
  readonly case: CaseId;
  readonly base: BaseId;
  readonly organization: OrganizationId;
}

/** By one of the two sides; what its grant reaches, the route checks. */
export interface PartyAct {
  readonly today: Day;
}

/** By an officer: competence is asked of the base as it stands today. */
export interface OfficerAct extends PartyAct {
  readonly acting: Authority;
  readonly base: JudgedBase;
  readonly directory: Directory;
}

export interface Content {
  readonly planType: PlanType;
  readonly planStage: PlanStage;
  readonly items: readonly PlannedItem[];
  readonly inapplicable: Inapplicable;
}

/** A plan that awaits approval. */
export interface Drafted extends Content {
  readonly stage: 'drafted';
  readonly subject: Subject;
  readonly division: DivisionCode;
  readonly ruleSet: RuleSetPin;
  readonly drafted: EventId;
  readonly draftedOn: Day;
}

export interface Proposal {
  readonly proposed: EventId;
  readonly by: PlanSide;
  readonly items: readonly PlannedItem[];
  readonly inapplicable: Inapplicable;
  readonly on: Day;
}

/** An approved plan. */
export interface Running extends Content {
  readonly stage: 'running';
  readonly subject: Subject;
  readonly division: DivisionCode;
  readonly ruleSet: RuleSetPin;
  readonly approvedOn: Day;
  /** What it stands in: the draft, or its newest amendment. */
  readonly since: EventId;
  readonly sinceOn: Day;
  readonly completed: ReadonlySet<number>;
  /** Names of deadlines whose passing is recorded. */
  readonly overdue: ReadonlySet<string>;
  readonly proposal?: Proposal | undefined;
  /** Support is suspended from this day on. */
  readonly suspendedOn?: Day | undefined;
  /** Days on which support was suspended and given again, both in the past. */
  readonly suspensions: readonly { readonly from: Day; readonly until: Day }[];
  /** The case is over: its last day. */
  readonly closedOn?: Day | undefined;
}

export type Plan = { readonly stage: 'none' } | Drafted | Running;

export type Given<D> = D extends EventType ? Omit<EventOf<D>['data'], keyof Subject> : never;

export type PlanRefusal =
  | Incompetence<'incubation'>
  | { code: 'incubation.plan-unknown' }
  | { code: 'incubation.plan-already-approved' }
  | { code: 'incubation.plan-awaits-approval' }
  | { code: 'incubation.plan-closed'; on: Day }
  | { code: 'incubation.plan-not-ready'; stage: string }
  | { code: 'incubation.plan-insufficient-evidence'; decision: Decision }
  | { code: 'incubation.plan-amendment-unfit'; decision: Decision }
  | { code: 'incubation.plan-item-unknown'; item: number }
  | { code: 'incubation.plan-items-repeated'; item: number }
  | { code: 'incubation.plan-item-already-completed'; item: number }
  | { code: 'incubation.plan-amendment-open'; proposed: EventId }
  | { code: 'incubation.plan-amendment-unknown' }
  /** 5.3: a change needs the consent of both sides. */
  | { code: 'incubation.plan-needs-other-side'; by: PlanSide }
  | { code: 'incubation.support-suspended'; from: Day }
  | { code: 'incubation.day-in-future'; day: Day; today: Day }
  | { code: 'incubation.days-out-of-order'; first: Day; then: Day }
  | { code: 'incubation.not-due-yet'; name: string; due: Instant };

export type Decided = Result<readonly PlanEvent[], PlanRefusal>;

/** R-JUR-01 (definition 8), before any other condition; sides are in their own plan. */
export function competence(
  act: PartyAct | OfficerAct,
  asked: Extract<BaseAct, 'entry' | 'record'>,
): Incompetence<'incubation'> | undefined {
  if (!('acting' in act)) return undefined;
  const { acting, base, directory, today: day } = act;
  return incompetence('incubation', mayDecide({ base, act: asked, acting, directory, day }));
}

/** Not after today, and not before what it follows. */
export function inOrder(on: Day, first: Day, today: Day): PlanRefusal | undefined {
  if (on > today) return { code: 'incubation.day-in-future', day: on, today };
  return on < first ? { code: 'incubation.days-out-of-order', first, then: on } : undefined;
}

/** An approved plan, whether its case is over or not. */
export function onRunning(state: Plan, decide: (plan: Running) => Decided): Decided {
  switch (state.stage) {
    case 'none':
      return refuse({ code: 'incubation.plan-unknown' });
    case 'drafted':
      return refuse({ code: 'incubation.plan-awaits-approval' });
    case 'running':
      return decide(state);
  }
}

/** An approved plan of a case that runs. */
export function onOpen(state: Plan, decide: (plan: Running) => Decided): Decided {
  return onRunning(state, (plan) =>
    plan.closedOn === undefined
      ? decide(plan)
      : refuse({ code: 'incubation.plan-closed', on: plan.closedOn }),
  );
}

/** What R-PLN-01 looks at, from the day and the event since which the plan reads so. */
export function planFactsOf(
  { planType, planStage, items, inapplicable }: Content,
  validFrom: Day,
  sources: readonly EventId[],
): Facts {
  const fact = (value: unknown): Facts[string] => ({ value, validFrom, sources: [...sources] });
  return {
    'plan.type': fact(planType),
    'plan.stage': fact(planStage),
    'plan.items': fact(
      items.map(({ topic, task, evidence, dueOn = 'none' }) => ({ topic, task, evidence, dueOn })),
    ),
    'plan.inapplicable': fact(inapplicable),
  };
}
