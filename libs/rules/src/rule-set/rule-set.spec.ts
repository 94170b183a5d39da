import { describe, expect, test } from '@jest/globals';
import { parseDay } from '@fuhua/kernel';
import {
  checkRuleSets,
  knownRules,
  parseDivisionCode,
  ruleSetInForce,
  ruleSetOf,
  shippedRuleSets,
  type RuleSet,
} from '../index.ts';
import { toyRules, toySet } from './toy-rules.suite.ts';

const day = parseDay;
const scope = parseDivisionCode;

describe('the shipped rule sets', () => {
  test('are right', () => {
    expect(checkRuleSets(shippedRuleSets)).toEqual([]);
  });

  test('begin with JS-2023, from the day the guidance was signed', () => {
    const village = scope('320506104001');
    const inForce = (on: string): RuleSet | undefined =>
      ruleSetInForce(shippedRuleSets, village, day(on));
    expect(inForce('2023-10-10')).toBeUndefined();
    expect(inForce('2023-10-11')).toBe(ruleSetOf({ id: 'JS-2023', version: 1 }));
  });

  test('use every implementation that is known, and each is known once', () => {
    const names = knownRules.map(({ rule, impl }) => `${rule} ${String(impl)}`);
    const used = shippedRuleSets.flatMap(({ rules }) =>
      rules.map(({ rule, impl }) => `${rule} ${String(impl)}`),
    );
    expect(names.length).toBeGreaterThan(0);
    expect(names.toSorted()).toEqual([...new Set(used)].sort());
  });
});

describe('in force is', () => {
  const province = toySet();
  const next = toySet({ version: 2, effectiveFrom: day('2025-01-01') });
  const city = toySet({ id: 'CITY', scope: scope('3205'), effectiveFrom: day('2024-06-01') });
  const county = toySet({ id: 'COUNTY', scope: scope('320506'), effectiveFrom: day('2025-06-01') });
  const sets = [province, city, next, county];

  test.each([
    ['3205', '2023-12-31', undefined],
    ['3205', '2024-01-01', province],
    ['3205', '2024-05-31', province],
    ['3205', '2024-06-01', city],
    ['3205', '2025-01-01', city], // a local set is complete: the province's next does not touch it
    ['320506', '2025-05-31', city],
    ['320506104001', '2025-06-01', county],
    ['320505', '2025-06-01', city],
    ['320281', '2024-12-31', province],
    ['320281', '2025-01-01', next],
    ['32', '2025-06-01', next],
    ['3101', '2025-06-01', undefined],
  ])('the newest of the most specific scope: %s on %s', (division, on, expected) => {
    for (const given of [sets, sets.toReversed()]) {
      expect(ruleSetInForce(given, scope(division), day(on))).toBe(expected);
    }
  });

  test('never a version that a pin does not name', () => {
    expect(ruleSetOf({ id: 'TOY', version: 1 }, sets)).toBe(province);
    expect(ruleSetOf({ id: 'TOY', version: 2 }, sets)).toBe(next);
    expect(() => ruleSetOf({ id: 'TOY', version: 3 }, sets)).toThrow(
      new RangeError('no such rule set: TOY v3'),
    );
  });
});

describe('a fault is told:', () => {
  const faults = (...sets: readonly RuleSet[]): readonly string[] => checkRuleSets(sets, toyRules);
  const [first, second] = toySet().rules as [RuleSet['rules'][number], RuleSet['rules'][number]];

  test('none of good sets, of one scope or of several', () => {
    const later = toySet({ version: 2, effectiveFrom: day('2024-01-02') });
    const local = toySet({ id: 'CITY', scope: scope('3205') });
    expect(faults(toySet(), later, local)).toEqual([]);
  });

  test('a version that takes effect no later than a shipped one of its scope', () => {
    const newest = toySet({ version: 2, effectiveFrom: day('2025-01-01') });
    const says = (set: string): string => `TOY v3: takes effect no later than ${set} of its scope`;
    expect(faults(toySet(), newest, toySet({ version: 3 }))).toEqual([
      `${says('TOY v1')}, 2024-01-01`,
      `${says('TOY v2')}, 2025-01-01`,
    ]);
  });

  test('a version shipped twice', () => {
    const again = toySet({ effectiveFrom: day('2025-01-01') });
    expect(faults(toySet(), again)).toEqual(['TOY v1: was shipped before']);
  });

  test.each<[string, Partial<RuleSet>, RegExp]>([
    ['no id', { id: '' }, /id/],
    ['no clause', { rules: [{ ...first, clause: '' }, second] }, /clause/],
    ['no such day', { effectiveFrom: '2024-02-30' as never }, /effectiveFrom/],
    ['an empty procedure', { procedures: { 'hall.open': [] } }, /hall\.open/],
    ['parameters', { rules: [{ ...first, params: {} }, second] }, /R-TOY-01 impl 1: .*seatsMin/s],
    [
      'too many parameters',
      { rules: [{ ...first, params: { seatsMin: 1, more: 1 } }, second] },
      /R-TOY-01 impl 1: .*more/s,
    ],
    ['an implementation', { rules: [{ ...first, impl: 9 }, second] }, /R-TOY-01 impl 9 is not/],
    ['a rule twice', { rules: [first, second, first] }, /has R-TOY-01 twice/],
    [
      'a rule that is not there',
      { rules: [first] },
      /^TOY v1: hall\.open asks R-TOY-02, which the set does not have$/,
    ],
  ])('%s', (_what, changes, expected) => {
    const found = faults(toySet(changes));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(expected);
  });
});
