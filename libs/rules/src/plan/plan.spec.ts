import { describe, expect, test } from '@jest/globals';
import { parseDay } from '@fuhua/kernel';
import { at, known } from '../findings/facts.suite.ts';
import {
  commonTopics,
  draftPlan,
  PlanStage,
  planRule,
  planTemplate,
  PlanType,
  topicsByType,
  type Outcome,
  type PlanFacts,
  type PlanItem,
  type PlanParams,
} from '../index.ts';

const params: PlanParams = {
  itemsMin: 8,
  topics: [...commonTopics],
  topicsOf: {
    'social-association': [...topicsByType['social-association']],
    'social-service-organization': [...topicsByType['social-service-organization']],
    foundation: [...topicsByType.foundation],
    'filed-community': [...topicsByType['filed-community']],
  },
  waivable: ['spending-ratio'],
};
const term = { start: parseDay('2024-04-22'), end: parseDay('2025-04-21') };
const draft = (type: PlanType = 'foundation', stage: PlanStage = 'seed'): PlanItem[] => [
  ...draftPlan(type, stage, term, 'zh'),
];
type Values = { readonly [K in keyof PlanFacts]?: PlanFacts[K] | undefined };
const asked = (values: Values, changes: Partial<PlanParams> = {}) =>
  planRule.evaluate(
    known<PlanFacts>({
      ...{ 'plan.type': 'foundation', 'plan.stage': 'seed', 'plan.items': draft() },
      'plan.inapplicable': [],
      ...values,
    }),
    { ...params, ...changes },
    at('2024-04-22'),
  );

const every = PlanType.options.flatMap((type) =>
  PlanStage.options.map((stage) => [type, stage] as const),
);

describe.each(every)('the template of a %s in stage %s', (type, stage) => {
  test('drafts a plan that passes', () => {
    const values = { 'plan.type': type, 'plan.stage': stage, 'plan.items': draft(type, stage) };
    expect(asked(values)).toMatchObject({
      outcome: 'pass',
      conclusion: { template: { type, stage }, missing: [] },
    });
  });

  test('covers the eight topics and those of its type, each once, in both languages', () => {
    const template = planTemplate(type, stage);
    expect(template.map(({ topic }) => topic)).toEqual([...commonTopics, ...topicsByType[type]]);
    const words = template.flatMap(({ task, evidence }) => [
      ...Object.values(task),
      ...Object.values(evidence),
    ]);
    expect(words.every((one) => one.length > 1)).toBe(true);
  });
});

test('no two templates are the same', () => {
  const texts = every.map(([type, stage]) => JSON.stringify(planTemplate(type, stage)));
  expect(new Set(texts).size).toBe(16);
});

test('an item is due at the end of its quarter, within the term', () => {
  const days = draft().map(({ topic, dueOn }) => [topic, dueOn]);
  expect(Object.fromEntries(days)).toMatchObject({
    'party-work': '2024-07-22', // first quarter
    governance: '2024-10-21', // second
    brand: '2025-01-20', // third
    'grade-readiness': '2025-04-21', // the last day
  });
});

describe('a plan', () => {
  const items = draft();
  const lacking = (topic: PlanItem['topic']) => items.filter((one) => one.topic !== topic);
  const without = (change: Partial<PlanItem>): Values => ({
    'plan.items': items.map((one, index) => (index === 3 ? { ...one, ...change } : one)),
  });

  test.each<[string, Values, Outcome]>([
    ['without evidence for an item', without({ evidence: '' }), 'fail'],
    ['without a due day for an item', without({ dueOn: 'none' }), 'fail'],
    ['without Party work', { 'plan.items': lacking('party-work') }, 'fail'],
    ['without a topic of its type', { 'plan.items': lacking('disclosure') }, 'fail'],
    [
      'without what is said not to apply',
      {
        'plan.items': lacking('spending-ratio'),
        'plan.inapplicable': [{ topic: 'spending-ratio', reason: '尚无年度收入' }],
      },
      'pass',
    ],
    [
      'without what may not be left out',
      {
        'plan.items': lacking('finance'),
        'plan.inapplicable': [{ topic: 'finance', reason: '无' }],
      },
      'fail',
    ],
    [
      'without a topic, perhaps not applicable',
      { 'plan.items': lacking('spending-ratio'), 'plan.inapplicable': undefined },
      'unknown',
    ],
    ['complete, whatever may not apply', { 'plan.inapplicable': undefined }, 'pass'],
    ['of a type not known', { 'plan.type': undefined }, 'unknown'],
    ['of a stage not known', { 'plan.stage': undefined }, 'unknown'],
    ['of items not known', { 'plan.items': undefined }, 'unknown'],
  ])('%s: %s', (_what, values, outcome) => {
    expect(asked(values).outcome).toBe(outcome);
  });

  test.each<[number, Outcome]>([
    [10, 'pass'],
    [11, 'pass'],
    [12, 'fail'],
  ])('of 11 items, where %i are the fewest: %s', (itemsMin, outcome) => {
    expect(items).toHaveLength(11);
    expect(asked({}, { itemsMin }).outcome).toBe(outcome);
  });

  test('is told what it lacks', () => {
    const found = asked({
      'plan.items': lacking('party-work').filter(({ topic }) => topic !== 'disclosure'),
    });
    expect(found.reason).toEqual({
      zh: '未涵盖党建、信息公开',
      en: 'not covered: Party work, disclosure',
    });
    expect(found.conclusion?.['missing']).toEqual(['party-work', 'disclosure']);
  });
});
