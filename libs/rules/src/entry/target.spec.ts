import { describe, expect, test } from '@jest/globals';
import { parseDay } from '@fuhua/kernel';
import { at, known } from '../findings/facts.suite.ts';
import {
  startUpRule,
  targetRule,
  type LevelOfBase,
  type Outcome,
  type TargetFacts,
  type TargetParams,
} from '../index.ts';

const day = parseDay;
const params: TargetParams = {
  targets: {
    ...{ province: [], city: ['hub', 'support'], county: [] },
    ...{ township: ['start-up-community'], village: ['start-up-community'] },
  },
  startUpMonths: 24,
};
type Values = { readonly [K in keyof TargetFacts]?: TargetFacts[K] | undefined };
const young: Values = {
  'base.level': 'township',
  'applicant.kind': 'registered',
  'applicant.registeredOn': day('2022-03-04'),
  'applicant.classifications': ['community'],
  'case.outsideTargetReason': 'none',
};
const asked = (values: Values, on = '2024-03-04') =>
  targetRule.evaluate(known<TargetFacts>({ ...young, ...values }), params, at(on));

describe('a base takes what its level is for', () => {
  test.each<[LevelOfBase, TargetFacts['applicant.classifications'], Outcome]>([
    ['province', [], 'pass'],
    ['county', [], 'pass'],
    ['city', ['hub'], 'pass'],
    ['city', ['support'], 'pass'],
    ['city', ['community'], 'fail'],
    ['city', [], 'fail'],
    ['township', ['community'], 'pass'],
    ['village', ['community'], 'pass'],
    ['township', ['hub'], 'fail'],
    ['village', [], 'fail'],
  ])('%s, %j: %s', (level, classifications, outcome) => {
    const values = { 'base.level': level, 'applicant.classifications': classifications };
    expect(asked(values).outcome).toBe(outcome);
    expect(asked({ ...values, 'case.outsideTargetReason': '本地急需' }).outcome).toBe('pass');
  });

  test.each<[string, Outcome]>([
    ['2024-03-03', 'pass'],
    ['2024-03-04', 'pass'],
    ['2024-03-05', 'fail'],
  ])('a township, registered on 2022-03-04, asked on %s: %s', (on, outcome) => {
    expect(asked({}, on).outcome).toBe(outcome);
  });

  test('a filed organization is a community one, from its filing on', () => {
    const filed = { 'applicant.kind': 'filed' as const, 'applicant.classifications': undefined };
    expect(asked({ ...filed, 'applicant.filedOn': day('2022-03-04') }).outcome).toBe('pass');
    expect(asked({ ...filed, 'applicant.filedOn': day('2022-03-03') }).outcome).toBe('fail');
    expect(asked(filed).outcome).toBe('unknown');
  });

  test('a preparing team meets the target of a township, and not that of a city', () => {
    const team = {
      'applicant.kind': 'preparing-team' as const,
      'applicant.classifications': undefined,
    };
    expect(asked(team).outcome).toBe('pass');
    expect(asked({ ...team, 'base.level': 'city' }).outcome).toBe('fail');
  });
});

describe('what is not known', () => {
  test.each<[string, Values, Outcome]>([
    ['level', { 'base.level': undefined }, 'unknown'],
    ['kind', { 'applicant.kind': undefined }, 'unknown'],
    ['day of registration', { 'applicant.registeredOn': undefined }, 'unknown'],
    ['classifications', { 'applicant.classifications': undefined }, 'unknown'],
    [
      'classifications of one too old',
      { 'applicant.classifications': undefined, 'applicant.registeredOn': day('2022-03-03') },
      'fail',
    ],
    [
      'day of one that is no community organization',
      { 'applicant.classifications': [], 'applicant.registeredOn': undefined },
      'fail',
    ],
    [
      'reason of one outside',
      { 'applicant.classifications': [], 'case.outsideTargetReason': undefined },
      'unknown',
    ],
    ['reason of one inside', { 'case.outsideTargetReason': undefined }, 'pass'],
    [
      'fit of one with a reason',
      { 'applicant.registeredOn': undefined, 'case.outsideTargetReason': '本地急需' },
      'pass',
    ],
  ])('%s: %s', (_what, values, outcome) => {
    expect(asked(values).outcome).toBe(outcome);
  });

  test('shows in the conclusion', () => {
    expect(asked({}).conclusion).toEqual({ fits: true });
    expect(asked({ 'applicant.classifications': [] }).conclusion).toEqual({ fits: false });
    expect(asked({ 'applicant.registeredOn': undefined }).conclusion).toEqual({ fits: 'unknown' });
  });
});

describe('R-ENT-06 states whether it is a start-up, and refuses nothing', () => {
  const stated = (values: Values, on: string) =>
    startUpRule.evaluate(
      known<TargetFacts>({ ...young, ...values }),
      { startUpMonths: 24 },
      at(on),
    );

  test.each<[string, boolean]>([
    ['2023-03-03', false], // not registered yet
    ['2023-03-04', true],
    ['2025-03-04', true],
    ['2025-03-05', false],
  ])('registered on 2023-03-04, asked on %s: %s', (on, startUp) => {
    expect(stated({ 'applicant.registeredOn': day('2023-03-04') }, on)).toMatchObject({
      outcome: 'pass',
      conclusion: { startUp },
    });
  });

  test('a team is one; without a day it is not known; without a kind nothing is', () => {
    const on = '2024-03-04';
    expect(stated({ 'applicant.kind': 'preparing-team' }, on)).toMatchObject({
      ...{ outcome: 'pass', conclusion: { startUp: true } },
    });
    expect(stated({ 'applicant.registeredOn': undefined }, on)).toMatchObject({
      ...{ outcome: 'pass', conclusion: { startUp: 'unknown' } },
    });
    expect(stated({ 'applicant.kind': undefined }, on)).toMatchObject({
      ...{ outcome: 'unknown', conclusion: { startUp: 'unknown' } },
    });
  });
});
