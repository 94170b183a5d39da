import type { Reads } from '../event-store/index.ts';
import type { Readable } from '../handle/metadata.ts';

/** Where a view or a reaction reads: the service's own history, or its copy of a foreign topic. */
export interface Source {
  /** Tells the one who reads it nothing that its `Readable` does not know, unless it is one's own history. */
  readonly store: Reads;
  /**
   * Names the history that `store` reads. Waits until there is one, since a topic that was never heard has none;
   * undefined once the signal is given. @throws Unavailable
   */
  epoch(signal: AbortSignal): Promise<string | undefined>;
}

/** @throws TypeError for a topic that the service does not listen to */
export type SourceOf = (source: Readable) => Source;

/** Of a service that listens to no topic. */
export function ownHistory(store: Reads, epoch: string): SourceOf {
  const own: Source = { store, epoch: () => Promise.resolve(epoch) };
  return ({ topic, category }) => {
    if (topic === undefined) return own;
    throw new TypeError(`${category} is read from the topic of ${topic}, which is not heard here`);
  };
}
