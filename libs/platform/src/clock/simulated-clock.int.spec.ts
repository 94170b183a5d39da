import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Instant } from '@fuhua/kernel';
import pg from 'pg';
import { freshDatabase, startTestPostgres, type EmbeddedPostgres } from '../embedded/index.ts';
import { ClockGoesForward, ClockRefused } from './errors.ts';
import { migrateClock } from './migrate-clock.ts';
import { StoreClock1764100200000 } from './migrations/1764100200000-store-clock.ts';
import { openSimulatedClock, type SimulatedClock } from './simulated-clock.ts';
import { claimStore } from './store-clock.ts';

const morning = '2024-03-04T01:00:00.000Z' as Instant;
const noon = '2024-03-04T04:00:00.000Z' as Instant;
const evening = '2024-03-04T10:00:00.000Z' as Instant;
const serviceRole = 'clock_service';

let postgres: EmbeddedPostgres;
let adminUrl: string;
let url: string;
let opened: SimulatedClock[];

beforeAll(async () => {
  postgres = await startTestPostgres();
  await postgres.createRole(serviceRole, 'secret');
});
afterAll(() => postgres.stop());
beforeEach(async () => {
  opened = [];
  adminUrl = await freshDatabase(postgres);
  url = postgres.roleUrl(serviceRole, 'secret', new URL(adminUrl).pathname.slice(1));
});
afterEach(async () => {
  await Promise.all(opened.map((clock) => clock.close()));
});

async function open(): Promise<SimulatedClock> {
  const clock = await openSimulatedClock(url);
  opened.push(clock);
  return clock;
}

const never = new AbortController().signal;

test('every service has the same time, and hears when it is moved', async () => {
  await migrateClock(adminUrl, { serviceRole, start: morning });
  const [one, other] = [await open(), await open()];
  expect([one.now(), other.now()]).toEqual([morning, morning]);
  await one.moveTo(noon);
  expect(one.now()).toBe(noon);
  await other.reached(noon, never);
  expect(other.now()).toBe(noon);
});

test('it survives everybody, and a later migration leaves it alone', async () => {
  await migrateClock(adminUrl, { serviceRole, start: morning });
  const first = await open();
  await first.moveTo(noon);
  await first.close();
  await Promise.all([1, 2].map(() => migrateClock(adminUrl, { serviceRole, start: evening })));
  expect((await open()).now()).toBe(noon);
});

test('it goes forward only, also for one who had not heard how far it is', async () => {
  await migrateClock(adminUrl, { serviceRole, start: morning });
  const [one, other] = [await open(), await open()];
  await one.moveTo(evening);
  await one.moveTo(evening);
  await expect(other.moveTo(noon)).rejects.toThrow(ClockGoesForward);
  expect(other.now()).toBe(evening);
});

test('a connection that broke is opened anew, and what was missed is caught up with', async () => {
  await migrateClock(adminUrl, { serviceRole, start: morning });
  const [one, other] = [await open(), await open()];
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where usename = '${serviceRole}' and datname = current_database() and query like 'listen%'`);
  await admin.end();
  await one.moveTo(noon);
  await other.reached(noon, never);
  expect(other.now()).toBe(noon);
});

test('where there is none, the setting and the migration are named', async () => {
  await expect(openSimulatedClock(url)).rejects.toThrow(/FUHUA_CLOCK=simulated.*migration/);
});

test('a store has made-up times or real ones, never both', async () => {
  const pool = new pg.Pool({ connectionString: adminUrl, max: 1 });
  pool.on('error', () => undefined);
  try {
    await new StoreClock1764100200000().up({
      query: async (text: string) => pool.query(text),
    } as never);
    const at = (position: bigint) => ({ head: async () => position });
    await claimStore(pool, at(0n), 'real');
    await expect(claimStore(pool, at(3n), 'simulated')).rejects.toThrow(
      /FUHUA_CLOCK=simulated: .*events of the real time/,
    );
    await claimStore(pool, at(0n), 'simulated');
    await claimStore(pool, at(3n), 'simulated');
    await expect(claimStore(pool, at(3n), 'real')).rejects.toThrow(ClockRefused);
  } finally {
    await pool.end();
  }
});
