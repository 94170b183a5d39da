import { ok, refuse, type Day, type EventId } from '@fuhua/kernel';
import { evaluate, ruleSetOf, type WorkingDayCalendar } from '@fuhua/rules';
import {
  planAmended,
  planAmendmentDeclined,
  planAmendmentProposed,
  type Inapplicable,
  type PlannedItem,
  type PlanSide,
} from './plan.events.ts';
import {
  inOrder,
  planFactsOf,
  type Decided,
  type PartyAct,
  type PlanRefusal,
  type Proposal,
  type Running,
} from './record.decider.ts';

/** A plan is changed by both sides or not at all (5.3): one proposes the whole of it, the other agrees. */

export interface Propose {
  readonly type: 'ProposeAmendment';
  readonly by: PlanSide;
  /** The whole plan as it would be; an item without a number is new. */
  readonly items: readonly (Omit<PlannedItem, 'item'> & { readonly item?: number | undefined })[];
  readonly inapplicable: Inapplicable;
  readonly reason: string;
  readonly on: Day;
  readonly calendar: WorkingDayCalendar;
  readonly knownThrough: Readonly<Record<string, string>>;
}

export type Answer = {
  readonly proposed: EventId;
  readonly by: PlanSide;
  readonly on: Day;
} & (
  | { readonly type: 'AgreeToAmendment' }
  | { readonly type: 'DeclineAmendment'; readonly reason: string }
);

export function propose(command: Propose & PartyAct, plan: Running): Decided {
  const { by, inapplicable, reason, on, today, calendar, knownThrough } = command;
  if (plan.proposal !== undefined) {
    return refuse({ code: 'incubation.plan-amendment-open', proposed: plan.proposal.proposed });
  }
  const items = numbered(command.items, plan.items);
  const wrong = inOrder(on, plan.sinceOn, today) ?? numbering(items, plan);
  if (wrong !== undefined) return refuse(wrong);
  const decision = evaluate({
    ...{ ruleSet: ruleSetOf(plan.ruleSet), procedure: 'plan.approval', on, calendar, knownThrough },
    facts: planFactsOf({ ...plan, items, inapplicable }, on, []),
  });
  if (decision.outcome !== 'granted') {
    return refuse({ code: 'incubation.plan-amendment-unfit', decision });
  }
  return ok([
    planAmendmentProposed({
      ...{ ...plan.subject, by, items: [...items], inapplicable, decision, reason, on },
    }),
  ]);
}

/** Agreed by the other side; declined by the other, or taken back by the one that proposed it. */
export function answerProposal(command: Answer & PartyAct, plan: Running): Decided {
  const { proposed, by, on, today } = command;
  const { proposal, subject } = plan;
  if (proposal?.proposed !== proposed) return refuse({ code: 'incubation.plan-amendment-unknown' });
  const early = inOrder(on, proposal.on, today);
  if (early !== undefined) return refuse(early);
  if (command.type === 'DeclineAmendment') {
    const { reason } = command;
    return ok([planAmendmentDeclined({ ...subject, proposed, by, reason, on })]);
  }
  if (by === proposal.by) return refuse({ code: 'incubation.plan-needs-other-side', by });
  const wrong = numbering(proposal.items, plan);
  if (wrong !== undefined) return refuse(wrong);
  const { inapplicable } = proposal;
  const items = [...proposal.items];
  return ok([planAmended({ ...subject, proposed, agreedBy: by, items, inapplicable, on })]);
}

export function amendedBy(
  plan: Running,
  { items, inapplicable, on }: Pick<Proposal, 'items' | 'inapplicable' | 'on'>,
  since: EventId,
): Running {
  return { ...plan, items, inapplicable, since, sinceOn: on, proposal: undefined };
}

/** New items are counted on from the highest number. */
function numbered(items: Propose['items'], before: readonly PlannedItem[]): readonly PlannedItem[] {
  let highest = Math.max(0, ...before.map(({ item }) => item));
  return items.map((one) => ({ ...one, item: one.item ?? (highest += 1) }));
}

/** Each number once, none that never was, and what is completed stays as it is. */
function numbering(items: readonly PlannedItem[], plan: Running): PlanRefusal | undefined {
  const seen = new Set<number>();
  for (const { item } of items) {
    if (seen.has(item)) return { code: 'incubation.plan-items-repeated', item };
    seen.add(item);
  }
  const changed = plan.items.find(
    (one) => plan.completed.has(one.item) && !items.some((other) => isSame(one, other)),
  );
  return changed && { code: 'incubation.plan-item-already-completed', item: changed.item };
}

function isSame(a: PlannedItem, b: PlannedItem): boolean {
  const said = ({ item, topic, task, evidence, dueOn, owner }: PlannedItem): string =>
    JSON.stringify([item, topic, task, evidence, dueOn, owner]);
  return said(a) === said(b);
}
