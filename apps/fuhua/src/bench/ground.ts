import type { EmbeddedPostgres } from '@fuhua/platform/embedded';
import type { Figure } from './figures.ts';
import { checkpoint } from './postgres.ts';

/** What a measurement stands on. */
export interface Ground {
  readonly postgres: EmbeddedPostgres;
  /** Three at least. */
  readonly rounds: number;
  /** How long one peer runs in one round. */
  readonly roundMs: number;
  /** How many events a history holds that is read as a whole. */
  readonly historyEvents: number;
  /** Of the province whose board of cases is rebuilt; 1 has about 3,000 cases. */
  readonly boardScale: number;
  readonly signal: AbortSignal;
  /** Told which round of which peer begins. */
  readonly say: (line: string) => void;
}

/** Some rows of the table. */
export interface Measurement {
  readonly id: string;
  readonly run: (ground: Ground) => Promise<readonly Figure[]>;
}

type Outcomes<Peers extends Readonly<Record<string, () => Promise<unknown>>>> = {
  readonly [Name in keyof Peers]: Awaited<ReturnType<Peers[Name]>>;
};

/**
 * Ours and its peers, one after the other in each round, another one first each time, after a round that does not
 * count. PostgreSQL writes out what it owes before each round, so that none pays for another's.
 */
export async function inRounds<Peers extends Readonly<Record<string, () => Promise<unknown>>>>(
  { postgres, rounds, signal, say }: Ground,
  peers: Peers,
): Promise<readonly Outcomes<Peers>[]> {
  const names = Object.keys(peers);
  const results: Outcomes<Peers>[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    await checkpoint(postgres);
    const outcomes: Record<string, unknown> = {};
    for (let n = 0; n < names.length; n += 1) {
      const name = names[(n + round) % names.length] ?? '';
      signal.throwIfAborted();
      say(round === 0 ? `预热 warm-up: ${name}` : `第 ${round}/${rounds} 轮 round: ${name}`);
      outcomes[name] = await peers[name]?.();
    }
    if (round > 0) results.push(outcomes as Outcomes<Peers>);
  }
  return results;
}
