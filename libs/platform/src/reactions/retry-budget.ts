/** How often and how long a message may fail before its key parks. */
export interface RetryBudget {
  /** Tries, the first included. Default 5, at least 2. */
  readonly failuresMax: number;
  /** From the first try to the last. Default 30 s. */
  readonly overMs: number;
}

export const RETRY_BUDGET: RetryBudget = { failuresMax: 5, overMs: 30_000 };

/** One failed try. */
export interface Failure {
  readonly means: 'retry' | 'park';
  readonly error: string;
}

/** A key that is set aside: it is tried again after the pause, or waits for a person. */
export type Standing =
  | { readonly state: 'retrying'; readonly failures: number; readonly pauseMs: number }
  | { readonly state: 'parked'; readonly failures: number };

/** Where the key stands when its message has failed once more; `failures` counts those before. */
export function afterFailure(
  failures: number,
  means: Failure['means'],
  budget: RetryBudget = RETRY_BUDGET,
): Standing {
  const failed = failures + 1;
  if (means === 'park' || failed >= budget.failuresMax) {
    return { state: 'parked', failures: failed };
  }
  return { state: 'retrying', failures: failed, pauseMs: pauseAfter(failed, budget) };
}

/** Pauses double, and together they last as long as the budget: 2, 4, 8 and 16 s. */
function pauseAfter(failures: number, { failuresMax, overMs }: RetryBudget): number {
  return (overMs * 2 ** (failures - 1)) / (2 ** (failuresMax - 1) - 1);
}
