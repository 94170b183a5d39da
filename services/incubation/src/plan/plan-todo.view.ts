import type { Day } from '@fuhua/kernel';
import {
  remembering,
  todoSource,
  type Open,
  type Subject,
  type TodoKinds,
} from '@fuhua/platform/views';
import { planEvents, type PlanEvent } from './plan.events.ts';
import type { PlannedItem, PlanSide } from './values.events.ts';

const kinds = {
  'plan-approval': {
    list: 'todo',
    title: { zh: '孵化方案待核定', en: 'A plan to approve' },
  },
  'plan-redraft': {
    list: 'todo',
    title: {
      zh: '孵化方案未获核定，待重新拟订',
      en: 'A plan that was not approved, to draft anew',
    },
  },
  'plan-consent': {
    list: 'todo',
    title: { zh: '方案调整待同意', en: 'A change of a plan to agree to' },
  },
  'plan-item': {
    list: 'todo',
    title: { zh: '方案事项待完成', en: 'An item of a plan to complete' },
  },
} satisfies TodoKinds;

/** What is asked of a plan to know what is open. */
interface PlanState extends Subject {
  readonly stage: 'drafted' | 'refused' | 'approved' | 'closed';
  readonly items: readonly Owed[];
  /** Who proposed a change that is open. */
  readonly proposedBy: PlanSide | null;
}

interface Owed extends Pick<PlannedItem, 'item' | 'owner'> {
  readonly dueOn: Day | null;
  readonly done: boolean;
}

/** 方案待办: a plan to approve, a change to agree to, an item to complete. */
export const planTodos = todoSource<PlanEvent>({
  source: { category: 'plan', events: planEvents },
  kinds,
  fold: remembering<PlanEvent, PlanState>({ evolve, open }),
});

function evolve(state: PlanState | undefined, event: PlanEvent): PlanState | undefined {
  if (event.type === 'IncubationPlanDrafted') {
    const { base, organization, items } = event.data;
    return { base, organization, stage: 'drafted', items: items.map(owed), proposedBy: null };
  }
  return state && { ...state, ...changedBy(state, event) };
}

function changedBy(
  { items }: PlanState,
  { type, data }: Exclude<PlanEvent, { type: 'IncubationPlanDrafted' }>,
): Partial<PlanState> {
  switch (type) {
    case 'IncubationPlanApproved':
      return { stage: 'approved' };
    case 'IncubationPlanRefused':
      return { stage: 'refused' };
    case 'PlanItemCompleted':
      return { items: items.map((one) => ({ ...one, done: one.done || one.item === data.item })) };
    case 'PlanAmendmentProposed':
      return { proposedBy: data.by };
    case 'PlanAmended': {
      const done = new Set(items.filter((one) => one.done).map(({ item }) => item));
      const amended = data.items.map((one) => ({ ...owed(one), done: done.has(one.item) }));
      return { items: amended, proposedBy: null };
    }
    case 'PlanAmendmentDeclined':
      return { proposedBy: null };
    case 'IncubationPlanClosed':
      return { stage: 'closed' };
    case 'PlanItemOverdue':
    case 'SupportServiceDelivered':
    case 'GuidanceDelivered':
    case 'CommunityActivityReported':
    case 'PlanSupportSuspended':
    case 'PlanSupportResumed':
      return {};
  }
}

function owed({ item, owner, dueOn }: PlannedItem): Owed {
  return { item, owner, dueOn: dueOn ?? null, done: false };
}

function open({ stage, items, proposedBy }: PlanState): readonly Open[] {
  switch (stage) {
    case 'drafted':
      return [{ item: 'plan-approval', kind: 'plan-approval', assignee: 'authority' }];
    case 'refused':
      return [{ item: 'plan-redraft', kind: 'plan-redraft', assignee: 'both-sides' }];
    case 'approved':
      return [...consent(proposedBy), ...items.flatMap(itemOpen)];
    case 'closed':
      return [];
  }
}

/** Of the side that did not propose it. */
function consent(proposedBy: PlanSide | null): readonly Open[] {
  if (proposedBy === null) return [];
  const assignee = proposedBy === 'base' ? 'organization' : 'operator';
  return [{ item: 'plan-consent', kind: 'plan-consent', assignee }];
}

const owners = {
  base: 'operator',
  organization: 'organization',
  both: 'both-sides',
} as const satisfies Record<PlannedItem['owner'], Open['assignee']>;

function itemOpen({ item, owner, dueOn, done }: Owed): readonly Open[] {
  if (done) return [];
  const known = { kind: 'plan-item', assignee: owners[owner], dueOn };
  return [{ item: `plan-item:${String(item)}`, ...known }];
}
