import type { z } from 'zod';
import { clockVariables, ConfigError } from '../config/index.ts';
import type { AlarmClock } from './clock.ts';
import { migrateClock } from './migrate-clock.ts';
import { openSimulatedClock, type SimulatedClock } from './simulated-clock.ts';
import { systemClock } from './system-clock.ts';

/** Whoever names no clock has the real one. */
export type ClockConfig = Partial<z.output<z.ZodObject<typeof clockVariables>>>;

/** @throws ConfigError in production: a simulated clock would record made-up times. */
export function assertClockAllowed({ FUHUA_CLOCK, NODE_ENV }: ClockConfig): void {
  if (FUHUA_CLOCK !== 'simulated' || NODE_ENV !== 'production') return;
  throw new ConfigError([
    'FUHUA_CLOCK: simulated is refused when NODE_ENV is production; unset one of them',
  ]);
}

/** @throws ConfigError, ClockRefused, Unavailable */
export async function openClock(
  config: ClockConfig & { readonly FUHUA_KEYS: string },
): Promise<AlarmClock | SimulatedClock> {
  assertClockAllowed(config);
  return config.FUHUA_CLOCK === 'simulated' ? openSimulatedClock(config.FUHUA_KEYS) : systemClock;
}

export function isSimulated<C extends object>(clock: C): clock is C & SimulatedClock {
  return 'moveTo' in clock;
}

/** Makes the simulated clock where the configuration asks for one. @throws ConfigError */
export async function migrateWishedClock(
  config: ClockConfig,
  adminUrl: string,
  serviceRole: string,
): Promise<void> {
  assertClockAllowed(config);
  if (config.FUHUA_CLOCK !== 'simulated') return;
  const start = config.FUHUA_CLOCK_START ?? clockVariables.FUHUA_CLOCK_START.parse(undefined);
  await migrateClock(adminUrl, { serviceRole, start });
}
