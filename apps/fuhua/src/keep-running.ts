import { setTimeout as pauseFor } from 'node:timers/promises';
import type { ProcessMark } from '@fuhua/platform/embedded';

/** One life of something that should live on. */
export interface Running {
  readonly process: ProcessMark;
  /** Resolves with the reason when it ends, asked or not. */
  readonly exited: Promise<string>;
  stop(): Promise<void>;
}

export interface Kept {
  /** Its present life, or the last one. */
  current(): Running;
  /** Resolves with the reason when it was given up; never after `stop`. */
  readonly givenUp: Promise<string>;
  stop(): Promise<void>;
}

export interface KeepOptions {
  readonly start: () => Running | Promise<Running>;
  /** It ended by itself; the next life begins in `pauseMs`. */
  readonly onExit: (reason: string, pauseMs: number) => void;
  readonly onRestart: (running: Running) => void;
  /** After 0.25 s each time, however often it ends: where it is killed on purpose. */
  readonly always?: boolean | undefined;
  /** Milliseconds of any clock that only goes forward. */
  readonly now?: () => number;
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<void>;
}

export const RESTARTS_PER_MINUTE_MAX = 5;

/** Starts it again whenever it ends by itself: after 0.25 s, 0.5 s, … 4 s, and at most five times a minute. */
export function keepRunning(first: Running, options: KeepOptions): Kept {
  let running = first;
  const stopping = new AbortController();
  const givenUp = new Promise<string>((resolve) => {
    void tend(options, stopping.signal, running, (next) => (running = next)).then((reason) => {
      if (!stopping.signal.aborted) resolve(reason);
    });
  });
  return {
    current: () => running,
    givenUp,
    stop: async () => {
      stopping.abort();
      await running.stop();
    },
  };
}

/** Answers the reason of the last exit once there is no sense in another start. */
async function tend(
  {
    start,
    onExit,
    onRestart,
    always = false,
    now = () => performance.now(),
    pause = pauseUnless,
  }: KeepOptions,
  stopping: AbortSignal,
  first: Running,
  became: (running: Running) => void,
): Promise<string> {
  const stopped = (): boolean => stopping.aborted;
  let exits: readonly number[] = [];
  let exited = first.exited;
  for (;;) {
    const reason = await exited;
    if (stopped()) return reason;
    exits = [...exits.filter((at) => at > now() - 60_000), now()];
    if (exits.length > RESTARTS_PER_MINUTE_MAX && !always) return reason;
    const pauseMs = 125 * 2 ** (always ? 1 : exits.length);
    onExit(reason, pauseMs);
    await pause(pauseMs, stopping);
    if (stopped()) return reason;
    try {
      const next = await start();
      became(next);
      exited = next.exited;
      if (stopped()) await next.stop();
      else onRestart(next);
    } catch (error) {
      exited = Promise.resolve((error as Error).message);
    }
  }
}

async function pauseUnless(ms: number, signal: AbortSignal): Promise<void> {
  await pauseFor(ms, undefined, { signal }).catch(() => undefined);
}
