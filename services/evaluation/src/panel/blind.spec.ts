import { describe, expect, test } from '@jest/globals';
import { parseDay } from '@fuhua/kernel';
import { personId } from '@fuhua/testing';
import { seatsFor } from './blind.http.ts';
import type { SeatTold } from './panel.view.ts';

const on = parseDay('2024-03-04');
const [zhao, qian, officer] = [personId('zhao'), personId('qian'), personId('officer')];
const sheet = (need: string) => ({ scores: { need }, reasons: { need: '理由（测试）' }, on });
const seat = (
  name: string,
  outside: boolean,
  more: Partial<SeatTold> = { scored: sheet('10.00') },
): SeatTold => ({
  ...{ rater: personId(name), outside, declareBy: on, scoreBy: on, overdue: [], recused: false },
  ...more,
});
const few = { ratersMin: 2, outsideMin: 1, stage: 'open' as const };
const seen = (seats: readonly SeatTold[], reader = officer) =>
  seatsFor({ ...few, seats }, reader).map(({ scored }) => scored !== undefined);

describe('scores', () => {
  test('are seen by nobody but who gave them until all are in', () => {
    const seats = [seat('zhao', true), seat('qian', false, {})];
    expect(seen(seats)).toEqual([false, false]);
    expect(seen(seats, zhao)).toEqual([true, false]);
    expect(seen(seats, qian)).toEqual([false, false]);
  });

  test('are not all in while raters are missing, inside or outside', () => {
    expect(seen([seat('zhao', true)])).toEqual([false]);
    expect(seen([seat('zhao', false), seat('qian', false)])).toEqual([false, false]);
  });

  test('are seen by all who may read once they are in', () => {
    expect(seen([seat('zhao', true), seat('qian', false)])).toEqual([true, true]);
  });

  test('are hidden again when a rater stands back, until another has scored', () => {
    const left = [seat('zhao', true), seat('qian', false, { recused: true, scored: sheet('1') })];
    expect(seen(left, zhao)).toEqual([true, false]);
    const named = [...left, seat('sun', false, {})];
    expect(seen(named, zhao)).toEqual([true, false, false]);
    expect(seen(named, personId('sun'))).toEqual([false, false, false]);
    expect(seen([...left, seat('sun', false)], zhao)).toEqual([true, true, true]);
  });

  test('of others are never seen by who stands back', () => {
    const seats = [seat('zhao', true), seat('sun', false), seat('qian', false, { recused: true })];
    expect(seen(seats, qian)).toEqual([false, false, false]);
  });
});

describe('what a rater revised', () => {
  const revised = { scored: sheet('10.00'), revised: sheet('12.00') };
  const half = [seat('zhao', true, revised), seat('qian', false)];
  const needs = (
    seats: readonly SeatTold[],
    reader = officer,
    stage: 'open' | 'concluded' = 'open',
  ) =>
    seatsFor({ ...few, seats, stage }, reader).map((one) => [
      one.scored?.scores['need'],
      one.revised?.scores['need'],
    ]);

  test('is for itself until all have revised, and what it gave before stays to be seen', () => {
    const before = [
      ['10.00', undefined],
      ['10.00', undefined],
    ];
    expect(needs(half)).toEqual(before);
    expect(needs(half, qian)).toEqual(before);
    expect(needs(half, zhao)).toEqual([['10.00', '12.00'], before[1]]);
  });

  test('is seen once all have revised, or the panel is over', () => {
    const all = [seat('zhao', true, revised), seat('qian', false, revised)];
    const both = ['10.00', '12.00'];
    expect(needs(all, qian)).toEqual([both, both]);
    expect(needs(half, qian, 'concluded')).toEqual([both, ['10.00', undefined]]);
  });
});
