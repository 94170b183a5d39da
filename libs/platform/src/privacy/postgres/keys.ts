import pg from 'pg';
import { NotDurable, Unavailable } from '../../event-store/index.ts';
import { messageOf, sqlState } from '../../event-store/postgres/errors.ts';
import { KeysNotMigrated } from '../errors.ts';
import type { KeyStore, KnownKeys } from '../key-store.ts';

export interface PostgresKeysOptions {
  /** Of the service's role. */
  readonly url: string;
  /** Default 3. */
  readonly connectionsMax?: number;
  /** Default 3 s. */
  readonly connectMsMax?: number;
  /** A question that takes longer is Unavailable. Default 5 s. */
  readonly answerMsMax?: number;
}

const DESTROY_MS_MAX = 120_000;

/**
 * The key store in PostgreSQL, which `migrateKeys` must have prepared.
 * @throws NotDurable — PostgreSQL could lose a key after events were sealed with it; turn the setting on.
 * @throws KeysNotMigrated — run `migrateKeys`.
 * @throws Unavailable — cannot connect; try again.
 */
export async function openPostgresKeys(options: PostgresKeysOptions): Promise<KeyStore> {
  const pool = new pg.Pool(configOf(options));
  pool.on('error', () => undefined);
  const ask = async (text: string, values: readonly unknown[]): Promise<Row[]> => {
    try {
      return (await pool.query<Row>(text, [...values])).rows;
    } catch (error) {
      throw translated(error);
    }
  };
  const keys = async (text: string, ...values: readonly unknown[]): Promise<KnownKeys> =>
    new Map((await ask(text, values)).map((row) => [row.o_subject, knownOf(row)]));
  let closing: Promise<void> | undefined;
  const store: KeyStore = {
    find: (subjects) => keys('select * from keys.find($1)', subjects),
    claim: (candidates) =>
      keys(
        'select * from keys.claim($1, $2)',
        [...candidates.keys()],
        [...candidates.values()].map((wrapped) => Buffer.from(wrapped)),
      ),
    destroy: (subject, reason) => destroyBy(options, subject, reason),
    masterCheck: async (check) => {
      const rows = await ask('select keys.master_check($1) as o_wrapped', [Buffer.from(check)]);
      return rows[0]?.o_wrapped ?? Buffer.of();
    },
    close: () => (closing ??= pool.end()),
  };
  try {
    await firstLook(ask);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** On a connection of its own: it writes all keys anew, which takes 0.7 s for 100,000 and must not be cut short. */
async function destroyBy(
  options: PostgresKeysOptions,
  subject: string,
  reason: string,
): Promise<void> {
  const client = new pg.Client(configOf({ ...options, answerMsMax: DESTROY_MS_MAX }));
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select keys.destroy($1, $2)', [subject, reason]);
  } catch (error) {
    throw translated(error);
  } finally {
    void client.end().catch(() => undefined);
  }
}

interface Row {
  readonly o_subject: string;
  readonly o_wrapped: Buffer | null;
  readonly o_destroyed: boolean;
}

function knownOf({ o_wrapped: wrapped, o_destroyed: destroyed }: Row): Uint8Array | 'destroyed' {
  return destroyed || wrapped === null ? 'destroyed' : wrapped;
}

function configOf(options: PostgresKeysOptions): pg.PoolConfig {
  const { url, connectionsMax = 3, connectMsMax = 3_000, answerMsMax = 5_000 } = options;
  return {
    connectionString: url,
    application_name: 'fuhua-keys',
    // Whatever the role's or database's default: keys must be on disk, and each statement must see the newest.
    options: '-c default_transaction_isolation=read\\ committed -c synchronous_commit=on',
    max: connectionsMax,
    connectionTimeoutMillis: connectMsMax,
    statement_timeout: Math.ceil(0.8 * answerMsMax),
    query_timeout: answerMsMax,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    allowExitOnIdle: true,
  };
}

async function firstLook(
  ask: (text: string, values: readonly unknown[]) => Promise<readonly unknown[]>,
): Promise<void> {
  const off = (await ask(
    `select name from pg_catalog.pg_settings
     where name in ('fsync', 'full_page_writes') and setting = 'off' order by name`,
    [],
  )) as readonly { readonly name: string }[];
  if (off[0] !== undefined) throw new NotDurable(off[0].name);
  await ask('select * from keys.find($1)', [[]]);
}

/** No such schema, table or function, or not for this role. */
const NOT_THERE = ['3F000', '42P01', '42883', '42501'];

function translated(error: unknown): Error {
  if (NOT_THERE.includes(sqlState(error) ?? '')) {
    const says = `this database holds no key store that this role may use; migrate it first (${messageOf(error)})`;
    return new KeysNotMigrated(says, { cause: error });
  }
  return new Unavailable(`the key store does not answer: ${messageOf(error)}`, { cause: error });
}
