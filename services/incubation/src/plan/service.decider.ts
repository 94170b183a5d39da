import {
  addDays,
  ok,
  refuse,
  startOfDay,
  type Deadline,
  type EventId,
  type Day,
  type Instant,
  type Result,
} from '@fuhua/kernel';
import {
  communityActivityReported,
  guidanceDelivered,
  incubationPlanClosed,
  planItemCompleted,
  planItemOverdue,
  planSupportResumed,
  planSupportSuspended,
  supportServiceDelivered,
  type PlanEvent,
} from './plan.events.ts';
import {
  inOrder,
  type Decided,
  type Given,
  type PartyAct,
  type Plan,
  type PlanRefusal,
  type Running,
} from './record.decider.ts';

/** What is done by a plan: items, support services, guidance, activities; and what the case says of it. */

export type Report =
  | { readonly type: 'CompleteItem'; readonly given: Given<typeof planItemCompleted> }
  | { readonly type: 'RecordSupportService'; readonly given: Given<typeof supportServiceDelivered> }
  | { readonly type: 'RecordGuidance'; readonly given: Given<typeof guidanceDelivered> }
  | { readonly type: 'ReportActivity'; readonly given: Given<typeof communityActivityReported> };

/** By a reaction to the case. */
export interface HearCase {
  readonly type: 'SuspendSupport' | 'ResumeSupport' | 'ClosePlan';
  readonly becauseOf: EventId;
  readonly on: Day;
}

export interface PassDeadline {
  readonly type: 'PassDeadline';
  readonly name: string;
  readonly now: Instant;
}

/** Recorded on its day or later, also when the case is over by then. */
export function report(command: Report & PartyAct, plan: Running): Decided {
  const { today, given } = command;
  const { subject, approvedOn, closedOn } = plan;
  const wrong = inOrder(given.on, approvedOn, today) ?? afterClose(given.on, closedOn);
  if (wrong !== undefined) return refuse(wrong);
  switch (command.type) {
    case 'CompleteItem': {
      const { item } = command.given;
      if (!plan.items.some((one) => one.item === item)) {
        return refuse({ code: 'incubation.plan-item-unknown', item });
      }
      if (plan.completed.has(item)) {
        return refuse({ code: 'incubation.plan-item-already-completed', item });
      }
      return ok([planItemCompleted({ ...subject, ...command.given })]);
    }
    case 'RecordSupportService': {
      const from = suspendedAt(plan, given.on);
      if (from !== undefined) return refuse({ code: 'incubation.support-suspended', from });
      return ok([supportServiceDelivered({ ...subject, ...command.given })]);
    }
    case 'RecordGuidance':
      return ok([guidanceDelivered({ ...subject, ...command.given })]);
    case 'ReportActivity':
      return ok([communityActivityReported({ ...subject, ...command.given })]);
  }
}

/** What the case says holds once; a case that ends before its plan is approved leaves nothing to close. */
export function hearCase(
  { type, becauseOf, on }: HearCase,
  state: Plan,
): Result<readonly PlanEvent[], never> {
  if (state.stage !== 'running' || state.closedOn !== undefined) return ok([]);
  const told = { ...state.subject, becauseOf, on };
  switch (type) {
    case 'SuspendSupport':
      return ok(state.suspendedOn === undefined ? [planSupportSuspended(told)] : []);
    case 'ResumeSupport':
      return ok(state.suspendedOn === undefined ? [] : [planSupportResumed(told)]);
    case 'ClosePlan':
      return ok([incubationPlanClosed(told)]);
  }
}

export function resumed(plan: Running, until: Day): Running {
  const { suspendedOn: from, suspensions } = plan;
  if (from === undefined) return plan;
  return { ...plan, suspendedOn: undefined, suspensions: [...suspensions, { from, until }] };
}

export function itemDeadlines(plan: Running): readonly Deadline[] {
  return openItems(plan).map(({ name, due }) => ({ name, due: startOfDay(addDays(due, 1)) }));
}

export function passDeadline({ name, now }: PassDeadline, state: Plan): Decided {
  const open = state.stage === 'running' ? openItems(state) : [];
  const passed = open.find((one) => one.name === name);
  if (state.stage !== 'running' || passed === undefined) return ok([]);
  const { item, due } = passed;
  const from = startOfDay(addDays(due, 1));
  if (now < from) return refuse({ code: 'incubation.not-due-yet', name, due: from });
  return ok([planItemOverdue({ ...state.subject, item, due })]);
}

interface OpenItem {
  readonly name: string;
  readonly item: number;
  readonly due: Day;
}

export const overdueName = (item: number, due: Day): string => `item-${String(item)}:${due}`;

/** Neither completed nor overdue on record; an item with another due day may be overdue again. */
function openItems({ items, completed, overdue, closedOn }: Running): readonly OpenItem[] {
  if (closedOn !== undefined) return [];
  return items.flatMap(({ item, dueOn: due }) => {
    if (due === undefined || completed.has(item)) return [];
    const name = overdueName(item, due);
    return overdue.has(name) ? [] : [{ name, item, due }];
  });
}

function suspendedAt({ suspendedOn, suspensions }: Running, on: Day): Day | undefined {
  if (suspendedOn !== undefined && suspendedOn <= on) return suspendedOn;
  return suspensions.find(({ from, until }) => from <= on && on < until)?.from;
}

function afterClose(on: Day, closedOn: Day | undefined): PlanRefusal | undefined {
  return closedOn !== undefined && on > closedOn
    ? { code: 'incubation.plan-closed', on: closedOn }
    : undefined;
}
