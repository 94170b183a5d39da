import { expect, test } from '@jest/globals';
import { problemOf } from '../http/problem.ts';
import '../http/platform-problems.ts';
import { wholeOf, type Line } from './report.ts';

let read = 0;
async function* lines(count: number): AsyncGenerator<Line<number>> {
  for (let item = 0; item < count; item += 1) {
    read += 1;
    yield await Promise.resolve({ key: [String(item), ''] as const, item });
  }
}

test('an export holds 100,000 rows', async () => {
  const { items } = await wholeOf(lines(100_000));
  expect([items.length, items.at(-1)]).toEqual([100_000, 99_999]);
});

test('one row more is a problem that says how many there may be, and no further row is read', async () => {
  read = 0;
  await expect(wholeOf(lines(200_000))).rejects.toMatchObject({
    ...{ code: 'platform.export-too-large', members: { rowsMax: 100_000 } },
  });
  expect(read).toBe(100_001);
  expect(problemOf('platform.export-too-large').status).toBe(422);
});
