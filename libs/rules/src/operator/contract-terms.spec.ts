import { describe, expect, test } from '@jest/globals';
import { addDays, parseDay } from '@fuhua/kernel';
import fc from 'fast-check';
import { z } from 'zod';
import { anyDay } from '../clocks/any-day.suite.ts';
import { at, fact, known } from '../findings/facts.suite.ts';
import {
  contractEnd,
  contractTermsRule,
  contractYearsMax,
  type ContractFacts,
  type ContractFound,
  type ContractParams,
  type Finding,
  type Outcome,
} from '../index.ts';

const params: ContractParams = {
  yearsMax: 1,
  recurringYearsMax: 3,
  institutionClassesBarred: ['I'],
  lineKindsBarred: ['public-welfare-post'],
  lineWordsBarred: ['公益性岗位'],
};
const day = parseDay;
const term = (start: string, end: string) => ({
  'contract.term': { start: day(start), end: day(end) },
});

const sound: Partial<ContractFacts> = {
  ...term('2024-06-01', '2025-05-31'),
  'contract.recurring': false,
  'operator.publicInstitutionClass': 'none',
  'contract.lines': [{ kind: 'operation', text: '基地日常运营' }],
};
type Values = { readonly [K in keyof ContractFacts]?: ContractFacts[K] | undefined };

const asked = (values: Values): Finding =>
  contractTermsRule.evaluate(
    known<ContractFacts>({ ...sound, ...values }),
    params,
    at('2024-06-01'),
  );

test('a contract that keeps to all passes, each condition named', () => {
  const { outcome, conclusion } = asked({});
  expect(outcome).toBe('pass');
  expect(
    (conclusion?.['conditions'] as readonly ContractFound[]).map((one) => one.condition),
  ).toEqual(['term', 'institution', 'lines']);
});

describe('the term', () => {
  test.each<[string, string, boolean | undefined, Outcome]>([
    ['2024-06-01', '2025-05-31', false, 'pass'],
    ['2024-06-01', '2025-06-01', false, 'fail'],
    ['2024-06-01', '2026-05-31', true, 'pass'],
    ['2024-06-01', '2027-05-31', true, 'pass'], // 3 years
    ['2024-06-01', '2027-06-01', true, 'fail'], // 3 years and one day
    ['2024-06-01', '2027-05-31', false, 'fail'],
    ['2024-06-01', '2028-05-31', true, 'fail'],
    ['2024-02-29', '2025-02-27', false, 'pass'],
    ['2024-02-29', '2025-02-28', false, 'fail'],
    ['2024-02-29', '2027-02-27', true, 'pass'],
    ['2024-02-29', '2027-02-28', true, 'fail'],
    ['2023-03-01', '2024-02-29', false, 'pass'],
    ['2023-03-01', '2024-03-01', false, 'fail'],
    ['2025-03-01', '2028-02-29', true, 'pass'],
    ['2024-06-01', '2024-06-01', false, 'pass'],
    ['2024-06-01', '2025-05-31', undefined, 'pass'],
    ['2024-06-01', '2025-06-01', undefined, 'unknown'],
    ['2024-06-01', '2027-05-31', undefined, 'unknown'],
    ['2024-06-01', '2027-06-01', undefined, 'fail'],
  ])('%s to %s, recurring %s: %s', (start, end, recurring, outcome) => {
    expect(asked({ ...term(start, end), 'contract.recurring': recurring }).outcome).toBe(outcome);
  });

  test('that is too long is named with its limit', () => {
    const long = asked({ ...term('2024-06-01', '2028-05-31'), 'contract.recurring': true });
    expect(long.reason).toEqual({
      zh: '期限 2024-06-01 至 2028-05-31 过长，稳定、经常性服务最长 3 年（至 2027-05-31）',
      en: 'from 2024-06-01 to 2028-05-31 is too long; recurring: 3 years at most, until 2027-05-31',
    });
  });

  test('is looked at though it begins after the day it is signed', () => {
    const ahead = {
      ...known<ContractFacts>(sound),
      'contract.term': fact(sound['contract.term']!, '2024-07-01'),
    };
    expect(contractTermsRule.evaluate(ahead, params, at('2024-06-01')).outcome).toBe('pass');
  });

  test('never ends before it starts', () => {
    const { 'contract.term': schema } = contractTermsRule.facts;
    expect(z.safeParse(schema, term('2024-06-01', '2024-05-31')['contract.term']).success).toBe(
      false,
    );
    expect(z.safeParse(schema, term('2024-06-01', '2024-06-01')['contract.term']).success).toBe(
      true,
    );
  });

  test('of n years passes, and a day more fails', () => {
    fc.assert(
      fc.property(anyDay(), fc.boolean(), (start, recurring) => {
        const end = contractEnd(start, contractYearsMax(params, recurring));
        const outcome = (last: typeof end) =>
          asked({ 'contract.term': { start, end: last }, 'contract.recurring': recurring }).outcome;
        expect([outcome(end), outcome(addDays(end, 1))]).toEqual(['pass', 'fail']);
      }),
    );
  });
});

test.each<[ContractFacts['operator.publicInstitutionClass'] | undefined, Outcome]>([
  ['I', 'fail'],
  ['II', 'pass'],
  ['none', 'pass'],
  [undefined, 'unknown'],
])('a contractor that is a public institution of class %s: %s', (is, outcome) => {
  expect(asked({ 'operator.publicInstitutionClass': is }).outcome).toBe(outcome);
});

describe('a line', () => {
  test.each([
    ['public-welfare-post', '协管员 2 名', 'fail'],
    ['other', '设置公益性岗位 2 名', 'fail'],
    ['other', '设置公益性 岗位', 'fail'],
    ['other', '设置公益性\n岗位', 'fail'],
    ['other', '开展公益性活动，岗位培训', 'pass'],
    ['training', '社会组织能力培训', 'pass'],
  ] satisfies [string, string, Outcome][])('%s %j: %s', (kind, words, outcome) => {
    const lines = [...sound['contract.lines']!, { kind, text: words }];
    expect(asked({ 'contract.lines': lines }).outcome).toBe(outcome);
  });

  test('that is barred is quoted', () => {
    const lines = [{ kind: 'other', text: '设置公益性岗位 2 名' }];
    expect(asked({ 'contract.lines': lines }).reason.zh).toBe(
      '政府购买服务不得设置公益性岗位：“设置公益性岗位 2 名”',
    );
  });

  test('is none in a contract without lines, and not known while they are missing', () => {
    expect(asked({ 'contract.lines': [] }).outcome).toBe('pass');
    expect(asked({ 'contract.lines': undefined }).outcome).toBe('unknown');
  });
});

test('an exception is no fact of this rule: nothing here is waived', () => {
  expect(Object.keys(contractTermsRule.facts)).not.toContain('contract.exception');
});
