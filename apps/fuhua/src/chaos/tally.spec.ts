import { expect, test } from '@jest/globals';
import { heading, lineOf, tallyOf, verdictOf, wrongWith } from './tally.ts';
import type { Report } from './tally.ts';

const good: Report = {
  fault: 'both',
  acknowledged: 120,
  ambiguous: 3,
  interrupted: 16,
  underway: 0,
  lost: [],
  duplicated: [],
  differing: [],
  ms: 4_120,
};

test('runs add up, and each wrong thing is counted once however often it is found', () => {
  const bad = { ...good, lost: ['event a'], duplicated: ['event b', 'event c'] };
  expect(tallyOf([good, bad, { ...bad, duplicated: ['event c'] }])).toEqual({
    runs: 3,
    acknowledged: 360,
    lost: 1,
    duplicated: 2,
    ambiguous: 9,
    faultsSeen: 3,
    viewsEqual: true,
  });
});

test('a fault that no client noticed while nothing was on its way, or before anything was acknowledged, was not seen', () => {
  const unnoticed = { ...good, interrupted: 0 };
  const early = { ...good, acknowledged: 0 };
  expect(tallyOf([good, unnoticed, early]).faultsSeen).toBe(1);
  const onItsWay = { ...unnoticed, underway: 2 };
  expect(tallyOf([onItsWay]).faultsSeen).toBe(1);
});

test.each([
  ['something lost', { lost: ['event a'] }, '1 lost'],
  ['something twice', { duplicated: ['event a'] }, '1 duplicated'],
  ['a view that differs', { differing: ['person'] }, 'a view differs from its history'],
  ['a fault without a trace', { interrupted: 0 }, 'too few faults left a trace (0/1)'],
])('%s fails', (_, found, says) => {
  const tally = tallyOf([{ ...good, ...found }]);
  expect(wrongWith(tally).map(({ en }) => en)).toEqual([says]);
  expect(verdictOf(tally).en).toBe(`Failed: ${says}.`);
});

test('one fault in ten may pass unnoticed, two may not, and no runs prove nothing', () => {
  const runs = (unnoticed: number): Report[] =>
    Array.from({ length: 10 }, (_, n) => ({ ...good, interrupted: n < unnoticed ? 0 : 5 }));
  expect(wrongWith(tallyOf(runs(1)))).toEqual([]);
  expect(wrongWith(tallyOf(runs(2)))).toHaveLength(1);
  expect(wrongWith(tallyOf([]))).toHaveLength(1);
});

test('what passed says how much it was', () => {
  expect(verdictOf(tallyOf([good, good])).en).toBe(
    'Passed: 240 events acknowledged, 0 lost, 0 duplicated, views equal their history, 2/2 faults left a trace.',
  );
});

test('a run is one line below the heading', () => {
  const line = lineOf({ ...good, differing: ['person'] }, 7);
  expect(line.trim().split(/ +/)).toEqual([
    '7',
    'both',
    '120',
    '16',
    '3',
    '0',
    '0',
    'DIFFER',
    '4.1',
  ]);
  expect(line).toHaveLength(heading.en.length);
});
