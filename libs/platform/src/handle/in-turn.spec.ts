import { expect, test } from '@jest/globals';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { inTurn } from './in-turn.ts';

const store = {};

test('what is done to one stream is done in the order in which it was asked, other streams meanwhile', async () => {
  const done: string[] = [];
  const work = (stream: 'a-1' | 'b-1', name: string, turns: number): Promise<void> =>
    inTurn(store, stream, async () => {
      for (let turn = 0; turn < turns; turn += 1) await nextTurn();
      done.push(name);
    });
  await Promise.all([work('a-1', 'first', 5), work('a-1', 'second', 0), work('b-1', 'other', 1)]);
  expect(done).toEqual(['other', 'first', 'second']);
});

test('a failure is its own caller’s, and the next in the queue goes on', async () => {
  const failed = inTurn(store, 'a-1', () => Promise.reject(new Error('mine')));
  const next = inTurn(store, 'a-1', () => Promise.resolve('done'));
  await expect(failed).rejects.toThrow('mine');
  await expect(next).resolves.toBe('done');
});

test('two histories do not wait for each other', async () => {
  let end = (): void => undefined;
  const long = inTurn(store, 'a-1', () => new Promise<void>((resolve) => (end = resolve)));
  await expect(inTurn({}, 'a-1', () => Promise.resolve('done'))).resolves.toBe('done');
  end();
  await long;
});
