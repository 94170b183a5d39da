import { randomBytes, randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Envelope } from '@fuhua/contracts';
import {
  parseInstant,
  streamOf,
  type EventId,
  type PersonId,
  type StreamName,
} from '@fuhua/kernel';
import { createIssuer } from '@fuhua/platform/auth';
import { migrateBus, openPostgresBus, topicOf, type Bus } from '@fuhua/platform/bus';
import { advanceClock, type Advanced, type Settled } from '@fuhua/platform/clock';
import { startTestPostgres, temporaryDirectory } from '@fuhua/platform/embedded';
import { createLogger } from '@fuhua/platform/http';
import { migrateService, PORTS, type ServicePorts } from '@fuhua/platform/service';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { evaluation, openEvaluation } from '../src/app.module.ts';
import type { Config } from '../src/config.ts';
import { someoneOf, type Someone } from './someone.suite.ts';

/** What a service that is not there would have told. */
export interface Tale {
  readonly stream: StreamName;
  readonly type: string;
  readonly data: object;
}
type Teller = 'registry' | 'incubation';

/** The service on a PostgreSQL of its own, through its HTTP edge; other services' topics are told by the spec. */
export interface World {
  readonly app: NestFastifyApplication;
  readonly ports: ServicePorts;
  /** As that service's relay would; answers the ids of the events once the service's copy holds them. */
  tell(service: Teller, ...tales: readonly Tale[]): Promise<readonly EventId[]>;
  /** That topic is emptied, and told anew from its beginning. */
  tellAnew(service: Teller): Promise<void>;
  /** What the service has told others, from the first event on. */
  toldByUs(): Promise<readonly Envelope[]>;
  /** A person with these grants since 2020. */
  someone(reach: object, ...roles: readonly string[]): Promise<Someone>;
  /** As the gateway does it: by way of every deadline, and until all is at rest. */
  moveClock(to: string): Promise<Advanced>;
  close(): Promise<void>;
}

export async function openWorld(clock: string): Promise<World> {
  const postgres = await startTestPostgres({ fsync: 'on' });
  const folder = temporaryDirectory();
  const [service, keys, bus] = ['fuhua_evaluation', 'fuhua_keys', 'fuhua_bus'];
  for (const name of [service, keys]) {
    await postgres.createRole(name, 'secret');
    await postgres.createDatabase(name, name);
  }
  await postgres.createDatabase(bus);
  await migrateBus(postgres.adminUrl(bus), { roles: [service] });
  const files = { keyFile: join(folder, 'key.json'), jwksFile: join(folder, 'jwks.json') };
  const issuer = await createIssuer(files, { issuer: 'urn:fuhua:spec', audience: 'fuhua' });
  writeFileSync(join(folder, 'master.key'), randomBytes(32), { mode: 0o600 });
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
    FUHUA_CLOCK: 'simulated',
    FUHUA_CLOCK_START: parseInstant(clock),
  };
  const admin = { history: postgres.adminUrl(service), keys: postgres.adminUrl(keys) };
  await migrateService(evaluation, config, admin);
  const app = await openEvaluation(config, createLogger(evaluation.service, 'silent'));
  const ports = app.get<ServicePorts>(PORTS);
  const telling = await openPostgresBus({ url: postgres.adminUrl(bus) });
  const { tell, tellAnew } = tellerOn(telling, ports);
  await tell('incubation');
  const someone: World['someone'] = async (reach, ...roles) => {
    const person = randomUUID() as PersonId;
    const grants = roles.map((role) => ({
      ...{ stream: streamOf('person', person), type: 'RoleGranted' },
      data: { person, grant: randomUUID(), role, reach, validFrom: '2020-01-01' },
    }));
    await tell('registry', ...grants);
    return someoneOf(app, person, await issuer.issueToken({ person, ttlSeconds: 3_600 }));
  };
  const administrator = await someone({}, 'administrator');
  return {
    ...{ app, ports, tell, tellAnew, someone },
    toldByUs: async () =>
      (await telling.read(topicOf('evaluation'), undefined, 1_000))?.messages ?? [],
    moveClock: (to) => moveClock(administrator, to),
    close: async () => {
      await telling.close();
      await app.close();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const EPOCH = 'spec';
/** So that what was told is never too old to rest on. */
const AT = parseInstant('2100-01-01T00:00:00Z');

/** Tells a topic from its beginning on, with positions and revisions of its own. */
function tellerOn(bus: Bus, ports: ServicePorts): Pick<World, 'tell' | 'tellAnew'> {
  const heads = new Map<Teller, bigint>();
  const told = new Map<Teller, readonly Envelope[]>();
  const revisions = new Map<StreamName, number>();
  const tell: World['tell'] = async (service, ...tales) => {
    const after = heads.get(service);
    const messages = tales.map(({ stream, type, data }, index): Envelope => {
      const sequence = revisions.get(stream) ?? 0;
      revisions.set(stream, sequence + 1);
      const now = ports.clock.now();
      return {
        ...{ specversion: '1.0', id: randomUUID(), source: `urn:fuhua:${service}`, type },
        ...{ subject: stream, time: now, datacontenttype: 'application/json', sequence },
        ...{ epoch: EPOCH, position: String((after ?? 0n) + BigInt(index) + 1n) },
        ...{ recordedat: now, correlationid: 'spec', data },
      };
    });
    const position = (after ?? 0n) + BigInt(messages.length);
    await bus.publish(topicOf(service), {
      ...{ epoch: EPOCH, after, through: position, messages, at: AT },
    });
    heads.set(service, position);
    told.set(service, [...(told.get(service) ?? []), ...messages]);
    const mirror = ports.mirrors.find((each) => each.service === service);
    await mirror?.waitUntil({ epoch: EPOCH, position }, 10_000);
    const heard = evaluation.views.filter(({ source }) => source.topic === service);
    await Promise.all(heard.map((view) => ports.projection.waitUntil(view, position, 10_000)));
    return messages.map(({ id }) => id as EventId);
  };
  const tellAnew: World['tellAnew'] = async (service) => {
    const topic = topicOf(service);
    await bus.wipe(topic);
    const [through, messages] = [heads.get(service) ?? 0n, told.get(service) ?? []];
    await bus.publish(topic, { epoch: EPOCH, after: undefined, through, messages, at: AT });
  };
  return { tell, tellAnew };
}

function moveClock(administrator: Someone, to: string): Promise<Advanced> {
  const settled = async (answering: ReturnType<Someone['get']>): Promise<Settled> => {
    const { status, text, body } = await answering;
    if (status !== 200) throw new Error(text);
    return body as unknown as Settled;
  };
  const peer = {
    service: 'evaluation',
    look: () => settled(administrator.get('/dev/clock')),
    settle: (now: string) => settled(administrator.put('/dev/clock', { now })),
  };
  return advanceClock([peer], parseInstant(to));
}

/** Reads until the reactions have come so far. @throws Error after five seconds */
export async function eventually<T>(
  read: () => Promise<T>,
  isSo: (value: T) => boolean,
): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    const value = await read();
    if (isSo(value)) return value;
    if (tries === 200) throw new Error(`it never became so: ${JSON.stringify(value)}`);
    await delay(25);
  }
}
