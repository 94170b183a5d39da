import { expect, test } from '@jest/globals';
import { tableOf } from './table.ts';

test('the table is aligned, Chinese being two columns wide, and says what is met', () => {
  const figures = [
    {
      id: 'append-64',
      value: 11_113.4,
      unit: '/s',
      peer: { name: 'raw', value: 5_288.1 },
      ratio: 2.1016,
      goal: '≥ 1.5 × raw',
      met: true,
    },
    { id: 'visible-quiet', value: 31.415, unit: 'ms', goal: '≤ 25 ms', met: false },
  ];
  expect(tableOf(figures)).toBe(
    [
      '项目 row       数值 value  对照 peer     比值 ratio  目标 goal    达标 met',
      'append-64      11,113 /s   raw 5,288 /s  2.10 ×      ≥ 1.5 × raw  是 yes',
      'visible-quiet  31.4 ms                               ≤ 25 ms      否 no',
      '',
    ].join('\n'),
  );
});
