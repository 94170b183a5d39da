import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import type { StreamName } from '@fuhua/kernel';
import { freshDatabase } from '@fuhua/platform/embedded';
import type { EmbeddedPostgres } from '@fuhua/platform/embedded';
import { openPool } from './postgres.ts';
import { sample } from './samples.ts';

/** emmett's event store on the same PostgreSQL; every append names the version that it expects, as ours do. */
export interface Emmett {
  append(stream: StreamName, revision: number): Promise<void>;
  close(): Promise<void>;
}

export async function openEmmett(postgres: EmbeddedPostgres, connections: number): Promise<Emmett> {
  const connectionString = await freshDatabase(postgres);
  const pool = openPool(connectionString, connections);
  const store = getPostgreSQLEventStore(connectionString, { connectionOptions: { pool } });
  await store.schema.migrate();
  return {
    async append(stream, revision) {
      const { type, data, metadata } = sample(revision);
      await store.appendToStream(stream, [{ type, data: { ...data }, metadata: { ...metadata } }], {
        expectedStreamVersion: revision === 0 ? 'STREAM_DOES_NOT_EXIST' : BigInt(revision),
      });
    },
    close: async () => {
      await store.close();
      await pool.end();
    },
  };
}
