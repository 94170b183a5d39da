import pg from 'pg';
import type { DataSource } from 'typeorm';
import { Unavailable } from '../event-store/index.ts';

/** Of a pool or a client. */
export type Queryable = Pick<pg.ClientBase, 'query'>;

/** The pool that TypeORM made for this data source. */
export function poolOf(dataSource: DataSource): pg.Pool {
  const { master } = dataSource.driver as unknown as { master: pg.Pool };
  return master;
}

/** SQLSTATEs after which the same statement may succeed later: connection, resources, shutdown, lock, conflict. */
const PASSING = /^(08...|53...|57P0[1-5]|57014|40001|40P01|55P03|25006|55006)$/;

/** SQLSTATE of an error that PostgreSQL sent, undefined for any other. */
export function sqlStateOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('severity' in error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/**
 * Runs what only talks to PostgreSQL. An error of the connection, or one that may pass, becomes Unavailable; others
 * stay as they are.
 */
export async function asking<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof Unavailable) throw error;
    const state = sqlStateOf(error);
    if (state !== undefined && !PASSING.test(state)) throw error;
    throw new Unavailable(`PostgreSQL: ${messageOf(error)}`, { cause: error });
  }
}

export function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') {
    return error.errors.map(messageOf).join('; ');
  }
  return error instanceof Error ? error.message : String(error);
}

/**
 * One transaction on a connection of its own. A connection that failed is not used again.
 * @throws Unavailable; what `work` throws, after rolling back
 */
export async function transaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
  begin = 'begin',
): Promise<T> {
  const client = await asking(() => pool.connect());
  const ignore = (): void => undefined;
  client.on('error', ignore);
  const release = (broken: boolean): void => {
    client.off('error', ignore);
    client.release(broken);
  };
  try {
    await asking(() => client.query(begin));
    const result = await work(client);
    await asking(() => client.query('commit'));
    release(false);
    return result;
  } catch (error) {
    const rolledBack = await client.query('rollback').then(
      () => true,
      () => false,
    );
    release(!rolledBack);
    throw error;
  }
}

export const quoted = (name: string): string => pg.escapeIdentifier(name);
