import { describe, expect, test } from '@jest/globals';
import { addDays, startOfDay, type EventOf } from '@fuhua/kernel';
import { eventId, given } from '@fuhua/testing';
import { aboutPlan, plan, type PlanCommand } from './plan.decider.ts';
import {
  type incubationPlanApproved,
  incubationPlanClosed,
  incubationPlanDrafted,
  planAmended,
  planAmendmentDeclined,
  planItemCompleted,
  planItemOverdue,
  planSupportResumed,
  planSupportSuspended,
  supportServiceDelivered,
  type PlanEvent,
} from './plan.events.ts';
import {
  calendar,
  day,
  file,
  knownThrough,
  officer,
  party,
  planned,
  source,
  subject,
  suzhou,
  term,
} from './plan.suite.ts';

const on = day('2024-03-20');
const draft = (more: object = {}): PlanCommand => ({
  ...{ ...party, type: 'DraftPlan', planned, planType: 'filed-community', term },
  ...{ inapplicable: [], on, ...more },
});
const approve = (more: object = {}): PlanCommand => ({
  ...{ ...officer, type: 'ApprovePlan', on, calendar, knownThrough, ...more },
});

function decidedBy(command: PlanCommand, ...before: readonly PlanEvent[]): readonly PlanEvent[] {
  const decided = plan.decider.decide(command, given(plan, ...before).state);
  if (!decided.ok) throw new Error(JSON.stringify(decided.refusal));
  return decided.value;
}
const only = <T extends PlanEvent['type']>(
  type: T,
  events: readonly PlanEvent[],
): Extract<PlanEvent, { type: T }> => {
  const [first] = events;
  expect(events.map((event) => event.type)).toEqual([type]);
  return first as Extract<PlanEvent, { type: T }>;
};

const drafted = only('IncubationPlanDrafted', decidedBy(draft()));
const approved = only('IncubationPlanApproved', decidedBy(approve(), drafted));
const running = [drafted, approved];
const items = drafted.data.items;
const later = { today: day('2024-06-03') };

describe('a plan is drafted', () => {
  test('from the template of its type and stage, eight items or more with evidence and due day', () => {
    expect(items.length).toBeGreaterThanOrEqual(8);
    expect(drafted.data).toMatchObject({ planStage: 'start-up', fromTemplate: true });
    expect(items.map(({ item }) => item)).toEqual(items.map((_, index) => index + 1));
    for (const { evidence, dueOn } of items) {
      expect([evidence === '', dueOn! >= term.start, dueOn! <= term.end]).toEqual([
        ...[false, true, true],
      ]);
    }
  });

  test('a support-type organization plans as a hub', () => {
    const support = { planned: { ...planned, developmentStage: 'support' as const } };
    const event = only('IncubationPlanDrafted', decidedBy(draft(support)));
    expect(event.data.planStage).toBe('hub');
  });

  test('of a case that plans or runs, until it is approved', () => {
    given(plan)
      .when(draft({ planned: { ...planned, caseStage: 'noticed' } }))
      .thenRefused({ code: 'incubation.plan-not-ready', stage: 'noticed' });
    given(plan, drafted).when(draft()).then(drafted);
    given(plan, ...running)
      .when(draft())
      .thenRefused('incubation.plan-already-approved');
  });

  test('not for a later day than today', () => {
    given(plan)
      .when(draft({ on: addDays(on, 1) }))
      .thenRefused('incubation.day-in-future');
  });
});

describe('a plan is approved', () => {
  test('by R-PLN-01, on the draft that it names', () => {
    expect(approved.data).toMatchObject({ drafted: eventId(0), decision: { outcome: 'granted' } });
  });

  test('not with seven items, nor with one that lacks a due day: refused with its decision', () => {
    const [{ dueOn: _, ...undated }, ...rest] = items as [(typeof items)[0], ...typeof items];
    for (const short of [items.slice(0, 7), [undated, ...rest]]) {
      const event = incubationPlanDrafted({ ...drafted.data, items: [...short] });
      const refused = only('IncubationPlanRefused', decidedBy(approve(), event));
      expect(refused.data.decision.results).toMatchObject([{ rule: 'R-PLN-01', outcome: 'fail' }]);
      given(plan, event, refused).when(draft()).then(drafted);
    }
  });

  test('by the authority of the base alone', () => {
    given(plan, drafted)
      .when(approve({ acting: suzhou }))
      .thenRefused({
        code: 'incubation.not-competent',
        competentAuthority: officer.acting.id,
      });
  });
});

describe('an item', () => {
  const [first] = items as [(typeof items)[0]];
  const given1 = { item: 1, on: day('2024-06-03'), evidence: [file] };
  const complete: PlanCommand = { ...later, type: 'CompleteItem', given: given1 };
  const completed = planItemCompleted({ ...subject, ...given1 });

  test('is completed with evidence, once', () => {
    given(plan, ...running)
      .when(complete)
      .then(completed);
    given(plan, ...running, completed)
      .when(complete)
      .thenRefused('incubation.plan-item-already-completed');
    given(plan, ...running)
      .when({ ...complete, given: { ...given1, item: 99 } })
      .thenRefused('incubation.plan-item-unknown');
    given(plan, drafted).when(complete).thenRefused('incubation.plan-awaits-approval');
    given(plan).when(complete).thenRefused('incubation.plan-unknown');
  });

  test('is overdue from the day after it is due, unless it is completed or the case is over', () => {
    const one = incubationPlanDrafted({ ...drafted.data, items: [first] });
    const overdue = planItemOverdue({ ...subject, item: 1, due: first.dueOn! });
    const standing = given(plan, one, approved);
    standing.whenDue(first.dueOn!).thenNothing();
    standing.whenDue(addDays(first.dueOn!, 1)).then(overdue);
    standing.thenDue({
      ...{ name: `item-1:${first.dueOn!}`, due: startOfDay(addDays(first.dueOn!, 1)) },
    });
    given(plan, one, approved, completed).thenDue();
    given(plan, one, approved, overdue).thenDue();
    const closed = incubationPlanClosed({ ...subject, becauseOf: eventId('x'), on });
    given(plan, one, approved, closed).thenDue();
  });
});

describe('a plan is amended', () => {
  const changed = items.map((one) =>
    one.item === 2 ? { ...one, dueOn: day('2025-01-31'), task: '另行约定（测试）' } : one,
  );
  const propose = (more: object = {}): PlanCommand => ({
    ...{ ...later, type: 'ProposeAmendment', by: 'base', items: changed, inapplicable: [] },
    ...{ reason: '进度调整（测试）', on: day('2024-06-03'), calendar, knownThrough, ...more },
  });
  const proposed = only('PlanAmendmentProposed', decidedBy(propose(), ...running));
  const answered = { ...subject, proposed: eventId(2), on: day('2024-06-03') };
  const agree = (by: 'base' | 'organization', more: object = {}): PlanCommand => ({
    ...{ ...later, type: 'AgreeToAmendment', proposed: eventId(2), by },
    ...{ on: day('2024-06-03'), ...more },
  });

  test('by one side that proposes and the other that agrees', () => {
    given(plan, ...running, proposed)
      .when(agree('organization'))
      .then(
        planAmended({ ...answered, agreedBy: 'organization', items: changed, inapplicable: [] }),
      );
    given(plan, ...running, proposed)
      .when(agree('base'))
      .thenRefused({ code: 'incubation.plan-needs-other-side', by: 'base' });
  });

  test('not when either declines; then another may be proposed', () => {
    const reason = '不同意（测试）';
    const declined = planAmendmentDeclined({ ...answered, by: 'base', reason });
    given(plan, ...running, proposed)
      .when({ ...agree('base'), type: 'DeclineAmendment', reason } as PlanCommand)
      .then(declined);
    given(plan, ...running, proposed, declined)
      .when(propose())
      .then(proposed);
    given(plan, ...running, proposed)
      .when(propose())
      .thenRefused('incubation.plan-amendment-open');
    given(plan, ...running)
      .when(agree('organization'))
      .thenRefused('incubation.plan-amendment-unknown');
  });

  test('not so that it falls short of R-PLN-01', () => {
    given(plan, ...running)
      .when(propose({ items: items.slice(0, 7) }))
      .thenRefused('incubation.plan-amendment-unfit');
  });

  test('completed items stay as they are, and a number stands once', () => {
    const completed = planItemCompleted({
      ...{ ...subject, item: 2, on: day('2024-05-01'), evidence: [file] },
    });
    given(plan, ...running, completed)
      .when(propose())
      .thenRefused({ code: 'incubation.plan-item-already-completed', item: 2 });
    given(plan, ...running)
      .when(propose({ items: [...items, items[0]] }))
      .thenRefused({ code: 'incubation.plan-items-repeated', item: 1 });
  });

  test('a new item is counted on', () => {
    const { item: _, ...fresh } = items[0]!;
    const events = decidedBy(propose({ items: [...items, fresh] }), ...running);
    const { data } = only('PlanAmendmentProposed', events);
    expect(data.items.at(-1)!.item).toBe(items.length + 1);
  });
});

describe('support', () => {
  const service = { code: 'training' as const, hours: 2.5, persons: 12, source };
  const serve = (when: string): PlanCommand => ({
    ...{ today: day('2024-09-01'), type: 'RecordSupportService' },
    given: { ...service, on: day(when) },
  });
  const served = (when: string) =>
    supportServiceDelivered({ ...subject, ...service, on: day(when) });
  const because = { ...subject, becauseOf: eventId('case') };
  const suspended = planSupportSuspended({ ...because, on: day('2024-05-01') });
  const resumed = planSupportResumed({ ...because, on: day('2024-06-01') });

  test('is recorded on its day or later, not before the approval', () => {
    given(plan, ...running)
      .when(serve('2024-03-20'))
      .then(served('2024-03-20'));
    given(plan, ...running)
      .when(serve('2024-03-19'))
      .thenRefused('incubation.days-out-of-order');
  });

  test.each([
    ['2024-04-30', true],
    ['2024-05-01', false],
    ['2024-05-31', false],
    ['2024-06-01', true],
  ])('suspended from 1 May and resumed on 1 June, on %s: %s', (when, accepted) => {
    const outcome = given(plan, ...running, suspended, resumed).when(serve(when));
    if (accepted) outcome.then(served(when));
    else outcome.thenRefused({ code: 'incubation.support-suspended', from: day('2024-05-01') });
  });

  test('while suspended is refused', () => {
    given(plan, ...running, suspended)
      .when(serve('2024-09-01'))
      .thenRefused('incubation.support-suspended');
  });

  test('what the case says is stored once', () => {
    const hear = (type: 'SuspendSupport' | 'ResumeSupport' | 'ClosePlan'): PlanCommand => ({
      ...{ type, becauseOf: eventId('case'), on: day('2024-05-01') },
    });
    given(plan, ...running)
      .when(hear('SuspendSupport'))
      .then(suspended);
    given(plan, ...running, suspended)
      .when(hear('SuspendSupport'))
      .thenNothing();
    given(plan, ...running)
      .when(hear('ResumeSupport'))
      .thenNothing();
    given(plan, drafted).when(hear('ClosePlan')).thenNothing();
  });

  test('is recorded still of a day before the case ended, and of none after', () => {
    const closed = incubationPlanClosed({ ...because, on: day('2024-08-31') });
    given(plan, ...running, closed)
      .when(serve('2024-08-31'))
      .then(served('2024-08-31'));
    given(plan, ...running, closed)
      .when(serve('2024-09-01'))
      .thenRefused('incubation.plan-closed');
  });
});

test('events are about the base and where it stood', () => {
  const about = { base: subject.base, division: planned.division };
  expect(aboutPlan({ stage: 'none' }, [drafted])).toEqual(about);
  expect(aboutPlan(given(plan, ...running).state, [])).toEqual(about);
  const unheard: EventOf<typeof incubationPlanApproved> = approved;
  expect(aboutPlan({ stage: 'none' }, [unheard])).toEqual({});
});
