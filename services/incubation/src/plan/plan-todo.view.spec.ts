import { expect, test } from '@jest/globals';
import type { TodoRow } from '@fuhua/platform/views';
import { told } from '@fuhua/testing';
import type { PlanEvent } from './plan.events.ts';
import { subject } from './plan.suite.ts';
import { planTodos } from './plan-todo.view.ts';

const said = (type: string, data: object = {}): PlanEvent =>
  ({ type, schema: 1, data: { ...subject, ...data } }) as unknown as PlanEvent;

/** What is open after these, without what the fold remembers. */
function open(...events: readonly PlanEvent[]): readonly string[] {
  const rows = told<PlanEvent>(...events).reduce<readonly TodoRow[]>(
    (before, event) => planTodos.view.fold(before, event),
    [],
  );
  return rows
    .filter(({ kind }) => kind !== '')
    .map(({ item, assignee, dueOn }) => [item, assignee, dueOn ?? '-'].join(' '));
}

const items = [
  { item: 1, owner: 'base', dueOn: '2024-06-30' },
  { item: 2, owner: 'organization', dueOn: '2024-07-31' },
  { item: 3, owner: 'both', dueOn: '2024-08-31' },
];
const drafted = said('IncubationPlanDrafted', { items });
const approved = said('IncubationPlanApproved');
const all = [
  ...['plan-item:1 operator 2024-06-30', 'plan-item:2 organization 2024-07-31'],
  'plan-item:3 both-sides 2024-08-31',
];

test.each<[string, readonly PlanEvent[], readonly string[]]>([
  ['is drafted', [drafted], ['plan-approval authority -']],
  ['is not approved', [drafted, said('IncubationPlanRefused')], ['plan-redraft both-sides -']],
  [
    'is drafted anew',
    [drafted, said('IncubationPlanRefused'), drafted],
    ['plan-approval authority -'],
  ],
  ['is approved', [drafted, approved], all],
  ['has an item overdue', [drafted, approved, said('PlanItemOverdue', { item: 1 })], all],
  [
    'has an item done',
    [drafted, approved, said('PlanItemCompleted', { item: 2 })],
    [all[0]!, all[2]!],
  ],
  [
    'is to be changed, says the base',
    [drafted, approved, said('PlanAmendmentProposed', { by: 'base' })],
    ['plan-consent organization -', ...all],
  ],
  [
    'is to be changed, says the organization',
    [drafted, approved, said('PlanAmendmentProposed', { by: 'organization' })],
    ['plan-consent operator -', ...all],
  ],
  [
    'stays as it is',
    [
      ...[drafted, approved, said('PlanAmendmentProposed', { by: 'base' })],
      said('PlanAmendmentDeclined'),
    ],
    all,
  ],
  [
    'is changed, and what was done stays done',
    [
      ...[drafted, approved, said('PlanItemCompleted', { item: 1 })],
      said('PlanAmendmentProposed', { by: 'base' }),
      said('PlanAmended', { items: [items[0], { ...items[1], dueOn: '2024-09-30' }] }),
    ],
    ['plan-item:2 organization 2024-09-30'],
  ],
  ['has ended', [drafted, approved, said('IncubationPlanClosed')], []],
])('when a plan %s, this is open', (_, events, expected) => {
  expect(open(...events)).toEqual(expected);
});
