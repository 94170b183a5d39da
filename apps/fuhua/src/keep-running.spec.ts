import { expect, test } from '@jest/globals';
import { RESTARTS_PER_MINUTE_MAX, keepRunning } from './keep-running.ts';
import type { Kept, Running } from './keep-running.ts';

interface Stage {
  readonly kept: Kept;
  /** Ends the present life, and waits until the keeper has dealt with it. */
  end(reason: string): Promise<void>;
  pass(ms: number): void;
  readonly pauses: number[];
  readonly restarts: number[];
  lives(): number;
  fail(message: string): void;
}

function stage(always = false): Stage {
  let clock = 0;
  let lives = 0;
  let failure: string | undefined;
  let endLife: (reason: string) => void = () => undefined;
  const pauses: number[] = [];
  const restarts: number[] = [];
  const start = (): Running => {
    if (failure !== undefined) throw new Error(failure);
    lives += 1;
    const exited = new Promise<string>((resolve) => (endLife = resolve));
    const stop = (): Promise<void> => {
      endLife('asked');
      return Promise.resolve();
    };
    return { process: { pid: lives, startedAt: '' }, exited, stop };
  };
  const kept = keepRunning(start(), {
    start,
    always,
    onExit: (_reason, pauseMs) => pauses.push(pauseMs),
    onRestart: ({ process }) => restarts.push(process.pid),
    now: () => clock,
    pause: () => Promise.resolve(),
  });
  return {
    kept,
    end: async (reason) => {
      endLife(reason);
      await new Promise((resolve) => setImmediate(resolve));
    },
    pass: (ms) => (clock += ms),
    pauses,
    restarts,
    lives: () => lives,
    fail: (message) => (failure = message),
  };
}

test('what ends by itself is started again, after pauses that double', async () => {
  const { end, kept, pauses, restarts } = stage();
  for (let life = 1; life <= 5; life++) await end('exit code 1');
  expect(pauses).toEqual([250, 500, 1000, 2000, 4000]);
  expect(restarts).toEqual([2, 3, 4, 5, 6]);
  expect(kept.current().process.pid).toBe(6);
});

test('the sixth exit within a minute is the last', async () => {
  const { end, kept, lives } = stage();
  for (let life = 0; life <= RESTARTS_PER_MINUTE_MAX; life++) await end(`exit ${String(life)}`);
  expect(await kept.givenUp).toBe('exit 5');
  expect(lives()).toBe(6);
});

test('what is killed on purpose is never given up', async () => {
  const { end, pauses, lives } = stage(true);
  for (let life = 0; life < 20; life++) await end('SIGKILL');
  expect(lives()).toBe(21);
  expect(new Set(pauses)).toEqual(new Set([250]));
});

test('exits longer ago than a minute are forgiven', async () => {
  const { end, pass, pauses, lives } = stage();
  for (let life = 0; life < 20; life++) {
    await end('exit code 1');
    pass(60_001);
  }
  expect(lives()).toBe(21);
  expect(new Set(pauses)).toEqual(new Set([250]));
});

test('a start that fails counts as an exit, with its message as the reason', async () => {
  const { end, fail, kept } = stage();
  fail('port taken');
  await end('exit code 1');
  expect(await kept.givenUp).toBe('port taken');
});

test('what is stopped stays stopped', async () => {
  const { kept, lives, pauses } = stage();
  await kept.stop();
  await new Promise((resolve) => setImmediate(resolve));
  expect(lives()).toBe(1);
  expect(pauses).toEqual([]);
});
