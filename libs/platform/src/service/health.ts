import type { HealthCheck } from '../http/health.ts';
import type { ViewStatus } from '../views/index.ts';
import type { ServicePorts } from './ports.ts';

/** A view this late is amber: readers who ask for their own writes are refused soon. */
const LAG_SECONDS_MAX = 30;

/** Red: a view halted, at an event or until it is rebuilt. Amber: one pauses, is rebuilt, or is late. */
export function viewHealth({ projection }: Pick<ServicePorts, 'projection'>): HealthCheck {
  return {
    name: 'views',
    check: async () => {
      const troubles = (await projection.status()).flatMap(troubleOf);
      const isHalted = troubles.some(({ state }) => state === 'red');
      const reason = troubles.map((trouble) => trouble.reason).join('; ');
      if (troubles.length === 0) return { state: 'green' };
      return { state: isHalted ? 'red' : 'amber', reason };
    },
  };
}

function troubleOf({ name, state, error, lagSeconds }: ViewStatus): readonly {
  readonly state: 'amber' | 'red';
  readonly reason: string;
}[] {
  switch (state) {
    case 'halted':
      return [{ state: 'red', reason: error ?? `${name} is halted` }];
    case 'rebuilding':
      return [{ state: 'amber', reason: `${name} is being rebuilt` }];
    case 'stopped':
      return [{ state: 'amber', reason: error ?? `${name} is not projected` }];
    case 'live': {
      const isLate = lagSeconds > LAG_SECONDS_MAX;
      return isLate
        ? [{ state: 'amber', reason: `${name} is ${lagSeconds.toFixed(0)} s behind` }]
        : [];
    }
  }
}
