import { freshDatabase, type EmbeddedPostgres } from '../../embedded/index.ts';
import { openProxy } from '../../event-store/postgres/proxy.suite.ts';
import type { Bus } from '../bus.ts';
import type { Harness } from '../suite/harness.suite.ts';
import { migrateBus } from './migrate.ts';
import { openPostgresBus } from './open.ts';

const ROLE = 'bus_service';

/** A migrated bus in a database of its own; answers the URL of a service's role. */
export async function freshBus(postgres: EmbeddedPostgres): Promise<string> {
  const adminUrl = await freshDatabase(postgres);
  await postgres.createRole(ROLE, 'secret');
  await migrateBus(adminUrl, { roles: [ROLE] });
  return postgres.roleUrl(ROLE, 'secret', new URL(adminUrl).pathname.slice(1));
}

/** Buses behind a proxy that fails when told to. */
export async function proxiedHarness(url: string): Promise<Harness> {
  const proxy = await openProxy(url);
  const opened: Bus[] = [];
  return {
    // Without the poll, so that news come by NOTIFY or not at all.
    open: async () => {
      const bus = await openPostgresBus({ url: proxy.url, pollMs: 600_000 });
      opened.push(bus);
      return bus;
    },
    engine: { stop: proxy.stop, start: proxy.start },
    loseNextAnswer: () => {
      proxy.loseAnswerTo('fuhua-publish');
    },
    patienceMs: 15_000,
    dispose: async () => {
      await Promise.all(opened.map((bus) => bus.close()));
      await proxy.close();
    },
  };
}
