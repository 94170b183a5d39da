import { expect, jest, test } from '@jest/globals';
import type { Instant } from '@fuhua/kernel';
import { z } from 'zod';
import { clockVariables, readConfig } from '../config/index.ts';
import { advanceClock, type ClockPeer, type Passed } from './advance.ts';
import { ClockGoesForward } from './errors.ts';
import { handsAt } from './hands.ts';
import { assertClockAllowed } from './open-clock.ts';
import { systemClock } from './system-clock.ts';

const instant = (hour: number): Instant =>
  `2024-03-04T${String(hour).padStart(2, '0')}:00:00.000Z` as Instant;

test('who waits is woken when the time has come, and at once when it is past or given up', async () => {
  const clock = handsAt(instant(1));
  const giveUp = new AbortController();
  const woken: string[] = [];
  const sleep = async (name: string, due: Instant, signal: AbortSignal): Promise<void> => {
    await clock.reached(due, signal);
    woken.push(name);
  };
  const never = new AbortController().signal;
  const all = [
    sleep('past', instant(1), never),
    sleep('two', instant(2), never),
    sleep('three', instant(3), never),
    sleep('given up', instant(4), giveUp.signal),
  ];
  await all[0];
  expect(woken).toEqual(['past']);
  clock.learn(instant(2));
  await all[1];
  clock.learn(instant(1));
  expect([clock.now(), woken]).toEqual([instant(2), ['past', 'two']]);
  giveUp.abort();
  clock.learn(instant(3));
  await Promise.all(all);
  expect([...woken].sort()).toEqual(['given up', 'past', 'three', 'two']);
});

test('the real clock wakes on the minute it was asked for, however far it is', async () => {
  jest.useFakeTimers({ now: Date.parse(instant(1)) });
  try {
    let isWoken = false;
    const waiting = systemClock
      .reached(instant(4), new AbortController().signal)
      .then(() => (isWoken = true));
    await jest.advanceTimersByTimeAsync(3 * 3_600_000 - 1);
    expect(isWoken).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    await waiting;
    expect(systemClock.now()).toBe(instant(4));
  } finally {
    jest.useRealTimers();
  }
});

/** Services whose deadlines are known beforehand; passing one writes an event. */
function servicesWith(due: Readonly<Record<string, readonly number[]>>) {
  let now = instant(0);
  const stops: string[] = [];
  const peers = Object.entries(due).map(([service, hours]): ClockPeer => {
    let open = hours.map(instant);
    let head = 0;
    return {
      service,
      look: async () => ({ now }),
      settle: async (at) => {
        if (at > now) now = at;
        const passed = open.filter((one) => one <= now);
        open = open.filter((one) => one > now);
        head += passed.length;
        if (passed.length > 0) stops.push(`${service} ${now.slice(11, 13)}`);
        return {
          now,
          head: String(head),
          next: open[0],
          passed: passed.map((one): Passed => ({ stream: 's', name: 'n', due: one })),
        };
      },
    };
  });
  return { peers, stops };
}

test('it stops at every instant at which something is due in any service, in order', async () => {
  const { peers, stops } = servicesWith({ registry: [2, 5, 9], incubation: [3, 5] });
  const { now, passed } = await advanceClock(peers, instant(6));
  expect(now).toBe(instant(6));
  expect(stops).toEqual(['registry 02', 'incubation 03', 'registry 05', 'incubation 05']);
  expect(passed.map(({ service, due }) => `${service} ${due.slice(11, 13)}`)).toEqual(stops);
});

test('what one service writes is waited for in the others before the clock goes on', async () => {
  const heard: string[] = [];
  let [written, later] = [0, 0];
  const { peers } = servicesWith({ registry: [2] });
  const [registry] = peers;
  const listener: ClockPeer = {
    service: 'incubation',
    look: async () => ({ now: instant(0) }),
    settle: async (now) => {
      if (written > later) heard.push(now);
      later = written;
      return { now, head: String(later), passed: [] };
    },
  };
  const writer: ClockPeer = {
    ...registry!,
    settle: async (at) => {
      const settled = await registry!.settle(at);
      await Promise.resolve();
      written = Number(settled.head);
      return settled;
    },
  };
  await advanceClock([listener, writer], instant(4));
  expect(heard).toEqual([instant(2)]);
});

test('it never goes back', async () => {
  const { peers } = servicesWith({ registry: [2] });
  await advanceClock(peers, instant(3));
  await expect(advanceClock(peers, instant(2))).rejects.toThrow(ClockGoesForward);
});

test('the time is real unless the environment says otherwise, and always in production', () => {
  const read = (env: Record<string, string>) => readConfig(z.object(clockVariables), env);
  expect(read({})).toEqual({
    NODE_ENV: 'development',
    FUHUA_CLOCK: 'real',
    FUHUA_CLOCK_START: '2023-10-11T01:00:00.000Z',
  });
  const simulated = { FUHUA_CLOCK: 'simulated', FUHUA_CLOCK_START: '2024-03-04T09:00:00+08:00' };
  expect(read(simulated).FUHUA_CLOCK_START).toBe('2024-03-04T01:00:00.000Z');
  expect(() => read({ FUHUA_CLOCK: 'fast' })).toThrow('FUHUA_CLOCK: must be real or simulated');
  expect(() => read({ FUHUA_CLOCK_START: 'today' })).toThrow('FUHUA_CLOCK_START: must be an inst');
  assertClockAllowed(read(simulated));
  assertClockAllowed(read({ NODE_ENV: 'production' }));
  const forbidden = read({ ...simulated, NODE_ENV: 'production' });
  expect(() => assertClockAllowed(forbidden)).toThrow(
    'FUHUA_CLOCK: simulated is refused when NODE_ENV is production',
  );
});
