import { expect, test } from '@jest/globals';
import { incubationPlan } from '@fuhua/contracts';
import type { EventType } from '@fuhua/kernel';
import { foldStream } from '@fuhua/platform/views';
import { evaluate, shippedRuleSets } from '@fuhua/rules';
import { goldenOf, eventId, told } from '@fuhua/testing';
import * as events from './plan.events.ts';
import type { PlanEvent } from './plan.events.ts';
import { countsOf } from './plan-reports.http.ts';
import { planWorkView } from './plan-work.view.ts';
import { publishPlan } from './plan.publish.ts';
import { planView } from './plan.view.ts';
import {
  calendar,
  day,
  file,
  knownThrough,
  planned,
  ruleSet,
  source,
  subject,
} from './plan.suite.ts';

const on = day('2024-03-20');
const reason = '内部理由（测试）';
const decision = evaluate({
  ...{ ruleSet: shippedRuleSets[0]!, procedure: 'plan.approval', facts: {}, on, calendar },
  knownThrough,
});
const item = {
  ...{
    item: 1,
    topic: 'finance' as const,
    task: '建账（测试）',
    evidence: '台账（测试）',
    dueOn: on,
  },
  owner: 'organization',
} as const;
const proposed = eventId('proposed');
const content = { items: [item], inapplicable: [{ topic: 'branch-control' as const, reason }] };
const work = { ...subject, on, hours: 1.5, source };
const because = { ...subject, becauseOf: eventId('case'), on };

/** One of each, with every optional field. */
const samples: readonly PlanEvent[] = [
  events.incubationPlanDrafted({
    ...{ ...subject, division: planned.division, ruleSet, planType: 'foundation' },
    ...{ planStage: 'hub', ...content, fromTemplate: false, on },
  }),
  events.incubationPlanApproved({ ...subject, drafted: eventId('drafted'), decision, on }),
  events.incubationPlanRefused({ ...subject, drafted: eventId('drafted'), decision, on }),
  events.planItemCompleted({ ...subject, item: 1, on, evidence: [file] }),
  events.planItemOverdue({ ...subject, item: 1, due: on }),
  events.planAmendmentProposed({ ...subject, by: 'base', ...content, decision, reason, on }),
  events.planAmended({ ...subject, proposed, agreedBy: 'organization', ...content, on }),
  events.planAmendmentDeclined({ ...subject, proposed, by: 'organization', reason, on }),
  events.supportServiceDelivered({ ...work, code: 'space', persons: 3 }),
  events.guidanceDelivered({ ...work, mode: 'individual', axis: 'tax', persons: 2 }),
  events.communityActivityReported({
    ...{ ...work, series: 'neighbourhood', title: '邻里节（测试）' },
    ...{ place: planned.division, beneficiaries: 120 },
  }),
  events.planSupportSuspended(because),
  events.planSupportResumed(because),
  events.incubationPlanClosed(because),
];
const published = told(...samples).map(publishPlan);

test('there is a choice for every event', () => {
  expect(samples.map(({ type }) => type)).toEqual(Object.keys(events.planEvents));
});

test('what is told keeps to the contract', () => {
  const contract: Readonly<Record<string, EventType>> = Object.fromEntries(
    Object.values(incubationPlan).map((one) => [one.type, one]),
  );
  const open = published.filter((one) => one !== 'private');
  for (const { type, data } of open) expect(contract[type]!.schema.parse(data)).toEqual(data);
  expect(open.map(({ type }) => type).sort()).toEqual(Object.keys(contract).sort());
});

test('others are told the same as ever, and no reason', () => {
  const { kept, made } = goldenOf(import.meta.dirname, 'plan', published);
  expect(made).toEqual(kept);
  expect(made).not.toContain('内部理由');
});

test('the row tells the plan as it reads now', () => {
  const [row] = foldStream(planView, told(...samples));
  expect(row).toMatchObject({ stage: 'closed', amendments: 1, proposal: null, suspendedOn: null });
  expect(row!.items).toMatchObject([{ item: 1, completedOn: on, overdue: true }]);
});

test('coverage is the distinct codes delivered', () => {
  const rows = foldStream(planWorkView, told(...samples, samples[8]!));
  expect(rows.map(({ kind }) => kind)).toEqual(['support', 'guidance', 'activity', 'support']);
  expect(countsOf(rows)).toEqual({
    ...{ codes: ['space'], coverage: 1, services: 2, hours: 3, persons: 6, guidanceHours: 1.5 },
  });
});
