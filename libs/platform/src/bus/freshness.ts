import { epochMsOf } from '@fuhua/kernel';
import { GrantsStale } from '../auth/grants.ts';
import type { Projection, View } from '../views/index.ts';
import type { Mirror } from './mirror/mirror.ts';

/** Older news of grants are nothing to rest on. */
const GRANTS_SECONDS_MAX = 30;

/**
 * How old the news are that the views hold of a topic, in seconds of real time: whatever was recorded before that is in
 * their rows. Infinity while that is not known.
 */
export function topicProgressAge(
  mirror: Pick<Mirror, 'toldBy'>,
  projection: Pick<Projection, 'positionOf'>,
  views: readonly View[],
): number {
  const positions = views.map((view) => projection.positionOf(view));
  const lowest = positions.reduce((low, each) => (each < low ? each : low));
  const at = mirror.toldBy(lowest);
  return at === undefined ? Infinity : Math.max(0, (Date.now() - epochMsOf(at)) / 1_000);
}

/** Before anything rests on grants that another service records. @throws GrantsStale when they are older than 30 s */
export function assertGrantsFresh(...told: Parameters<typeof topicProgressAge>): void {
  const age = topicProgressAge(...told);
  if (age <= GRANTS_SECONDS_MAX) return;
  const says = Number.isFinite(age) ? `${age.toFixed(0)} s old` : 'not there yet';
  throw new GrantsStale(`the news of grants are ${says}`);
}
