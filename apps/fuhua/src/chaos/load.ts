import { WrongAnswer } from './client.ts';
import type { Client } from './client.ts';
import type { Errand } from './errands.ts';
import { oneOf, randomOf } from '../random.ts';

/** Clients at work. */
export interface Load {
  /**
   * No new errands; resolves once every client knows what became of its last, with the errands that broke off at a
   * WrongAnswer. @throws what else a client threw
   */
  end(): Promise<readonly WrongAnswer[]>;
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
  const wrong: WrongAnswer[] = [];
  const work = async (number: number): Promise<void> => {
    const random = randomOf(seed + number);
    while (!ending) {
      await oneOf(errands, random)(client, random).catch((error: unknown) => {
        if (!(error instanceof WrongAnswer)) throw error;
        wrong.push(error);
      });
    }
  };
  const all = Promise.all(Array.from({ length: clients }, (_, number) => work(number)));
  // Told by `end`.
  all.catch(() => (ending = true));
  return {
    end: async () => {
      ending = true;
      await all;
      return wrong;
    },
  };
}
