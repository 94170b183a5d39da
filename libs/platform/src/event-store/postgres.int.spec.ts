import { afterAll, beforeAll } from '@jest/globals';
import { freshDatabase, startTestPostgres } from '../embedded/index.ts';
import type { EmbeddedPostgres } from '../embedded/index.ts';
import { eventStoreSuite } from './event-store.suite.ts';
import type { EventStore } from './event-store.ts';
import { migrateHistory, openPostgresStore } from './postgres/index.ts';
import { openProxy } from './postgres/proxy.suite.ts';
import type { Harness } from './suite/harness.suite.ts';

let postgres: EmbeddedPostgres;
let url: string;

beforeAll(async () => {
  // It has to say that it is durable, or the store refuses it.
  postgres = await startTestPostgres({ fsync: 'on' });
  const adminUrl = await freshDatabase(postgres);
  await postgres.createRole('history_service', 'secret');
  await migrateHistory(adminUrl, { serviceRole: 'history_service' });
  const database = new URL(adminUrl).pathname.slice(1);
  url = postgres.roleUrl('history_service', 'secret', database);
});

afterAll(async () => {
  await postgres.stop();
});

/** All cases share the database; between them and it stands a proxy that fails when told to. */
async function harness(): Promise<Harness> {
  const proxy = await openProxy(url);
  const opened: EventStore[] = [];
  return {
    open: async () => {
      const store = await openPostgresStore({ url: proxy.url, pageSize: 16, readersMax: 3 });
      opened.push(store);
      return store;
    },
    engine: { stop: proxy.stop, start: proxy.start },
    loseNextAnswer: () => proxy.loseAnswerTo('fuhua-append'),
    idsAreUnique: true,
    patienceMs: 15_000,
    dispose: async () => {
      await Promise.all(opened.map((store) => store.close()));
      await proxy.close();
    },
  };
}

eventStoreSuite('the PostgreSQL event store', harness);
