import type { Health, HealthCheck } from '../http/health.ts';
import type { Reactions, ReactionStatus } from './run-reactions.ts';

/**
 * Red while a group is halted. Amber while one is paused, or has a stream that is parked or tried again: other streams
 * flow, and `fuhua parked` shows which do not.
 */
export function reactionsHealth(reactions: Pick<Reactions, 'status'>): HealthCheck {
  return { name: 'reactions', check: async () => healthOf(await reactions.status()) };
}

export function healthOf(statuses: readonly ReactionStatus[]): Health {
  const told = statuses.map((status) => ({ state: colourOf(status), says: sayingOf(status) }));
  const red = told.filter(({ state }) => state === 'red');
  const worst = red.length > 0 ? red : told.filter(({ state }) => state === 'amber');
  const [first] = worst;
  if (first === undefined) return { state: 'green' };
  return { state: first.state, reason: worst.map(({ says }) => says).join('; ') };
}

function colourOf({ state, parked, retrying }: ReactionStatus): Health['state'] {
  if (state === 'halted') return 'red';
  return state !== 'live' || parked + retrying > 0 ? 'amber' : 'green';
}

function sayingOf({ group, state, parked, retrying, error }: ReactionStatus): string {
  if (state !== 'live') return `${group} ${state}${error === undefined ? '' : `: ${error}`}`;
  return `${group}: ${String(parked)} parked, ${String(retrying)} retrying`;
}
