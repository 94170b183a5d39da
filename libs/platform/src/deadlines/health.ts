import type { Health, HealthCheck } from '../http/health.ts';
import type { Deadlines, DeadlinesStatus } from './run-deadlines.ts';

/** Commands are sent within moments; this late, something keeps them back. */
const LAG_SECONDS_MAX = 30;

/**
 * Red while nothing is kept or sent, and for a deadline that its decider neither takes away nor refuses: a fault of the
 * release. Amber while an engine is away, deadlines wait, or a decider has refused one: its stream says why.
 */
export function deadlinesHealth(deadlines: Pick<Deadlines, 'status'>): HealthCheck {
  return { name: 'deadlines', check: async () => healthOf(await deadlines.status()) };
}

export function healthOf({ slices, passing, stuck }: DeadlinesStatus): Health {
  if (slices.length === 0) return { state: 'green' };
  const parts = [...slices.map(({ category, ...rest }) => ({ name: category, ...rest }))];
  const told = [
    ...[...parts, { name: 'passing', ...passing }]
      .filter(({ state }) => state !== 'live')
      .map(({ name, state, error }) => ({
        state: state === 'halted' ? ('red' as const) : ('amber' as const),
        says: `${name} ${state}${error === undefined ? '' : `: ${error}`}`,
      })),
    ...parts
      .filter(({ lagSeconds }) => lagSeconds > LAG_SECONDS_MAX)
      .map(({ name, overdue, lagSeconds }) => ({
        state: 'amber' as const,
        says: `${name}: ${String(overdue)} overdue for up to ${lagSeconds.toFixed(0)} s`,
      })),
    ...stuck.map(({ stream, name, state, error }) => ({
      state: state === 'broken' ? ('red' as const) : ('amber' as const),
      says: `${stream} ${name} ${state}: ${error}`,
    })),
  ];
  const red = told.filter(({ state }) => state === 'red');
  const worst = red.length > 0 ? red : told;
  const [first] = worst;
  if (first === undefined) return { state: 'green' };
  return { state: first.state, reason: worst.map(({ says }) => says).join('; ') };
}
