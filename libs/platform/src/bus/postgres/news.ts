import type pg from 'pg';
import { keepListening, pause } from '../../event-store/postgres/listen.ts';
import type { Topic } from '../bus.ts';
import { CHANNEL } from './schema.ts';

/** What all subscriptions of a bus share: one LISTEN connection. */
export interface BusNews {
  /** A number that grows with every change of the topic that was heard of. */
  changes(topic: Topic): number;
  /** Resolves once there was a change beyond `seen`; after `pollMs` at the latest, or with the signal. */
  changed(topic: Topic, seen: number, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

export function openBusNews(connect: () => Promise<pg.Client>, pollMs: number): BusNews {
  const closing = new AbortController();
  const heard = new Map<string, number>();
  const waiters = new Set<() => void>();
  let began = 0;
  let started: Promise<void> | undefined;
  const wake = (): void => {
    for (const waiter of waiters) waiter();
  };
  const listening = {
    channel: CHANNEL,
    hear: (topic: string): void => {
      heard.set(topic, (heard.get(topic) ?? 0) + 1);
      wake();
    },
    // Of any topic something may have been sent before.
    began: (): void => {
      began += 1;
      wake();
    },
  };
  const changes = (topic: Topic): number => began + (heard.get(topic) ?? 0);
  return {
    changes,
    changed: async (topic, seen, signal) => {
      started ??= keepListening(connect, listening, closing.signal);
      const over = new AbortController();
      const look = (): void => {
        if (changes(topic) > seen) over.abort();
      };
      waiters.add(look);
      look();
      await pause(pollMs, AbortSignal.any([over.signal, signal, closing.signal]));
      waiters.delete(look);
    },
    close: async () => {
      closing.abort();
      await started;
    },
  };
}
