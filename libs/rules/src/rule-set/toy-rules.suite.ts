import type { Day, DivisionCode } from '@fuhua/kernel';
import { z } from 'zod';
import { knownRule, type Rule, type RuleSet } from '../index.ts';

/** Two rules of no law book, and sets of them. */

export const seats: Rule<{ seatsMin: number }, { 'hall.seats': number }> = {
  rule: 'R-TOY-01',
  impl: 1,
  params: z.strictObject({ seatsMin: z.int().positive() }),
  facts: { 'hall.seats': z.int().nonnegative() },
  evaluate({ 'hall.seats': found }, { seatsMin }, { on, calendar }) {
    const says = `${String(found?.value)} of ${String(seatsMin)} on ${on}, ${calendar.id}`;
    const finding = { reason: { zh: says, en: says }, facts: ['hall.seats'] };
    if (found === undefined) return { ...finding, outcome: 'unknown' };
    return { ...finding, outcome: found.value >= seatsMin ? 'pass' : 'fail' };
  },
};

export const lamps: Rule<object, { 'hall.seats': number; 'hall.lamps': readonly string[] }> = {
  rule: 'R-TOY-02',
  impl: 3,
  params: z.strictObject({}),
  facts: { 'hall.seats': z.int().nonnegative(), 'hall.lamps': z.array(z.string()).readonly() },
  evaluate({ 'hall.lamps': found }) {
    const reason = { zh: '灯', en: 'lamps' };
    if (found === undefined) return { outcome: 'unknown', reason, facts: ['hall.lamps'] };
    const conclusion = { lamps: found.value.length };
    return { outcome: 'pass', reason, facts: ['hall.lamps'], conclusion };
  },
};

export const toyRules = [knownRule(seats), knownRule(lamps)];

export function toySet(changes: Partial<RuleSet> & { readonly seatsMin?: number } = {}): RuleSet {
  const { seatsMin = 10, ...rest } = changes;
  return {
    id: 'TOY',
    version: 1,
    scope: '32' as DivisionCode,
    effectiveFrom: '2024-01-01' as Day,
    rules: [
      { rule: 'R-TOY-01', impl: 1, clause: '一-1', params: { seatsMin } },
      { rule: 'R-TOY-02', impl: 3, clause: '一-2', params: {} },
    ],
    procedures: { 'hall.open': ['R-TOY-02', 'R-TOY-01'], 'hall.count': ['R-TOY-01'] },
    ...rest,
  };
}
