import { percentile } from './figures.ts';

/** What a number of callers got done. */
export interface Load {
  readonly calls: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface LoadOptions {
  /** Each has one call at a time in flight. */
  readonly callers: number;
  readonly ms: number;
  readonly signal: AbortSignal;
}

/** The next call of one caller. */
export type Call = () => Promise<void>;

/** Callers that call again as soon as they are answered. @throws what a call throws, and the signal's reason */
export async function closedLoop(
  { callers, ms, signal }: LoadOptions,
  callerOf: (caller: number) => Call,
): Promise<Load> {
  const latenciesMs: number[] = [];
  const beganAt = performance.now();
  const endsAt = beganAt + ms;
  const failing = new AbortController();
  const over = AbortSignal.any([signal, failing.signal]);
  const run = async (call: Call): Promise<void> => {
    try {
      let at = performance.now();
      while (at < endsAt) {
        over.throwIfAborted();
        await call();
        const answeredAt = performance.now();
        latenciesMs.push(answeredAt - at);
        at = answeredAt;
      }
    } catch (error) {
      failing.abort(error);
    }
  };
  // Nothing is in flight any more when it ends, however it ends.
  await Promise.all(Array.from({ length: callers }, (_, caller) => run(callerOf(caller))));
  over.throwIfAborted();
  return loadOf(latenciesMs, performance.now() - beganAt);
}

/**
 * Calls at a given rate, however long the answers take; what is late by a busy event loop is made up for.
 * @throws what a call throws, and the signal's reason
 */
export async function openLoop(
  { perSecond, ms, signal }: { perSecond: number; ms: number; signal: AbortSignal },
  call: Call,
): Promise<Load> {
  const latenciesMs: number[] = [];
  const pending: Promise<void>[] = [];
  const beganAt = performance.now();
  const once = async (): Promise<void> => {
    const at = performance.now();
    await call();
    latenciesMs.push(performance.now() - at);
  };
  for (let elapsedMs = 0; elapsedMs < ms; elapsedMs = performance.now() - beganAt) {
    signal.throwIfAborted();
    while (pending.length < (elapsedMs / 1_000) * perSecond) {
      const calling = once();
      // Reported below, once all are made.
      calling.catch(() => undefined);
      pending.push(calling);
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.allSettled(pending);
  // Throws what the first that failed threw.
  await Promise.all(pending);
  return loadOf(latenciesMs, performance.now() - beganAt);
}

function loadOf(latenciesMs: readonly number[], elapsedMs: number): Load {
  return {
    calls: latenciesMs.length,
    perSecond: (1_000 * latenciesMs.length) / elapsedMs,
    p50Ms: percentile(latenciesMs, 50),
    p99Ms: percentile(latenciesMs, 99),
  };
}
