import type { Health, HealthCheck } from '../http/health.ts';
import type { Mirror, MirrorStatus } from './mirror/mirror.ts';
import type { Relay, RelayStatus } from './relay.ts';

/** A topic this late is amber: what others decide on it is old. */
const LAG_SECONDS_MAX = 30;

/** Red while the relay or a copy is halted; amber while one pauses or is late. */
export function busHealth(
  relay: Pick<Relay, 'status'>,
  mirrors: readonly Pick<Mirror, 'status'>[],
): HealthCheck {
  return {
    name: 'bus',
    check: async () => healthOf([await relay.status(), ...mirrors.map((one) => one.status())]),
  };
}

export function healthOf(parts: readonly (RelayStatus | MirrorStatus)[]): Health {
  const halted = parts.filter(({ state }) => state === 'halted');
  const late = parts.filter(
    ({ state, lagSeconds = 0 }) => state !== 'live' || lagSeconds > LAG_SECONDS_MAX,
  );
  const worst = halted.length > 0 ? halted : late;
  if (worst.length === 0) return { state: 'green' };
  return { state: halted.length > 0 ? 'red' : 'amber', reason: worst.map(saying).join('; ') };
}

function saying({ topic, state, error, lagSeconds = 0 }: RelayStatus | MirrorStatus): string {
  if (state === 'live') return `${topic} is ${lagSeconds.toFixed(0)} s behind`;
  return `${topic} ${state}${error === undefined ? '' : `: ${error}`}`;
}
