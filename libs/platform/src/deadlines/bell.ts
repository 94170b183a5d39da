/** Wakes who waits for something to change. Nothing rung since `heard` is missed. */
export interface Bell {
  count(): number;
  ring(): void;
  /** Resolves once it was rung after that count, or the signal is given. */
  after(heard: number, signal: AbortSignal): Promise<void>;
}

export function openBell(): Bell {
  const waiters = new Set<() => void>();
  let rung = 0;
  return {
    count: () => rung,
    ring() {
      rung += 1;
      for (const wake of waiters) wake();
    },
    after: (heard, signal) =>
      new Promise((resolve) => {
        if (rung > heard || signal.aborted) {
          resolve();
          return;
        }
        const wake = (): void => {
          waiters.delete(wake);
          signal.removeEventListener('abort', wake);
          resolve();
        };
        waiters.add(wake);
        signal.addEventListener('abort', wake);
      }),
  };
}
