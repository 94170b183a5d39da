import { describe, expect, test } from '@jest/globals';
import type { BaseId, DivisionCode } from '@fuhua/kernel';
import { at, known } from '../findings/facts.suite.ts';
import type { Finding } from '../rule-set/rule.ts';
import { JS_2023 } from '../rule-set/js-2023.ts';
import { FunctionCode, functionLabel } from './codes.ts';
import { functionSetRule, FunctionSetParams, type FunctionSetFacts } from './function-set.ts';
import { overlapsOf } from './overlaps.ts';

const params = FunctionSetParams.parse(
  JS_2023.rules.find(({ rule }) => rule === 'R-FUN-01')?.params,
);
type Values = Parameters<typeof known<FunctionSetFacts>>[0];
const ask = (values: Values): Finding =>
  functionSetRule.evaluate(
    known<FunctionSetFacts>({
      'base.kind': 'incubation-base',
      'base.approvedExtensions': [],
      ...values,
    }),
    params,
    at('2024-03-04'),
  );

/** 5.9, written out again by hand. */
const common = ['incubation', 'party-service', 'training-exchange', 'information'];
const low = [
  'space',
  'capacity',
  'finance-guidance',
  'training',
  'demand-link',
  'project-supervision',
];
const sets: Readonly<Record<FunctionSetFacts['base.level'], readonly string[]>> = {
  province: FunctionCode.options,
  city: [...common, 'resource-link', 'brand', 'supervise-assess'],
  county: [
    ...[...common, 'integrate', 'startup-guidance', 'research', 'policy', 'standard', 'showcase'],
    ...['grading', 'venture', 'capability', 'talent'],
  ],
  township: [...common, ...low],
  village: [...common, ...low],
};
const levels = Object.keys(sets) as (keyof typeof sets)[];

describe.each(levels)('a base of the %s', (level) => {
  test.each(FunctionCode.options)('may be for %s only as the law book says', (code) => {
    const found = ask({ 'base.level': level, 'base.declaredFunctions': [code] });
    expect(found.outcome).toBe(sets[level].includes(code) ? 'pass' : 'fail');
  });

  test('may be for its whole set', () => {
    const found = ask({ 'base.level': level, 'base.declaredFunctions': [...sets[level]] });
    expect(found).toMatchObject({ outcome: 'pass', conclusion: { outside: [], byExtension: [] } });
  });
});

test('what lies outside is named, and what an extension allows', () => {
  const found = ask({
    'base.level': 'township',
    'base.declaredFunctions': ['space', 'research', 'brand'],
    'base.approvedExtensions': ['brand'],
  });
  expect(found).toMatchObject({
    outcome: 'fail',
    reason: {
      zh: '课题研究不在乡镇（街道）级基地的功能内，也未获批准拓展',
      en: 'research: not of a base of the township, and not approved as an extension',
    },
    conclusion: { outside: ['research'], byExtension: ['brand'] },
  });
  const extended = ask({
    'base.level': 'township',
    'base.declaredFunctions': ['space', 'research'],
    'base.approvedExtensions': ['research'],
  });
  expect(extended).toMatchObject({ outcome: 'pass', conclusion: { byExtension: ['research'] } });
});

test('a regional platform follows its host’s level', () => {
  const of = (level: keyof typeof sets) =>
    ask({
      ...{ 'base.kind': 'regional-platform', 'base.level': level },
      'base.declaredFunctions': ['research'],
    }).outcome;
  expect([of('county'), of('village')]).toEqual(['pass', 'fail']);
});

test('a code that is none lies outside', () => {
  const found = ask({ 'base.level': 'county', 'base.declaredFunctions': ['lottery'] });
  expect(found).toMatchObject({ outcome: 'fail', conclusion: { outside: ['lottery'] } });
});

test('unknown is only what could still change', () => {
  const none = { 'base.approvedExtensions': undefined };
  const inside = { 'base.level': 'village', 'base.declaredFunctions': ['space'] } as const;
  expect(ask({ ...none, ...inside, 'base.declaredFunctions': ['space'] }).outcome).toBe('pass');
  const outside = { ...inside, 'base.declaredFunctions': ['brand'] };
  expect(ask({ ...none, ...outside }).outcome).toBe('unknown');
  expect(ask({ 'base.declaredFunctions': ['space'] }).outcome).toBe('unknown');
  expect(ask({ 'base.level': 'village' }).outcome).toBe('unknown');
});

test('every code has its name in both languages', () => {
  for (const code of FunctionCode.options) expect(functionLabel(code).zh).not.toBe(code);
  expect(functionLabel('lottery')).toEqual({ zh: 'lottery', en: 'lottery' });
});

describe('overlaps', () => {
  const of = (base: string, county: string, ...functions: string[]) => ({
    base: base as BaseId,
    county: county as DivisionCode,
    functions,
  });

  test('are bases of one county for exactly the same, in any order', () => {
    expect(
      overlapsOf([
        of('c', '320506', 'space', 'training'),
        of('a', '320506', 'training', 'space'),
        of('b', '320507', 'space', 'training'),
        of('d', '320506', 'space'),
        of('e', '320506'),
        of('f', '320506'),
      ]),
    ).toEqual([{ county: '320506', functions: ['space', 'training'], bases: ['a', 'c'] }]);
  });
});
