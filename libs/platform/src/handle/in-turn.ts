import type { StreamName } from '@fuhua/kernel';

const queues = new WeakMap<object, Map<StreamName, Promise<unknown>>>();

/**
 * Runs what one process does to a stream one after another, in the order in which it was asked: many commands to one
 * stream would otherwise decide on the same revision, and all but one of them anew. It only saves work; what other
 * processes write in between is found by the expected revision.
 */
export async function inTurn<T>(
  store: object,
  stream: StreamName,
  work: () => Promise<T>,
): Promise<T> {
  const queue = queues.get(store) ?? new Map<StreamName, Promise<unknown>>();
  queues.set(store, queue);
  const mine = (queue.get(stream) ?? Promise.resolve()).then(work);
  const settled = mine.catch(() => undefined);
  queue.set(stream, settled);
  try {
    return await mine;
  } finally {
    if (queue.get(stream) === settled) queue.delete(stream);
  }
}
