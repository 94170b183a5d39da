import type { EventStore } from './event-store.ts';
import type { MemoryEngine } from './memory.ts';
import { brokenReaders } from './suite/broken-readers.suite.ts';
import { brokenSubscribers } from './suite/broken-subscribers.suite.ts';
import { brokenWriters } from './suite/broken-writers.suite.ts';

/** An adapter with one deliberate fault, in front of a memory engine. */
export interface Broken {
  /** What it does wrong. */
  readonly fault: string;
  /** How the titles of the cases begin that must fail on it. */
  readonly caughtBy: readonly string[];
  open(engine: MemoryEngine): EventStore;
}

/** Every case has at least one that it catches. */
export const brokenAdapters: readonly Broken[] = [
  ...brokenWriters,
  ...brokenReaders,
  ...brokenSubscribers,
];
