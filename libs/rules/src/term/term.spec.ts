import { describe, expect, test } from '@jest/globals';
import { parseDay, type AuthorityId } from '@fuhua/kernel';
import { at, known } from '../findings/facts.suite.ts';
import {
  caseTermEnd,
  termMonths,
  termRule,
  type CaseMode,
  type DevelopmentStage,
  type Outcome,
  type TermFacts,
} from '../index.ts';

const params = {
  months: { seed: 12, 'start-up': 12, growth: 6, hub: 12 },
  virtualMonths: 12,
  capMonths: 24,
};
const higher = '0192f0c1-0000-7000-8000-000000000005' as AuthorityId;
type Values = { readonly [K in keyof TermFacts]?: TermFacts[K] | undefined };
const asked = (values: Values) =>
  termRule.evaluate(
    known<TermFacts>({
      ...{
        'case.mode': 'in-shell',
        'case.stage': 'seed',
        'case.startedOn': parseDay('2024-04-22'),
      },
      ...{ 'case.extendedMonths': 0, 'case.pausedDays': 0, 'extension.months': 0 },
      'extension.beyondCapBy': 'none',
      ...values,
    }),
    params,
    at('2025-03-04'),
  );

test.each<[CaseMode, DevelopmentStage, number]>([
  ['in-shell', 'seed', 12],
  ['in-shell', 'start-up', 12],
  ['in-shell', 'growth', 6],
  ['in-shell', 'hub', 12],
  ['in-shell', 'support', 12], // counts as hub
  ['virtual', 'growth', 12],
  ['virtual', 'seed', 12],
])('%s, %s: %i months', (mode, stage, months) => {
  expect(termMonths(mode, stage, params)).toBe(months);
});

test.each([
  ['2024-04-22', 12, 0, '2025-04-21'],
  ['2024-02-29', 12, 0, '2025-02-27'],
  ['2024-08-31', 6, 0, '2025-02-27'],
  ['2023-10-02', 12, 0, '2024-10-01'], // National Day: it never rolls
  ['2024-04-22', 12, 30, '2025-05-21'],
  ['2024-04-22', 18, 0, '2025-10-21'],
])('started on %s, %i months and %i days of pauses: until %s', (start, months, paused, end) => {
  expect(caseTermEnd(parseDay(start), months, paused)).toBe(end);
});

describe('the cap of 24 months', () => {
  test.each<[number, number, Outcome]>([
    [6, 5, 'pass'],
    [6, 6, 'pass'],
    [6, 7, 'fail'],
    [0, 12, 'pass'],
    [0, 13, 'fail'],
  ])('12 months, %i extended before and %i now: %s', (before, now, outcome) => {
    const values = { 'case.extendedMonths': before, 'extension.months': now };
    expect(asked(values).outcome).toBe(outcome);
    expect(asked({ ...values, 'extension.beyondCapBy': higher }).outcome).toBe('pass');
    const open = { ...values, 'extension.beyondCapBy': undefined };
    expect(asked(open).outcome).toBe(outcome === 'fail' ? 'unknown' : 'pass');
  });

  test('excludes pauses and virtual cases', () => {
    const full = { 'extension.months': 12, 'case.pausedDays': 90 };
    expect(asked(full)).toMatchObject({
      ...{ outcome: 'pass', conclusion: { months: 24, end: '2026-07-20' } }, // 2026-04-21 and 90 days
    });
    expect(asked({ 'case.mode': 'virtual', 'extension.months': 13 }).outcome).toBe('pass');
  });
});

test.each([
  'case.mode',
  'case.stage',
  'case.startedOn',
  'case.pausedDays',
  'case.extendedMonths',
  'extension.months',
] as const)('is unknown while %s is', (name) => {
  expect(asked({ [name]: undefined }).outcome).toBe('unknown');
});
