import { setTimeout as delay } from 'node:timers/promises';
import type { Instant } from '@fuhua/kernel';
import type { ClockState, Passed, Settled, SimulatedClock } from '../clock/index.ts';
import type { Bus, Mirror, Relay } from '../bus/index.ts';
import type { Deadlines } from '../deadlines/index.ts';
import type { Position, PostgresStore } from '../event-store/index.ts';
import type { Reactions } from '../reactions/index.ts';
import type { Projection, View } from '../views/index.ts';

/** Moves a service through a simulated time. */
export interface Simulation {
  look(): Promise<ClockState>;
  /**
   * Brings the clock there and waits until views, reactions and deadlines have done all that follows.
   * @throws ClockGoesForward @throws NotAtRest @throws ViewBehind @throws Unavailable
   */
  settle(at: Instant): Promise<Settled>;
}

/** Something in the service did not come to rest in time; health says why. */
export class NotAtRest extends Error {
  override readonly name = 'NotAtRest';
  constructor(readonly waitsFor: readonly string[]) {
    super(`not at rest: ${waitsFor.join(', ')}`);
  }
}

export interface SimulationParts {
  readonly clock: SimulatedClock;
  readonly store: Pick<PostgresStore, 'head'>;
  readonly bus: Pick<Bus, 'progress'>;
  readonly relay: Pick<Relay, 'status'>;
  readonly mirrors: readonly Mirror[];
  readonly views: readonly View[];
  readonly projection: Pick<Projection, 'waitUntil'>;
  readonly reactions: Pick<Reactions, 'status'>;
  readonly deadlines: Pick<Deadlines, 'nextAfter' | 'restsAt'>;
  /** Deadlines that passed since it was asked before. */
  readonly takePassed: () => readonly Passed[];
}

/** In real time. Longer than a reaction's retry budget: after it a message is parked, and nothing waits for it any more. */
const REST_MS_MAX = 60_000;
const LOOK_MS = 3;

export function simulationOf(parts: SimulationParts): Simulation {
  const { clock, deadlines, takePassed } = parts;
  const look = async (): Promise<ClockState> => {
    const now = clock.now();
    return { now, next: await deadlines.nextAfter(now) };
  };
  return {
    look,
    async settle(at) {
      await clock.moveTo(at);
      const head = await rest(parts);
      return { ...(await look()), head: String(head), passed: takePassed() };
    },
  };
}

/** Answers the end of the history, once everything has come there and adds nothing. */
async function rest(parts: SimulationParts): Promise<Position> {
  const until = performance.now() + REST_MS_MAX;
  for (;;) {
    const head = await parts.store.head();
    const leftMs = until - performance.now();
    const ends = await topicEnds(parts, leftMs);
    const { views, projection } = parts;
    await Promise.all(
      views.map((view) => {
        const { topic } = view.source;
        const end = topic === undefined ? head : (ends.get(topic) ?? 0n);
        return projection.waitUntil(view, end, leftMs);
      }),
    );
    const busy = await busyAt(parts, head);
    if (busy.length === 0 && (await parts.store.head()) === head) return head;
    if (performance.now() > until) throw new NotAtRest(busy);
    await delay(LOOK_MS);
  }
}

/** How far each topic is told now, once the copies hold that. @throws ViewBehind @throws Unavailable */
async function topicEnds(
  { bus, mirrors }: SimulationParts,
  timeoutMs: number,
): Promise<ReadonlyMap<string, Position>> {
  const ends = await Promise.all(
    mirrors.map(async (mirror) => {
      const told = await bus.progress(mirror.topic);
      if (told !== undefined) await mirror.waitUntil(told, timeoutMs);
      return [mirror.service, told?.position ?? 0n] as const;
    }),
  );
  return new Map(ends);
}

async function busyAt(
  { reactions, deadlines, relay }: SimulationParts,
  head: Position,
): Promise<readonly string[]> {
  const groups = (await reactions.status())
    .filter(({ lagEvents, retrying }) => lagEvents > 0 || retrying > 0)
    .map(({ group }) => group);
  const told = await relay.status();
  const parts = told.position < head ? [...groups, told.topic] : groups;
  return (await deadlines.restsAt(head)) ? parts : [...parts, 'deadlines'];
}
