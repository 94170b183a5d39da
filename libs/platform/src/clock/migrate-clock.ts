import type { Instant } from '@fuhua/kernel';
import pg from 'pg';

interface MigrateClockOptions {
  /** May read and move the clock. Must exist. */
  readonly serviceRole: string;
  /** Where a clock begins that is made now; one that stands is left alone. */
  readonly start: Instant;
}

/**
 * Makes the simulated clock beside the keys, the only database that all services of an installation share. Running it
 * again changes nothing, and several may run at once.
 * @param adminUrl of the key store, a role that may make schemas
 */
export async function migrateClock(
  adminUrl: string,
  { serviceRole, start }: MigrateClockOptions,
): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('begin');
    await client.query(`select pg_advisory_xact_lock(hashtext('fuhua clock migration'))`);
    await client.query(schemaSql(pg.escapeIdentifier(serviceRole)));
    const insert = 'insert into clock.simulated (now) values ($1) on conflict do nothing';
    await client.query(insert, [start]);
    await client.query('commit');
  } finally {
    await client.end();
  }
}

const schemaSql = (role: string): string => `
create schema if not exists clock;
create table if not exists clock.simulated (
  one boolean primary key default true check (one),
  now timestamptz not null
);
comment on table clock.simulated is
  'The time of every service that runs with FUHUA_CLOCK=simulated. Only goes forward.';
grant usage on schema clock to ${role};
grant select, update (now) on clock.simulated to ${role};`;
