import type { StreamName } from '@fuhua/kernel';
import type pg from 'pg';
import type { Position, Recorded } from '../event-store/index.ts';
import { tell } from '../handle/index.ts';
import { hear, type HearPorts } from './hear.ts';
import type { Reaction } from './reaction.ts';
import type { Failure } from './retry-budget.ts';
import { asideAmong, type Aside, type Waiting } from './set-aside.ts';

/** Streams that one group hears side by side. */
export const KEYS_AT_ONCE = 8;

/** How far a batch was heard. */
export interface Passed {
  /** Every event up to here was heard, passed over, or waits in `waiting`. */
  readonly through: Position;
  readonly waiting: readonly Waiting[];
  /** Why it ended before the batch did. */
  readonly stoppedBy?: unknown;
}

type Outcome = 'heard' | 'behind' | Failure;

/**
 * Lets the reaction hear a batch: each stream in its order, streams side by side. A stream that fails, or that was set
 * aside before, waits as a whole. What only the engine or a later release can cure stops the batch: then what stands
 * before the first event not heard counts, and the rest will be heard again.
 * @throws Unavailable
 */
export async function passBatch(
  ports: HearPorts & { readonly pool: pg.Pool },
  reaction: Reaction,
  events: readonly Recorded[],
  through: Position,
): Promise<Passed> {
  const types: ReadonlySet<string> = new Set(reaction.types);
  const asked = events.filter(({ type }) => types.has(type));
  const aside: Aside =
    asked.length === 0
      ? { streams: new Set(), discarded: new Set() }
      : await asideAmong(ports.pool, reaction.group, asked);
  const outcomes = new Map<Recorded, Outcome>();
  let stop: { readonly error: unknown } | undefined;

  const hearStream = async (lane: readonly Recorded[]): Promise<void> => {
    let waits = false;
    for (const recorded of lane) {
      if (stop !== undefined) return;
      const event = tell(reaction.on, recorded);
      if (!types.has(recorded.type) || aside.discarded.has(recorded.id)) {
        outcomes.set(recorded, 'heard');
        continue;
      }
      waits ||= aside.streams.has(recorded.stream);
      const outcome: Outcome | undefined = waits
        ? 'behind'
        : await hear(ports, reaction, recorded, event);
      waits ||= outcome !== undefined;
      outcomes.set(recorded, outcome ?? 'heard');
    }
  };

  const lanes = lanesOf(events);
  const worker = async (): Promise<void> => {
    for (let lane = lanes.shift(); lane !== undefined; lane = lanes.shift()) {
      try {
        await hearStream(lane);
      } catch (error) {
        stop ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: KEYS_AT_ONCE }, worker));
  return passedOf(events, outcomes, through, stop);
}

function lanesOf(events: readonly Recorded[]): (readonly Recorded[])[] {
  const lanes = new Map<StreamName, Recorded[]>();
  for (const event of events) {
    const lane = lanes.get(event.stream);
    if (lane === undefined) lanes.set(event.stream, [event]);
    else lane.push(event);
  }
  return [...lanes.values()];
}

function passedOf(
  events: readonly Recorded[],
  outcomes: ReadonlyMap<Recorded, Outcome>,
  through: Position,
  stop: { readonly error: unknown } | undefined,
): Passed {
  const open = events.findIndex((event) => !outcomes.has(event));
  const heard = open === -1 ? events : events.slice(0, open);
  const waiting = heard.flatMap((recorded): readonly Waiting[] => {
    const outcome = outcomes.get(recorded);
    if (outcome === 'heard' || outcome === undefined) return [];
    return [{ recorded, failure: outcome === 'behind' ? undefined : outcome }];
  });
  if (stop === undefined) return { through, waiting };
  return { through: heard.at(-1)?.position ?? 0n, waiting, stoppedBy: stop.error };
}
