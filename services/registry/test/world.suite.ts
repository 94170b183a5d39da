import { randomUUID } from 'node:crypto';
import type { PersonId } from '@fuhua/kernel';
import type { Advanced } from '@fuhua/platform/clock';
import { createLogger } from '@fuhua/platform/http';
import { migrateService } from '@fuhua/platform/service';
import { moveClock, openTestPlace, someoneOf, type Someone } from '@fuhua/platform/test-service';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { openRegistry, registry } from '../src/app.module.ts';
import type { Config } from '../src/config.ts';

export { said } from '@fuhua/platform/test-service';
export type { Answered, Said, Someone } from '@fuhua/platform/test-service';

export interface WorldOptions {
  /** The clock is simulated and begins there: RFC 3339. The real one when missing. */
  readonly clock?: string;
}

/** The registry on a PostgreSQL of its own, through its HTTP edge. */
export interface World {
  readonly app: NestFastifyApplication;
  readonly config: Config;
  /** As the gateway does it: by way of every deadline, and until all is at rest. Only with `clock`. */
  moveClock(to: string): Promise<Advanced>;
  /** The service ends and starts anew on the same data, after what happens meanwhile. */
  restart(meanwhile?: () => Promise<void>): Promise<void>;
  readonly administrator: Someone;
  /** A new person, with a grant for each role and reach named. */
  someone(name: string, ...grants: readonly { role: string; reach?: object }[]): Promise<Someone>;
  /** With the token of anybody, or none. */
  caller(person?: string): Promise<Someone>;
  /** SQL as the superuser, on the service's database. */
  sql(text: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  close(): Promise<void>;
}

export async function openWorld({ clock }: WorldOptions = {}): Promise<World> {
  const { service } = registry;
  const place = await openTestPlace(service, clock ?? '2023-10-11T09:00:00+08:00');
  const { admin } = place;
  const first = randomUUID() as PersonId;
  const config: Config = {
    ...place.config,
    FUHUA_FIRST_ADMINISTRATOR: first,
    FUHUA_CLOCK: clock === undefined ? 'real' : 'simulated',
  };
  await migrateService(registry, config, admin);
  const start = (): Promise<NestFastifyApplication> =>
    openRegistry(config, createLogger(service, 'silent'));
  let app = await start();
  const caller = async (person?: string): Promise<Someone> => {
    const token = person === undefined ? undefined : await place.tokenOf(person);
    return someoneOf(() => app, person ?? '', token);
  };
  const administrator = await caller(first);
  return {
    get app() {
      return app;
    },
    config,
    moveClock: (to) => moveClock(service, administrator, to),
    restart: async (meanwhile) => {
      await app.close();
      await meanwhile?.();
      app = await start();
    },
    administrator,
    caller,
    someone: async (name, ...grants) => {
      const { body } = await administrator.post('/v1/persons', { name });
      const person = String(body['id']);
      let position = String(body['position']);
      for (const { role, reach = {} } of grants) {
        const granted = await administrator.post(`/v1/persons/${person}/grant-role`, {
          role,
          reach,
        });
        if (granted.status !== 200) throw new Error(granted.text);
        position = String(granted.body['position']);
      }
      await administrator.get(`/v1/persons/${person}?atLeast=${position}`);
      return caller(person);
    },
    sql: async (text) => {
      const { default: pg } = await import('pg');
      const client = new pg.Client({ connectionString: admin.history });
      await client.connect();
      try {
        return (await client.query<Record<string, unknown>>(text)).rows;
      } finally {
        await client.end();
      }
    },
    close: async () => {
      await app.close();
      await place.close();
    },
  };
}
