import type { Client } from './client.ts';
import type { Errand } from './errands.ts';
import { oneOf, randomOf } from './random.ts';

/** Clients at work. */
export interface Load {
  /** No new errands; resolves once every client knows what became of its last. @throws what a client threw */
  end(): Promise<void>;
}

export interface LoadOptions {
  readonly clients: number;
  readonly client: Client;
  readonly errands: readonly Errand[];
  readonly seed: number;
}

/** Each client runs one errand after the other, by chance of its own. */
export function startLoad({ clients, client, errands, seed }: LoadOptions): Load {
  let ending = false;
  const work = async (number: number): Promise<void> => {
    const random = randomOf(seed + number);
    while (!ending) await oneOf(errands, random)(client, random);
  };
  const all = Promise.all(Array.from({ length: clients }, (_, number) => work(number)));
  // Told by `end`.
  all.catch(() => (ending = true));
  return {
    end: async () => {
      ending = true;
      await all;
    },
  };
}
