import type { EventStore } from '../event-store.ts';
import { memoryEngine, memoryStore } from '../memory.ts';
import type { MemoryEngine } from '../memory.ts';
import type { Harness } from './harness.suite.ts';

/** A memory engine of its own; `open` may put another store in front of it. */
export function memoryHarness(
  open: (engine: MemoryEngine) => EventStore = memoryStore,
  patienceMs = 5_000,
): Promise<Harness> {
  const engine = memoryEngine();
  const opened: EventStore[] = [];
  return Promise.resolve({
    open: () => {
      const store = open(engine);
      opened.push(store);
      return Promise.resolve(store);
    },
    engine: {
      stop: () => {
        engine.stop();
        return Promise.resolve();
      },
      start: () => {
        engine.start();
        return Promise.resolve();
      },
    },
    loseNextAnswer: () => engine.loseAnswers(1),
    idsAreUnique: true,
    patienceMs,
    dispose: async () => {
      await Promise.all(opened.map((store) => store.close()));
    },
  });
}
