import { describe, expect, test } from '@jest/globals';
import { parseDay } from '@fuhua/kernel';
import { at, known } from '../findings/facts.suite.ts';
import {
  exitDefenceRule,
  type ExitDefenceFacts,
  type ExitMeasure,
  type ExitGround,
  type Outcome,
} from '../index.ts';

const params = { barMonths: { G1: 12, G2: 12, G3: 12, G4: 24 } };
type Values = { readonly [K in keyof ExitDefenceFacts]?: ExitDefenceFacts[K] | undefined };
const asked = (values: Values, on = '2024-03-19') =>
  exitDefenceRule.evaluate(
    known<ExitDefenceFacts>({
      ...{ 'exit.defence': 'none', 'notice.defenceUntil': parseDay('2024-03-18') },
      'notice.outcome': { measure: 'early-exit', ground: 'G1' },
      'exit.outcome': { measure: 'early-exit', ground: 'G1' },
      ...values,
    }),
    params,
    at(on),
  );
const points = (...answers: readonly string[]): Values => ({
  'exit.defence': answers.map((answer, index) => ({ point: `第${String(index + 1)}点`, answer })),
});

describe('a defence', () => {
  test.each<[string, Outcome]>([
    ['2024-03-15', 'fail'],
    ['2024-03-18', 'fail'],
    ['2024-03-19', 'pass'],
  ])('that did not come by 2024-03-18: decided on %s: %s', (on, outcome) => {
    expect(asked({}, on).outcome).toBe(outcome);
  });

  test.each<[readonly string[], Outcome]>([
    [['与检查记录不符'], 'pass'],
    [['与检查记录不符', '已核实'], 'pass'],
    [['与检查记录不符', ''], 'fail'],
    [[''], 'fail'],
  ])('answered by %j: %s', (answers, outcome) => {
    expect(asked(points(...answers), '2024-03-15').outcome).toBe(outcome);
  });

  test('is told which points are open', () => {
    expect(asked(points('已核实', '')).reason).toEqual({
      zh: '未答复的申辩：“第2点”',
      en: 'points not answered: “第2点”',
    });
  });
});

test.each<[ExitMeasure, ExitGround, ExitMeasure, ExitGround, Outcome]>([
  ['early-exit', 'G1', 'early-exit', 'G1', 'pass'],
  ['early-exit', 'G1', 'warn', 'G1', 'pass'],
  ['early-exit', 'G1', 'rectify', 'G4', 'pass'], // no bar follows
  ['warn', 'G1', 'early-exit', 'G1', 'fail'],
  ['rectify', 'G1', 'warn', 'G1', 'fail'],
  ['early-exit', 'G4', 'early-exit', 'G1', 'pass'],
  ['early-exit', 'G1', 'early-exit', 'G4', 'fail'], // 24 months for 12
  ['early-exit', 'G2', 'early-exit', 'G3', 'pass'],
])('announced %s for %s, decided %s for %s: %s', (from, of, to, by, outcome) => {
  const found = asked({
    'notice.outcome': { measure: from, ground: of },
    'exit.outcome': { measure: to, ground: by },
  });
  expect(found.outcome).toBe(outcome);
});

test.each(['exit.defence', 'notice.defenceUntil', 'notice.outcome', 'exit.outcome'] as const)(
  'is unknown while %s is',
  (name) => {
    expect(asked({ [name]: undefined }).outcome).toBe('unknown');
  },
);
