import { describe, expect, test } from '@jest/globals';
import { parseDay } from '@fuhua/kernel';
import fc from 'fast-check';
import { at, fact, known } from '../findings/facts.suite.ts';
import {
  operatorEligibilityRule,
  type EligibilityFacts,
  type EligibilityFound,
  type EligibilityParams,
  type Finding,
  type Known,
  type Outcome,
} from '../index.ts';

const params: EligibilityParams = {
  gradeMin: '3A',
  kinds: ['hub', 'social-work-agency'],
  exceptionMonthsMax: 12,
  waivable: ['grade', 'kind', 'capability', 'route'],
};
const day = parseDay;
const signing = '2024-06-01';

const eligible: Known<EligibilityFacts> = {
  ...known<EligibilityFacts>({
    'operator.classifications': ['hub'],
    'operator.capabilityFile': 'approved',
    'contract.route': 'government-purchase',
    'operator.bar': 'none',
  }),
  'operator.grade': fact('3A', '2020-01-01', '2024-12-31'),
};
type Condition = EligibilityFound['condition'];

const asked = (changes: Known<EligibilityFacts>, on = signing): Finding =>
  operatorEligibilityRule.evaluate({ ...eligible, ...changes }, params, at(on));
const conditionsOf = ({ conclusion }: Finding) =>
  conclusion?.['conditions'] as readonly EligibilityFound[];
const found = (condition: Condition, changes: Known<EligibilityFacts>, on = signing) =>
  conditionsOf(asked(changes, on)).find((one) => one.condition === condition)!;
const without = (name: keyof EligibilityFacts): Known<EligibilityFacts> =>
  Object.fromEntries(Object.entries(eligible).filter(([key]) => key !== name));

test('who meets every condition may operate, and each is named with its value', () => {
  const finding = asked({});
  expect(finding.outcome).toBe('pass');
  expect(finding.reason.zh).toBe(
    '等级 3A 不低于 3A，签约日 2024-06-01 有效；属于枢纽型社会组织；专业能力材料已认可；通过政府购买服务委托；无限制',
  );
  expect(conditionsOf(finding).map(({ condition, outcome }) => [condition, outcome])).toEqual([
    ['grade', 'pass'],
    ['kind', 'pass'],
    ['capability', 'pass'],
    ['route', 'pass'],
    ['bar', 'pass'],
  ]);
});

describe('the grade', () => {
  test.each<[EligibilityFacts['operator.grade'], Outcome]>([
    ['none', 'fail'],
    ['1A', 'fail'],
    ['2A', 'fail'],
    ['3A', 'pass'],
    ['4A', 'pass'],
    ['5A', 'pass'],
  ])('%s: %s', (grade, outcome) => {
    expect(found('grade', { 'operator.grade': fact(grade) }).outcome).toBe(outcome);
    expect(asked({ 'operator.grade': fact(grade) }).outcome).toBe(outcome);
  });

  test.each<[string, Outcome]>([
    ['2024-05-30', 'pass'],
    ['2024-05-31', 'pass'],
    ['2024-06-01', 'fail'],
  ])('valid until 2024-05-31, signed on %s: %s', (on, outcome) => {
    const grade = { 'operator.grade': fact('3A' as const, '2020-01-01', '2024-05-31') };
    expect(found('grade', grade, on).outcome).toBe(outcome);
  });

  test.each<[string, Outcome]>([
    ['2024-06-14', 'fail'],
    ['2024-06-15', 'pass'],
  ])('valid from 2024-06-15, signed on %s: %s', (on, outcome) => {
    const grade = { 'operator.grade': fact('4A' as const, '2024-06-15', '2029-06-14') };
    expect(found('grade', grade, on).outcome).toBe(outcome);
  });

  test('that fails is named with what was asked of it', () => {
    expect(asked({ 'operator.grade': fact('2A') }).reason).toEqual({
      zh: '等级 2A 低于 3A',
      en: 'grade 2A is below 3A',
    });
    expect(asked({ 'operator.grade': fact('3A', '2020-01-01', '2024-05-31') }).reason).toEqual({
      zh: '3A 等级有效期至 2024-05-31，早于签约日 2024-06-01',
      en: 'grade 3A was valid until 2024-05-31, before the signing day 2024-06-01',
    });
  });

  test('known to be none at another time is not known', () => {
    const before = { 'operator.grade': fact('none' as const, '2023-01-01', '2024-05-31') };
    expect(found('grade', before).outcome).toBe('unknown');
  });
});

describe('the kind', () => {
  test.each<[EligibilityFacts['operator.classifications'], Outcome]>([
    [['hub'], 'pass'],
    [['social-work-agency'], 'pass'],
    [['community', 'hub'], 'pass'],
    [['support'], 'fail'],
    [['support', 'community'], 'fail'],
    [[], 'fail'],
  ])('%j: %s', (kinds, outcome) => {
    expect(asked({ 'operator.classifications': fact(kinds) }).outcome).toBe(outcome);
  });

  test('is not known after its validity', () => {
    const kinds = {
      'operator.classifications': fact(['hub' as const], '2023-01-01', '2024-05-31'),
    };
    expect(found('kind', kinds, '2024-05-31').outcome).toBe('pass');
    expect(found('kind', kinds).outcome).toBe('unknown');
  });
});

test('a capability file that is missing, or another route, fails', () => {
  expect(asked({ 'operator.capabilityFile': fact('missing') })).toMatchObject({
    outcome: 'fail',
    reason: { zh: '无经认可的专业能力材料' },
  });
  expect(asked({ 'contract.route': fact('other') })).toMatchObject({
    outcome: 'fail',
    reason: { zh: '未通过政府购买服务委托' },
  });
});

test.each<[string, Outcome]>([
  ['2024-05-30', 'fail'],
  ['2024-05-31', 'fail'],
  ['2024-06-01', 'pass'],
])('barred through 2024-05-31, signed on %s: %s', (on, outcome) => {
  const bar = fact({ until: day('2024-05-31') }, '2023-06-01', '2024-05-31');
  expect(asked({ 'operator.bar': bar }, on).outcome).toBe(outcome);
});

test('a bar that begins after the signing day says nothing of that day', () => {
  const bar = fact({ until: day('2027-06-01') }, '2024-06-02');
  expect(found('bar', { 'operator.bar': bar }).outcome).toBe('unknown');
});

test.each<[keyof EligibilityFacts, Condition]>([
  ['operator.grade', 'grade'],
  ['operator.classifications', 'kind'],
  ['operator.capabilityFile', 'capability'],
  ['contract.route', 'route'],
  ['operator.bar', 'bar'],
])('%s missing is unknown, and outweighed by anything that failed', (name, condition) => {
  const open = operatorEligibilityRule.evaluate(without(name), params, at(signing));
  expect(open.outcome).toBe('unknown');
  expect(conditionsOf(open).filter(({ outcome }) => outcome !== 'pass')).toEqual([
    expect.objectContaining({ condition, outcome: 'unknown' }),
  ]);
  const other = name === 'contract.route' ? 'operator.capabilityFile' : 'contract.route';
  const worse = {
    ...without(name),
    [other]: fact(other === 'contract.route' ? 'other' : 'missing'),
  };
  expect(operatorEligibilityRule.evaluate(worse, params, at(signing)).outcome).toBe('fail');
});

describe('an exception', () => {
  const all = ['grade', 'kind', 'capability', 'route'] as const;
  const exception = (
    until: string,
    from = '2024-06-01',
    waives: readonly (typeof all)[number][] = all,
  ) => ({
    'contract.exception': fact({ waives: [...waives], until: day(until) }, from),
  });
  const unfit = {
    'operator.grade': fact('2A' as const),
    'operator.classifications': fact([]),
    'operator.capabilityFile': fact('missing' as const),
    'contract.route': fact('other' as const),
  };

  test('waives what it names, and the reason keeps what was waived', () => {
    const finding = asked({ ...unfit, ...exception('2025-05-31') });
    expect(finding.outcome).toBe('pass');
    expect(conditionsOf(finding).map(({ waived }) => waived)).toEqual([
      true,
      true,
      true,
      true,
      false,
    ]);
    expect(finding.reason.zh).toContain('等级 2A 低于 3A；经批准例外免除，至 2025-05-31');
  });

  test.each(all)('of %s only waives nothing else', (only) => {
    const finding = asked({ ...unfit, ...exception('2025-05-31', '2024-06-01', [only]) });
    expect(finding.outcome).toBe('fail');
    expect(
      conditionsOf(finding)
        .filter(({ waived }) => waived)
        .map((one) => one.condition),
    ).toEqual([only]);
  });

  test('never waives a bar', () => {
    const bar = { 'operator.bar': fact({ until: day('2024-06-01') }) };
    expect(asked({ ...bar, ...exception('2025-05-31') })).toMatchObject({
      outcome: 'fail',
      reason: { zh: '限制期至 2024-06-01，签约日 2024-06-01 仍有效' },
    });
  });

  test.each<[string, string, string, Outcome]>([
    ['2024-06-01', '2025-05-31', '2024-05-31', 'fail'], // the day before it begins
    ['2024-06-01', '2025-05-31', '2024-06-01', 'pass'],
    ['2024-06-01', '2025-05-31', '2025-05-31', 'pass'], // its last day; a Saturday does not roll
    ['2024-06-01', '2025-05-31', '2025-06-01', 'fail'],
    ['2024-06-01', '2025-06-01', '2024-06-01', 'fail'], // twelve months and a day
    ['2024-02-29', '2025-02-27', '2024-06-01', 'pass'],
    ['2024-02-29', '2025-02-28', '2024-06-01', 'fail'],
  ])('from %s until %s, signed on %s: %s', (from, until, on, outcome) => {
    const low = { 'operator.grade': fact('2A' as const) };
    expect(asked({ ...low, ...exception(until, from) }, on).outcome).toBe(outcome);
  });

  test('that is too long says so', () => {
    expect(asked({ ...unfit, ...exception('2025-06-01') }).reason.en).toContain(
      'grade 2A is below 3A; the exception until 2025-06-01 exceeds 12 months (2025-05-31 at the latest) and waives nothing',
    );
  });

  test('makes what it waives matter no more, known or not', () => {
    const open = { ...without('operator.grade'), ...exception('2025-05-31') };
    expect(operatorEligibilityRule.evaluate(open, params, at(signing)).outcome).toBe('pass');
  });
});

test('a rule set may take what an exception may waive', () => {
  const strict = { ...params, waivable: [] };
  const low = { ...eligible, 'operator.grade': fact('2A' as const) };
  const waived = {
    ...low,
    'contract.exception': fact({ waives: ['grade' as const], until: day('2024-12-31') }),
  };
  expect(operatorEligibilityRule.evaluate(waived, strict, at(signing)).outcome).toBe('fail');
});

test('a better grade never does worse', () => {
  const grades = ['none', '1A', '2A', '3A', '4A', '5A'] as const;
  const rank = { fail: 0, unknown: 1, pass: 2 };
  fc.assert(
    fc.property(fc.nat(4), fc.constantFrom(...grades), (step, gradeMin) => {
      const min = gradeMin === 'none' ? '1A' : gradeMin;
      const outcome = (grade: (typeof grades)[number]) =>
        operatorEligibilityRule.evaluate(
          { ...eligible, 'operator.grade': fact(grade) },
          { ...params, gradeMin: min },
          at(signing),
        ).outcome;
      expect(rank[outcome(grades[step]!)]).toBeLessThanOrEqual(rank[outcome(grades[step + 1]!)]);
    }),
  );
});
