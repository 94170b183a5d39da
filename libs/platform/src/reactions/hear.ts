import { setTimeout as delay } from 'node:timers/promises';
import type { Instant, Refusal, Told } from '@fuhua/kernel';
import { OutcomeUnknown, Unavailable, type Recorded } from '../event-store/index.ts';
import { UnknownEvent, type HandleRefusal } from '../handle/index.ts';
import type { Projection } from '../views/index.ts';
import { contextOf } from './context.ts';
import type { Reaction, RefusalMeans } from './reaction.ts';
import type { Failure } from './retry-budget.ts';

/** Tries of one command while streams that are heard side by side write to the same target. */
const CONFLICT_TRIES_MAX = 8;
const CONFLICT_PAUSE_MS_MAX = 10;
const ERROR_CHARACTERS_MAX = 2_000;

export interface HearPorts {
  readonly clock: { now(): Instant };
  /** Needed where a reaction names a view that it comes after. */
  readonly projection?: Pick<Projection, 'waitUntil'> | undefined;
}

/**
 * Lets a reaction hear one event; answers why that failed, or undefined when it is done.
 * @throws Unavailable, OutcomeUnknown — the engine's matter, not the event's: pause, then hear it again.
 * @throws UnknownEvent — a stream it reads holds an event of a later release.
 */
export async function hear(
  ports: HearPorts,
  reaction: Reaction,
  recorded: Recorded,
  event: Told,
): Promise<Failure | undefined> {
  if (reaction.after !== undefined) {
    await ports.projection?.waitUntil(reaction.after, recorded.position);
  }
  try {
    for (let attempt = 1; ; attempt += 1) {
      const context = contextOf(reaction.group, recorded, ports.clock.now());
      const answer = await reaction.react(event, context);
      if (answer === 'ignored' || answer.ok) return undefined;
      const { refusal } = answer;
      if (refusal.code === 'platform.conflict' && attempt < CONFLICT_TRIES_MAX) {
        await delay(1 + Math.random() * CONFLICT_PAUSE_MS_MAX);
        continue;
      }
      const means = meaningOf(reaction, refusal);
      return means === 'done' ? undefined : { means, error: refusalText(refusal) };
    }
  } catch (error) {
    if (stopsGroup(error)) throw error;
    return { means: 'retry', error: shortened(String(error)) };
  }
}

function stopsGroup(error: unknown): boolean {
  return (
    error instanceof Unavailable || error instanceof OutcomeUnknown || error instanceof UnknownEvent
  );
}

function meaningOf(reaction: Reaction, { code }: Refusal | HandleRefusal): RefusalMeans {
  if (code === 'platform.conflict') return 'retry';
  return (reaction.refusals as Readonly<Record<string, RefusalMeans | undefined>>)[code] ?? 'park';
}

function refusalText(refusal: Refusal): string {
  const text = JSON.stringify(refusal, (_, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  );
  return shortened(`refused: ${text}`);
}

function shortened(text: string): string {
  return text.length <= ERROR_CHARACTERS_MAX ? text : `${text.slice(0, ERROR_CHARACTERS_MAX)}…`;
}
