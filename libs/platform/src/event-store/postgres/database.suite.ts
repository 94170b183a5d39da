import { freshDatabase, startTestPostgres } from '../../embedded/index.ts';
import type { EmbeddedPostgres } from '../../embedded/index.ts';
import type { EventStore } from '../event-store.ts';
import type { Harness } from '../suite/harness.suite.ts';
import { migrateHistory } from './migrate.ts';
import { openPostgresStore } from './open.ts';
import type { PostgresStore, PostgresStoreOptions } from './open.ts';
import { openProxy } from './proxy.suite.ts';

/** A migrated history on a PostgreSQL of its own. */
export interface TestHistory {
  readonly postgres: EmbeddedPostgres;
  readonly adminUrl: string;
  /** Of the service's role. */
  readonly url: string;
}

const ROLE = 'history_service';

/** Durable, because the store refuses any other. */
export async function startTestHistory(): Promise<TestHistory> {
  const postgres = await startTestPostgres({ fsync: 'on' });
  return { postgres, ...(await freshHistory(postgres)) };
}

export async function freshHistory(
  postgres: EmbeddedPostgres,
): Promise<Omit<TestHistory, 'postgres'>> {
  const adminUrl = await freshDatabase(postgres);
  await postgres.createRole(ROLE, 'secret');
  await migrateHistory(adminUrl, { serviceRole: ROLE });
  const database = new URL(adminUrl).pathname.slice(1);
  return { adminUrl, url: postgres.roleUrl(ROLE, 'secret', database) };
}

export interface Stores {
  open(options: PostgresStoreOptions): Promise<PostgresStore>;
  close(): Promise<void>;
}

/** Closes what it opened. */
export function stores(): Stores {
  const opened: EventStore[] = [];
  return {
    open: async (options) => {
      const store = await openPostgresStore({ readersMax: 3, ...options });
      opened.push(store);
      return store;
    },
    close: async () => {
      await Promise.all(opened.splice(0).map((store) => store.close()));
    },
  };
}

/** Stores on small pages, behind a proxy that fails when told to. */
export async function proxiedHarness(url: string): Promise<Harness> {
  const proxy = await openProxy(url);
  const { open, close } = stores();
  return {
    // Without the poll, so that news come by NOTIFY or not at all.
    open: () => open({ url: proxy.url, pageSize: 16, pollMs: 600_000 }),
    engine: { stop: proxy.stop, start: proxy.start },
    loseNextAnswer: () => {
      proxy.loseAnswerTo('fuhua-append');
    },
    idsAreUnique: true,
    patienceMs: 15_000,
    dispose: async () => {
      await close();
      await proxy.close();
    },
  };
}
