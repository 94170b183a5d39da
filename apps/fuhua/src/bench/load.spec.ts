import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { closedLoop, openLoop } from './load.ts';

const never = new AbortController().signal;

test('a closed loop never has more calls in flight than callers', async () => {
  let inFlight = 0;
  let most = 0;
  const load = await closedLoop({ callers: 4, ms: 50, signal: never }, () => async () => {
    inFlight += 1;
    most = Math.max(most, inFlight);
    await pause(1);
    inFlight -= 1;
  });
  expect(most).toBe(4);
  expect(load.calls).toBeGreaterThanOrEqual(4);
});

test('an open loop calls on, although nothing is answered yet', async () => {
  let made = 0;
  const answered = pause(400);
  const load = await openLoop({ perSecond: 100, ms: 300, signal: never }, () => {
    made += 1;
    return answered;
  });
  expect(load.calls).toBe(made);
  expect(made).toBeGreaterThan(1);
});

test('a call that fails and a signal that aborts end the load with their reason', async () => {
  const failing = (): Promise<void> => Promise.reject(new Error('refused'));
  const options = { ms: 10_000, signal: never };
  await expect(closedLoop({ ...options, callers: 2 }, () => failing)).rejects.toThrow('refused');
  const aborted = AbortSignal.abort(new Error('stopped'));
  const fine = (): Promise<void> => Promise.resolve();
  const ended = openLoop({ perSecond: 1, ms: 10_000, signal: aborted }, fine);
  await expect(ended).rejects.toThrow('stopped');
});
