import type { Instant } from '@fuhua/kernel';
import { ClockGoesForward } from './errors.ts';

/** One deadline that passed. */
export interface Passed {
  readonly stream: string;
  readonly name: string;
  readonly due: Instant;
}

/** What a service says of its clock. */
export interface ClockState {
  readonly now: Instant;
  /** The earliest deadline after `now`. */
  readonly next?: Instant | undefined;
}

/** What it says once everything in it has come to rest at `now`. */
export interface Settled extends ClockState {
  /** The end of its history. */
  readonly head: string;
  readonly passed: readonly Passed[];
}

/** A service as seen by whoever moves the clock. */
export interface ClockPeer {
  readonly service: string;
  look(): Promise<ClockState>;
  /** Brings the clock there, if it is not yet, and waits until the service is at rest. */
  settle(at: Instant): Promise<Settled>;
}

export interface Advanced {
  readonly now: Instant;
  readonly passed: readonly (Passed & { readonly service: string })[];
}

/**
 * Brings the clock of all services forward to `to`, by way of every instant at which a deadline is due, so that each is
 * recorded at its own time and what follows from it may set others. At each stop it goes on once no service has written
 * anything since it was asked before.
 * @throws ClockGoesForward @throws what a peer throws; the clock then stands where it had come to
 */
export async function advanceClock(peers: readonly ClockPeer[], to: Instant): Promise<Advanced> {
  const passed: (Passed & { readonly service: string })[] = [];
  const heads = new Map<string, string>();

  const round = async (at: Instant): Promise<{ isQuiet: boolean; next: Instant }> => {
    const answers = await Promise.all(
      peers.map(async (peer) => ({ service: peer.service, ...(await peer.settle(at)) })),
    );
    const changed = answers.filter(({ service, head }) => heads.get(service) !== head);
    for (const { service, head, passed: those } of answers) {
      heads.set(service, head);
      passed.push(...those.map((one) => ({ service, ...one })));
    }
    const next = answers.reduce((first, { next: due = to }) => (due < first ? due : first), to);
    // What one service wrote another may hear of; a single one has already come to rest by itself.
    return { isQuiet: changed.length === 0 || peers.length === 1, next };
  };

  const settle = async (at: Instant): Promise<Instant> => {
    for (;;) {
      const { isQuiet, next } = await round(at);
      if (isQuiet) return next;
    }
  };

  const looks = await Promise.all(peers.map((peer) => peer.look()));
  let now = looks.reduce((last, look) => (look.now > last ? look.now : last), looks[0]?.now ?? to);
  if (to < now) throw new ClockGoesForward(now, to);
  let next = await settle(now);
  while (now < to) {
    now = next;
    next = await settle(now);
  }
  return { now, passed };
}
