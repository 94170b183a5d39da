import { describe, expect, test } from '@jest/globals';
import { parseDay } from '@fuhua/kernel';
import { at, known } from '../findings/facts.suite.ts';
import {
  baseReadyRule,
  LocalRuleSection,
  type BaseReadyFacts,
  type BaseReadyFound,
  type Outcome,
} from '../index.ts';

const params = { function: 'incubation', sections: [...LocalRuleSection.options] };
const on = '2024-03-04';
const rules = (publishedOn: string, sections: readonly LocalRuleSection[]) => ({
  'authority.localRules': { publishedOn: parseDay(publishedOn), sections: [...sections] },
});
const ready: BaseReadyFacts = {
  'base.active': true,
  'base.functions': ['party-service', 'incubation'],
  'base.freePlaces': 1,
  'case.mode': 'in-shell',
  ...rules('2024-03-04', LocalRuleSection.options),
};
const asked = (changes: { readonly [K in keyof BaseReadyFacts]?: BaseReadyFacts[K] | undefined }) =>
  baseReadyRule.evaluate(known<BaseReadyFacts>({ ...ready, ...changes }), params, at(on));

test('a base that is active, approved for incubation, has a place and complete local rules is ready', () => {
  const found = asked({});
  expect(found.outcome).toBe('pass');
  const conditions = found.conclusion?.['conditions'] as readonly BaseReadyFound[];
  expect(conditions.map(({ condition, outcome }) => [condition, outcome])).toEqual([
    ['active', 'pass'],
    ['function', 'pass'],
    ['places', 'pass'],
    ['local-rules', 'pass'],
  ]);
});

test.each<[string, Parameters<typeof asked>[0], Outcome]>([
  ['not active', { 'base.active': false }, 'fail'],
  ['active or not', { 'base.active': undefined }, 'unknown'],
  ['not approved for incubation', { 'base.functions': ['training'] }, 'fail'],
  ['approved for what is not known', { 'base.functions': undefined }, 'unknown'],
  ['full', { 'base.freePlaces': 0 }, 'fail'],
  ['full, and the case virtual', { 'base.freePlaces': 0, 'case.mode': 'virtual' }, 'pass'],
  [
    'of places not known, and the case virtual',
    { 'base.freePlaces': undefined, 'case.mode': 'virtual' },
    'pass',
  ],
  ['of places not known', { 'base.freePlaces': undefined }, 'unknown'],
  ['full, for a mode not known', { 'base.freePlaces': 0, 'case.mode': undefined }, 'unknown'],
  ['free, for a mode not known', { 'case.mode': undefined }, 'pass'],
  ['without local rules', { 'authority.localRules': 'none' }, 'fail'],
  ['of local rules not known', { 'authority.localRules': undefined }, 'unknown'],
  [
    'with local rules published the day before',
    rules('2024-03-03', LocalRuleSection.options),
    'pass',
  ],
  [
    'with local rules published the day after',
    rules('2024-03-05', LocalRuleSection.options),
    'fail',
  ],
])('a base that is %s: %s', (_what, changes, outcome) => {
  expect(asked(changes).outcome).toBe(outcome);
});

describe('local rules', () => {
  test.each(LocalRuleSection.options)('without %s fail', (section) => {
    const others = LocalRuleSection.options.filter((one) => one !== section);
    expect(asked(rules('2024-01-01', others)).outcome).toBe('fail');
  });

  test('are told what they lack', () => {
    expect(
      asked(rules('2024-01-01', ['service-content', 'entry-conditions', 'incubation-flow'])).reason,
    ).toEqual({
      zh: '本级制度缺申请程序、孵化期限',
      en: 'the local rules lack: application procedure, term of incubation',
    });
  });
});
