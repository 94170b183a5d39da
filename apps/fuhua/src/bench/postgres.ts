import { startTestPostgres } from '@fuhua/platform/embedded';
import type { EmbeddedPostgres } from '@fuhua/platform/embedded';
import pg from 'pg';

/** A PostgreSQL as durable and as large as the one of `up`, in a directory that goes with it. */
export function startBenchPostgres(): Promise<EmbeddedPostgres> {
  const settings = { shared_buffers: '128MB', dynamic_shared_memory_type: 'posix' };
  return startTestPostgres({ fsync: 'on', ...settings }, 'disk');
}

/** Writes out what is only in memory and in the log. */
export async function checkpoint(postgres: EmbeddedPostgres): Promise<void> {
  const client = new pg.Client({ connectionString: postgres.adminUrl() });
  await client.connect();
  try {
    await client.query('checkpoint');
  } finally {
    await client.end();
  }
}

/** Connections that stay once they are there. What breaks an idle one shows in the next query, or was the end of all. */
export function openPool(url: string, connections: number): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: connections, idleTimeoutMillis: 0 });
  pool.on('error', () => undefined);
  return pool;
}
