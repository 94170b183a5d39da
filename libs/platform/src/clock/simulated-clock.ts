import { setTimeout as delay } from 'node:timers/promises';
import { parseInstant, type Instant } from '@fuhua/kernel';
import pg from 'pg';
import { drop } from '../event-store/postgres/connection.ts';
import { asking } from '../views/database.ts';
import type { AlarmClock } from './clock.ts';
import { ClockGoesForward, ClockRefused } from './errors.ts';
import { handsAt, type Hands } from './hands.ts';

/** One clock for all services that share a key store, kept there. It stands still between two moves. */
export interface SimulatedClock extends AlarmClock {
  /**
   * For everybody; again to the same instant changes nothing. Here it holds at once, elsewhere a moment later.
   * @throws ClockGoesForward @throws Unavailable
   */
  moveTo(instant: Instant): Promise<void>;
  close(): Promise<void>;
}

const CHANNEL = 'fuhua_clock';
const RECONNECT_MS = 200;

const READ = `select to_char(now at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as now
  from clock.simulated`;
const MOVE = `with moved as (update clock.simulated set now = $1 where now <= $1 returning now)
  select pg_notify('${CHANNEL}', $2) from moved`;

/**
 * Follows the clock that `migrateClock` has made.
 * @param url of the key store
 * @throws ClockRefused — there is none: run the service's migration with FUHUA_CLOCK=simulated.
 * @throws Unavailable
 */
export async function openSimulatedClock(url: string): Promise<SimulatedClock> {
  const config = { connectionString: url, connectionTimeoutMillis: 3_000, keepAlive: true };
  const pool = new pg.Pool({ ...config, max: 1 });
  pool.on('error', () => undefined);
  const ending = new AbortController();
  let hands: Hands;
  try {
    hands = handsAt(await read(pool));
  } catch (error) {
    await pool.end();
    throw error;
  }
  const following = follow(config, hands, ending.signal);
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    ending.abort();
    await following;
    await pool.end();
  };
  return {
    now: () => hands.now(),
    reached: (due, signal) => hands.reached(due, signal),
    async moveTo(instant) {
      const { rowCount } = await asking(() => pool.query(MOVE, [instant, instant]));
      if (rowCount === 0) {
        hands.learn(await read(pool));
        throw new ClockGoesForward(hands.now(), instant);
      }
      hands.learn(instant);
    },
    close: () => (closing ??= close()),
  };
}

async function read(db: Pick<pg.ClientBase, 'query'>): Promise<Instant> {
  try {
    const { rows } = await asking(() => db.query<{ now: string }>(READ));
    const [row] = rows;
    if (row !== undefined) return parseInstant(row.now);
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && isMissing(String(error.code));
    if (!missing) throw error;
  }
  throw new ClockRefused(
    'FUHUA_CLOCK=simulated: there is no simulated clock in the key store; run the migration with it first',
  );
}

/** No schema, no table, or no right to read it. */
function isMissing(sqlState: string): boolean {
  return ['3F000', '42P01', '42501'].includes(sqlState);
}

/** Hears of moves that others make, until the signal; what was missed while away is read on return. */
async function follow(config: pg.ClientConfig, hands: Hands, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await listen(config, hands, signal).catch(() => undefined);
    await delay(RECONNECT_MS, undefined, { signal }).catch(() => undefined);
  }
}

async function listen(config: pg.ClientConfig, hands: Hands, signal: AbortSignal): Promise<void> {
  const client = new pg.Client(config);
  client.on('error', () => undefined);
  const ended = new Promise<void>((resolve) => {
    client.once('end', resolve);
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  client.on('notification', ({ payload = '' }) => hands.learn(payload as Instant));
  try {
    await client.connect();
    await client.query(`listen ${CHANNEL}`);
    hands.learn(await read(client));
    await ended;
  } finally {
    await drop(client);
  }
}
