import { setTimeout as delay } from 'node:timers/promises';
import { streamOf, type StreamName } from '@fuhua/kernel';
import { startPostgres, type EmbeddedPostgres } from '../embedded/index.ts';
import { OutcomeUnknown, Unavailable } from '../event-store/index.ts';
import type { EventStore, NewEvent } from '../event-store/index.ts';
import { said as saying } from '../reactions/echoes.suite.ts';
import { RETRY_BUDGET, type RetryBudget } from '../reactions/retry-budget.ts';
import { make } from '../views/things.suite.ts';
import type { Relay } from './relay.ts';
import type { Listening, World } from './world.suite.ts';

/** The sizes of the drills, and what they do to PostgreSQL and measure; by hand they are as long as a real fault. */

const numberIn = (name: string): number | undefined => {
  const text = process.env[name];
  return text === undefined ? undefined : Number(text);
};

/** As many as the issue that asks for the drill says, when the environment does. */
const poisonMessages = numberIn('FUHUA_POISON_MESSAGES');
export const POISON_MESSAGES = poisonMessages ?? 100;
/** The real one when the drill has its real size. */
export const POISON_BUDGET: RetryBudget =
  poisonMessages === undefined ? { failuresMax: 3, overMs: 60 } : RETRY_BUDGET;

const downSeconds = numberIn('FUHUA_POSTGRES_DOWN_SECONDS');
export const DOWN_SECONDS = downSeconds ?? 1;

/** Measured figures are for whoever runs a drill by hand. */
export function figures(line: string): void {
  if (poisonMessages === undefined && downSeconds === undefined) return;
  process.stderr.write(`${line}\n`);
}

/** SIGKILL to PostgreSQL and every backend; so many seconds later it is there again, with the same data and port. */
export async function downFor(
  postgres: EmbeddedPostgres,
  seconds: number,
): Promise<EmbeddedPostgres> {
  const { dataDir, port } = postgres;
  await postgres.kill();
  await delay(1_000 * seconds);
  const again = await startPostgres({ dataDir, port, settings: { fsync: 'on' } });
  const stop = async (): Promise<void> => {
    await again.stop();
    await postgres.stop();
  };
  return { ...again, stop };
}

/** Says a text after the other, each as a caller does who repeats until the answer is known. */
export async function sayUntilKnown(
  { store }: Pick<World, 'store'>,
  valley: string,
  texts: readonly string[],
  pace: (text: string) => Promise<unknown>,
): Promise<void> {
  for (const [revision, text] of texts.entries()) {
    const event = make(saying({ text }));
    await pace(text);
    while (!(await isSaid(store, streamOf('land', valley), revision, event))) await delay(50);
  }
}

/** False while PostgreSQL does not answer. */
async function isSaid(
  store: EventStore,
  stream: StreamName,
  revision: number,
  event: NewEvent,
): Promise<boolean> {
  try {
    await store.append(stream, revision === 0 ? 'none' : revision - 1, [event]);
    return true;
  } catch (error) {
    if (error instanceof Unavailable || error instanceof OutcomeUnknown) return false;
    throw error;
  }
}

/** So many texts in valleys of a hundred at most, one of them with the poison in its middle. */
export function poisoned(messages: number): {
  readonly sick: readonly string[];
  readonly well: ReadonlyMap<string, readonly string[]>;
} {
  const each = Math.min(100, Math.ceil(messages / 10));
  const textsOf = (valley: string): string[] =>
    Array.from({ length: each }, (_, n) => `${valley}:${String(n)}`);
  const sick = textsOf('sick').with(each / 2, 'poison');
  const valleys = Array.from({ length: messages / each - 1 }, (_, n) => `v${String(n)}`);
  return { sick, well: new Map(valleys.map((valley) => [valley, textsOf(valley)])) };
}

/** How many texts may be said and not yet heard, so that what is measured is no backlog of the drill's own making. */
const UNHEARD_MAX = 64;

/** How long each text waited from its saying until the echo of it began. */
export interface Meter {
  /** Before a text is said; resolves when few enough wait to be heard. */
  say(text: string): Promise<void>;
  hear(text: string): void;
  readonly waitsMs: readonly number[];
}

export function openMeter(): Meter {
  const waiting = new Map<string, number>();
  const waitsMs: number[] = [];
  return {
    waitsMs,
    async say(text) {
      while (waiting.size >= UNHEARD_MAX) await delay(1);
      waiting.set(text, performance.now());
    },
    hear(text) {
      const at = waiting.get(text);
      if (at === undefined) return;
      waitsMs.push(performance.now() - at);
      waiting.delete(text);
    },
  };
}

/** Everything that runs, of one who tells and one who listens, has come to the end of what there is. */
export async function isAtRest(
  { store }: Pick<World, 'store'>,
  { relay }: { readonly relay: Relay },
  { mirror, projection, reactions }: Listening,
): Promise<boolean> {
  try {
    const copy = mirror.status();
    if (copy.position !== (await store.head()) || (copy.lagSeconds ?? 60) > 3) return false;
    const parts = [await relay.status(), ...(await projection.status())];
    const all = [...parts, ...(await reactions.status())];
    return all.every(({ state, lagEvents }) => state === 'live' && lagEvents === 0);
  } catch (error) {
    if (error instanceof Unavailable) return false;
    throw error;
  }
}
