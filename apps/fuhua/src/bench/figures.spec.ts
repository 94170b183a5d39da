import { expect, test } from '@jest/globals';
import { median, meets, percentile, plainFigure, ratioFigure } from './figures.ts';

const itself = (value: number): number => value;

test('the median was measured: of an even number it is the lower of the middle two', () => {
  expect(median([9, 1, 5], itself)).toBe(5);
  expect(median([4, 1, 3, 2], itself)).toBe(2);
  expect(median([{ ms: 8 }, { ms: 3 }, { ms: 4 }], ({ ms }) => ms)).toEqual({ ms: 4 });
  expect(() => median([], itself)).toThrow(RangeError);
});

test('a percentile is the smallest value that so many percent do not exceed', () => {
  const hundred = Array.from({ length: 100 }, (_, n) => 100 - n);
  expect(percentile(hundred, 99)).toBe(99);
  expect(percentile(hundred, 100)).toBe(100);
  expect(percentile([10, 9, 200], 50)).toBe(10);
  expect(percentile([7], 99)).toBe(7);
  expect(() => percentile([], 99)).toThrow(RangeError);
});

test('a goal is met at its very bound', () => {
  expect(meets(1.5, { atLeast: 1.5 })).toBe(true);
  expect(meets(1.49, { atLeast: 1.5 })).toBe(false);
  expect(meets(25, { atMost: 25 })).toBe(true);
  expect(meets(25.1, { atMost: 25 })).toBe(false);
});

test('a ratio is judged by its median round, whose value and peer stand beside it', () => {
  const rounds = [
    { ours: 900, peer: 100 },
    { ours: 300, peer: 200 },
    { ours: 100, peer: 100 },
  ];
  const row = { id: 'append-64', unit: '/s', peer: 'raw' };
  expect(ratioFigure(rounds, { ...row, goal: { atLeast: 1.5 } })).toEqual({
    id: 'append-64',
    value: 300,
    unit: '/s',
    peer: { name: 'raw', value: 200 },
    ratio: 1.5,
    goal: '≥ 1.5 × raw',
    met: true,
  });
  expect(ratioFigure(rounds, { ...row, goal: { atMost: 1 } }).met).toBe(false);
});

test('a figure without a peer is the median of its rounds', () => {
  const row = { id: 'visible-quiet', unit: 'ms', goal: { atMost: 25 } };
  expect(plainFigure([90, 20, 30], row)).toEqual({
    id: 'visible-quiet',
    value: 30,
    unit: 'ms',
    goal: '≤ 25 ms',
    met: false,
  });
  expect(plainFigure([20], { ...row, note: 'quiet' }).goal).toBe('≤ 25 ms, quiet');
});
