import type { Bus } from '../bus.ts';
import { memoryBus, memoryTopics } from '../memory.ts';
import type { MemoryTopics } from '../memory.ts';
import type { Harness } from './harness.suite.ts';

/** A memory engine of its own; `open` may put another bus in front of it. */
export function memoryHarness(
  open: (engine: MemoryTopics) => Bus = memoryBus,
  patienceMs = 5_000,
): Promise<Harness> {
  const engine = memoryTopics();
  const opened: Bus[] = [];
  return Promise.resolve({
    open: () => {
      const bus = open(engine);
      opened.push(bus);
      return Promise.resolve(bus);
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
    patienceMs,
    dispose: async () => {
      await Promise.all(opened.map((bus) => bus.close()));
    },
  });
}
