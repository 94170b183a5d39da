import pg from 'pg';
import { NotDurable, NotMigrated, OtherEpoch, sqlState } from './errors.ts';

/** bigint for positions; everything else as usual. Passed with each connection, so other users of pg keep theirs. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format): ((value: string) => unknown) =>
    oid === pg.types.builtins.INT8 ? BigInt : (pg.types.getTypeParser(oid, format) as never),
};

/** How the connections call themselves in pg_stat_activity. */
export const APPLICATION = 'fuhua-history';

export interface ConnectionLimits {
  readonly connectMsMax: number;
  /** The client gives up after this; the server somewhat earlier, so that its definite answer comes first. */
  readonly statementMsMax: number;
}

/**
 * Under a stricter default isolation every append that had to wait for another would fail. Every read walks an index in
 * its order: statistics can only mislead there, and those of a history just filled, or of none, make each page a sort
 * of all that follows it.
 */
const SETTINGS = {
  default_transaction_isolation: 'read\\ committed',
  plan_cache_mode: 'force_generic_plan',
  enable_bitmapscan: 'off',
};

export function clientConfig(
  url: string,
  limits: ConnectionLimits,
  application = APPLICATION,
): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: application,
    options: Object.entries(SETTINGS)
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(' '),
    connectionTimeoutMillis: limits.connectMsMax,
    statement_timeout: Math.ceil(0.8 * limits.statementMsMax),
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    types,
  };
}

/** A connection outside the pool. Its 'error' events are heard: the next query on it fails anyway. */
export async function connect(config: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client(config);
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    void drop(client);
    throw error;
  }
  return client;
}

const DURABILITY = ['fsync', 'synchronous_commit', 'full_page_writes'] as const;

const LOOK = `select epoch, ${DURABILITY.map((name) => `current_setting('${name}') as ${name}`).join(', ')}
  from history.epoch`;

/** No schema, no table, or no right to read it. */
const MISSING = ['3F000', '42P01', '42501'];

/**
 * Every new connection is looked at before it is used, since settings and history may have changed meanwhile. Answers
 * the epoch.
 * @throws NotDurable @throws NotMigrated @throws OtherEpoch
 */
export async function verify(client: pg.ClientBase, opened?: string): Promise<string> {
  const found = await look(client);
  const careless = DURABILITY.find((name) => found[name] === 'off');
  if (careless !== undefined) throw new NotDurable(careless);
  if (opened !== undefined && found.epoch !== opened) throw new OtherEpoch(opened, found.epoch);
  return found.epoch;
}

type Look = Record<'epoch' | (typeof DURABILITY)[number], string>;

async function look(client: pg.ClientBase): Promise<Look> {
  try {
    const { rows } = await client.query<Look>(LOOK);
    if (rows[0] !== undefined) return rows[0];
  } catch (error) {
    if (!MISSING.includes(sqlState(error) ?? '')) throw error;
  }
  throw new NotMigrated('this database holds no history that this role may read; migrate it first');
}

/** What a promise gave in time. When it is late, `give up` runs and the call throws. */
export async function within<T>(ms: number, promise: Promise<T>, giveUp: () => void): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`no answer within ${String(ms)} ms`));
      giveUp();
    }, ms);
  });
  promise.catch(() => undefined);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Says goodbye on an idle connection, destroys one in use. Never throws, and waits 2 s at most. */
export async function drop(client: pg.Client): Promise<void> {
  try {
    await within(2_000, client.end(), () => undefined);
  } catch {
    // It is gone, or will be.
  }
}
