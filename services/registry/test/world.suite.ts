import { randomBytes, randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseInstant, type Instant, type PersonId } from '@fuhua/kernel';
import { createIssuer } from '@fuhua/platform/auth';
import { migrateBus } from '@fuhua/platform/bus';
import { advanceClock, type Advanced, type Settled } from '@fuhua/platform/clock';
import { startTestPostgres, temporaryDirectory } from '@fuhua/platform/embedded';
import { createLogger } from '@fuhua/platform/http';
import { migrateService } from '@fuhua/platform/service';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { openRegistry, registry } from '../src/app.module.ts';
import type { Config } from '../src/config.ts';

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Readonly<Record<string, never>>;
  readonly text: string;
  readonly bytes: Buffer;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a spec reads what it has just written
export type Said = Readonly<Record<string, any>>;
export const said = (answered: Answered): Said => answered.body;

/** Somebody with a token. */
export interface Someone {
  readonly person: string;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answered>;
  post(
    path: string,
    body?: object | string,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answered>;
  put(path: string, body: object): Promise<Answered>;
}

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
  const postgres = await startTestPostgres({ fsync: 'on' });
  const folder = temporaryDirectory();
  const [service, keys, bus] = ['fuhua_registry', 'fuhua_keys', 'fuhua_bus'];
  for (const name of [service, keys]) {
    await postgres.createRole(name, 'secret');
    await postgres.createDatabase(name, name);
  }
  await postgres.createDatabase(bus);
  await migrateBus(postgres.adminUrl(bus), { roles: [service] });
  const files = { keyFile: join(folder, 'key.json'), jwksFile: join(folder, 'jwks.json') };
  const issuer = await createIssuer(files, { issuer: 'urn:fuhua:spec', audience: 'fuhua' });
  writeFileSync(join(folder, 'master.key'), randomBytes(32), { mode: 0o600 });
  const first = randomUUID() as PersonId;
  const history = postgres.roleUrl(service, 'secret', service);
  const config: Config = {
    NODE_ENV: 'test',
    FUHUA_LOG_LEVEL: 'silent',
    FUHUA_PORT: 0,
    FUHUA_HOST: '127.0.0.1',
    FUHUA_RATE_PERSON: 10_000_000,
    FUHUA_RATE_ADDRESS: 10_000_000,
    FUHUA_PROXIES: 0,
    FUHUA_EVIDENCE_BYTES_MAX: 100_000,
    FUHUA_ISSUER: 'urn:fuhua:spec',
    FUHUA_AUDIENCE: 'fuhua',
    FUHUA_ISSUER_JWKS_FILE: files.jwksFile,
    FUHUA_HISTORY: history,
    FUHUA_VIEWS: history,
    FUHUA_KEYS: postgres.roleUrl(keys, 'secret', keys),
    FUHUA_BUS: postgres.roleUrl(service, 'secret', bus),
    FUHUA_MASTER_KEY_FILE: join(folder, 'master.key'),
    FUHUA_FIRST_ADMINISTRATOR: first,
    FUHUA_CLOCK: clock === undefined ? 'real' : 'simulated',
    FUHUA_CLOCK_START: parseInstant(clock ?? '2023-10-11T09:00:00+08:00'),
  };
  const admin = { history: postgres.adminUrl(service), keys: postgres.adminUrl(keys) };
  await migrateService(registry, config, admin);
  const start = (): Promise<NestFastifyApplication> =>
    openRegistry(config, createLogger('registry', 'silent'));
  let app = await start();
  const caller = async (person?: string): Promise<Someone> => {
    const token =
      person === undefined
        ? undefined
        : await issuer.issueToken({ person: person as PersonId, ttlSeconds: 3_600 });
    return someoneOf(() => app, person ?? '', token);
  };
  const administrator = await caller(first);
  return {
    get app() {
      return app;
    },
    config,
    moveClock: (to) => moveClock(administrator, parseInstant(to)),
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
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function moveClock(administrator: Someone, to: Instant): Promise<Advanced> {
  const ask = async (answering: Promise<Answered>): Promise<Settled> => {
    const { status, text, body } = await answering;
    if (status !== 200) throw new Error(text);
    return body as unknown as Settled;
  };
  const peer = {
    service: 'registry',
    look: () => ask(administrator.get('/dev/clock')),
    settle: (now: Instant) => ask(administrator.put('/dev/clock', { now })),
  };
  return advanceClock([peer], to);
}

function someoneOf(app: () => NestFastifyApplication, person: string, token?: string): Someone {
  const call = async (
    method: 'GET' | 'POST' | 'PUT',
    url: string,
    body: object | string | undefined,
    headers: Readonly<Record<string, string>>,
  ): Promise<Answered> => {
    const payload = typeof body === 'object' ? JSON.stringify(body) : body;
    const response = await app().inject({
      method,
      url,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(payload !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(payload !== undefined && { payload }),
    });
    const isJson = String(response.headers['content-type']).includes('json');
    return {
      status: response.statusCode,
      headers: response.headers,
      text: response.payload,
      bytes: response.rawPayload,
      body: (isJson && response.payload !== '' ? JSON.parse(response.payload) : {}) as never,
    };
  };
  return {
    person,
    get: (path, headers = {}) => call('GET', path, undefined, headers),
    post: (path, body = {}, headers = {}) => call('POST', path, body, headers),
    put: (path, body) => call('PUT', path, body, {}),
  };
}
