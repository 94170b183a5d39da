import { expect, test } from '@jest/globals';
import { unlessAborted } from './unless-aborted.ts';

const never = new Promise<never>(() => undefined);

test('what comes before the signal is given, and what fails before it fails', async () => {
  const { signal } = new AbortController();
  expect(await unlessAborted(Promise.resolve(7), signal)).toBe(7);
  await expect(unlessAborted(Promise.reject(new Error('no')), signal)).rejects.toThrow('no');
});

test('the signal ends what would never end, whether it came before or comes later', async () => {
  await expect(unlessAborted(never, AbortSignal.abort(new Error('over')))).rejects.toThrow('over');
  const later = new AbortController();
  const waiting = unlessAborted(never, later.signal);
  later.abort(new Error('later'));
  await expect(waiting).rejects.toThrow('later');
});
