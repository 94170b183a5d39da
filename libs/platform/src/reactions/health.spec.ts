import { expect, test } from '@jest/globals';
import { healthOf, reactionsHealth } from './health.ts';
import type { ReactionStatus } from './run-reactions.ts';

const live: ReactionStatus = {
  group: 'echo',
  state: 'live',
  position: 1n,
  lagEvents: 0,
  lagSeconds: 0,
  parked: 0,
  retrying: 0,
};

test('reactions that flow are green', async () => {
  expect(healthOf([])).toEqual({ state: 'green' });
  const { name, check } = reactionsHealth({ status: () => Promise.resolve([live, live]) });
  expect([name, await check()]).toEqual(['reactions', { state: 'green' }]);
});

test('amber while anything is parked, retrying or paused, and says what', () => {
  const statuses: ReactionStatus[] = [
    live,
    { ...live, parked: 2 },
    { ...live, group: 'other', retrying: 1 },
    { ...live, group: 'third', state: 'paused', error: 'PostgreSQL: gone' },
  ];
  expect(healthOf(statuses)).toEqual({
    state: 'amber',
    reason:
      'echo: 2 parked, 0 retrying; other: 0 parked, 1 retrying; third paused: PostgreSQL: gone',
  });
});

test('red while one is halted, whatever else waits', () => {
  const halted: ReactionStatus = { ...live, group: 'other', state: 'halted', error: 'unknown' };
  expect(healthOf([{ ...live, parked: 1 }, halted])).toEqual({
    state: 'red',
    reason: 'other halted: unknown',
  });
});
