import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { inOrder } from './in-order.ts';

async function* upTo(count: number): AsyncIterable<number> {
  for (let n = 0; n < count; n += 1) yield n;
}

test('results come in the order of the items, at most so many at once, each subject in its own order', async () => {
  let atOnce = 0;
  let most = 0;
  const begun: number[] = [];
  const settled: number[] = [];
  await inOrder(upTo(100), {
    concurrency: 4,
    subjectOf: (n) => (n % 5 === 0 ? undefined : String(n % 5)),
    work: async (n) => {
      begun.push(n);
      atOnce += 1;
      most = Math.max(most, atOnce);
      await pause((n * 7) % 5);
      atOnce -= 1;
      return n;
    },
    settle: async (n) => {
      settled.push(n);
    },
  });
  expect(settled).toEqual(Array.from({ length: 100 }, (_, n) => n));
  expect(most).toBe(4);
  for (const subject of [1, 2, 3, 4]) {
    const ofSubject = begun.filter((n) => n % 5 === subject);
    expect(ofSubject).toEqual([...ofSubject].sort((a, b) => a - b));
  }
});

test('what is not handed on yet does not grow with the file', async () => {
  let read = 0;
  let settled = 0;
  let ahead = 0;
  async function* counted(): AsyncIterable<number> {
    for await (const n of upTo(2_000)) {
      read += 1;
      ahead = Math.max(ahead, read - settled);
      yield n;
    }
  }
  await inOrder(counted(), {
    concurrency: 2,
    subjectOf: String,
    work: async (n) => n,
    settle: async () => {
      settled += 1;
    },
  });
  expect(settled).toBe(2_000);
  expect(ahead).toBeLessThanOrEqual(33);
});

test('a failure ends it, after what was begun', async () => {
  const ended: number[] = [];
  const failing = inOrder(upTo(50), {
    concurrency: 4,
    subjectOf: String,
    work: async (n) => {
      await pause(1);
      if (n === 3) throw new Error('no answer');
      ended.push(n);
      return n;
    },
    settle: async () => undefined,
  });
  await expect(failing).rejects.toThrow('no answer');
  const count = ended.length;
  await pause(20);
  expect(ended).toHaveLength(count);
});
