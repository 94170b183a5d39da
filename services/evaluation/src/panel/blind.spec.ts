import { expect, test } from '@jest/globals';
import { parseDay } from '@fuhua/kernel';
import { personId } from '@fuhua/testing';
import { seatsFor } from './panel-query.http.ts';
import type { SeatTold } from './panel.view.ts';

const on = parseDay('2024-03-04');
const [zhao, qian, officer] = [personId('zhao'), personId('qian'), personId('officer')];
const seat = (name: string, outside: boolean, isScored: boolean): SeatTold => ({
  ...{ rater: personId(name), outside, declareBy: on, scoreBy: on, overdue: [], recused: false },
  ...(isScored && {
    scored: { round: 1, scores: { need: '10.00' }, reasons: { need: '理由（测试）' }, on },
  }),
});
const few = { ratersMin: 2, outsideMin: 1 };
const seen = (seats: readonly SeatTold[], reader = officer) =>
  seatsFor({ ...few, seats }, reader).map(({ scored }) => scored !== undefined);

test('until all are in, a rater sees its own scores and an officer none', () => {
  const seats = [seat('zhao', true, true), seat('qian', false, false)];
  expect(seen(seats)).toEqual([false, false]);
  expect(seen(seats, zhao)).toEqual([true, false]);
  expect(seen(seats, qian)).toEqual([false, false]);
});

test('all are not in while raters are missing, inside or outside', () => {
  expect(seen([seat('zhao', true, true)])).toEqual([false]);
  expect(seen([seat('zhao', false, true), seat('qian', false, true)])).toEqual([false, false]);
});

test('once all are in, everybody who may read sees all', () => {
  expect(seen([seat('zhao', true, true), seat('qian', false, true)])).toEqual([true, true]);
});
