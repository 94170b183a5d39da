import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { openAccessRecords, createTokenVerifier, type Grants } from '../auth/index.ts';
import {
  claimStore,
  clockMigrations,
  isSimulated,
  openClock,
  type Clock,
  type ClockConfig,
  type Passed,
} from '../clock/index.ts';
import type { authVariables, storeVariables } from '../config/index.ts';
import {
  busHealth,
  mirrorMigrations,
  openPostgresBus,
  runMirror,
  runRelay,
  sourcesOf,
  type Bus,
  type Relay,
} from '../bus/index.ts';
import { openPostgresStore, type PostgresStore } from '../event-store/index.ts';
import type { PublishedSlice } from '../feed/index.ts';
import { evidenceMigrations } from '../evidence/migrate.ts';
import {
  deadlineMigrations,
  deadlinesHealth,
  deadlinesIn,
  runDeadlines,
  type Deadlines,
  type TimedSlice,
} from '../deadlines/index.ts';
import type { Edge } from '../http/edge.ts';
import { openPostgresKeys, openPrivacy, readMasterKey } from '../privacy/index.ts';
import {
  formatPosition,
  ownHistory,
  projectViews,
  viewEntities,
  viewMigrations,
  type View,
} from '../views/index.ts';
import { poolOf } from '../views/database.ts';
import {
  reactionMigrations,
  reactionsHealth,
  runReactions,
  type Reaction,
  type Reactions,
} from '../reactions/index.ts';
import { viewHealth } from './health.ts';
import type { ServicePorts } from './ports.ts';
import { simulationOf } from './simulation.ts';

export type StoreConfig = z.output<z.ZodObject<typeof storeVariables>>;
export type AuthConfig = z.output<z.ZodObject<typeof authVariables>>;

/** What a service is made of beside its routes. */
export interface ServiceParts {
  readonly service: string;
  readonly entities: readonly (new () => object)[];
  readonly migrations: readonly (new () => object)[];
  readonly views: readonly View[];
  readonly reactions: (ports: ServicePorts) => readonly Reaction[];
  /** Every slice, with what it tells others on the service's topic. */
  readonly published: readonly PublishedSlice[];
  /** The services to whose topics it listens; every topic of its views and reactions is among them. */
  readonly topics: readonly string[];
  /** The slices whose deciders state deadlines. */
  readonly timed: readonly TimedSlice[];
}

export interface OpenOptions extends ServiceParts {
  readonly config: StoreConfig & ClockConfig;
  readonly logger: Logger;
  /** Rows of streams were committed by this process. */
  readonly onRows?: (view: string) => void;
}

export interface OpenPorts extends ServicePorts {
  readonly bus: Bus;
  readonly relay: Relay;
  readonly reactions: Reactions;
  readonly deadlines: Deadlines;
  /** Ends relay, copies, projection, reactions and deadlines, then closes every connection. */
  close(): Promise<void>;
}

/** The data source of a service's views; not yet connected. */
export function viewSource(
  url: string,
  { entities, migrations }: Pick<ServiceParts, 'entities' | 'migrations'>,
): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    entities: [...viewEntities, ...entities],
    migrations: [
      ...viewMigrations,
      ...reactionMigrations,
      ...mirrorMigrations,
      ...clockMigrations,
      ...deadlineMigrations,
      ...evidenceMigrations,
      ...migrations,
    ],
    poolSize: 10,
    extra: { connectionTimeoutMillis: 3_000 },
  });
}

/**
 * Opens the embedded profile's adapters: history, views, keys and bus in PostgreSQL. What was opened is closed again when a
 * later step fails.
 * @throws Unavailable, NotMigrated, NotDurable, OtherMasterKey, ConfigError, ClockRefused
 */
export async function openPorts(options: OpenOptions): Promise<OpenPorts> {
  const { service, config, views, logger, onRows } = options;
  const opened: (() => Promise<unknown>)[] = [];
  const ending = new AbortController();
  const close = async (): Promise<void> => {
    ending.abort();
    for (const end of opened.reverse()) await end();
  };
  try {
    const store = await openPostgresStore({ url: config.FUHUA_HISTORY });
    opened.push(() => store.close());
    const keys = await openPostgresKeys({ url: config.FUHUA_KEYS });
    opened.push(() => keys.close());
    const masterKey = readMasterKey(config.FUHUA_MASTER_KEY_FILE);
    const privacy = await openPrivacy({ keys, masterKey });
    const dataSource = await viewSource(config.FUHUA_VIEWS, options).initialize();
    opened.push(() => dataSource.destroy());
    const clock = await openClock(config);
    if (isSimulated(clock)) opened.push(() => clock.close());
    await claimStore(poolOf(dataSource), store, isSimulated(clock) ? 'simulated' : 'real');
    const following = { epoch: store.epoch(), signal: ending.signal, log: logger };
    const hearing = await openBus(options, { ...following, store, dataSource, clock });
    opened.push(hearing.end);
    const { sourceOf, mirrors, bus, relay } = hearing;
    const sources = { store, dataSource, clock, sourceOf, ...following };
    const projection = projectViews({ ...sources, views, ...(onRows && { onRows }) });
    opened.push(() => projection.done);
    const ports = { service, store, privacy, dataSource, projection, clock, sourceOf, mirrors };
    const reacting = { ...following, reactions: options.reactions(ports) };
    const reactions = runReactions({ ...ports, ...reacting });
    opened.push(() => reactions.done);
    const passed: Passed[] = [];
    const deadlines = runDeadlines({
      ...ports,
      ...following,
      table: deadlinesIn(poolOf(dataSource)),
      timed: options.timed,
      ...(isSimulated(clock) && { onPassed: (deadline) => passed.push(deadline) }),
    });
    opened.push(() => deadlines.done);
    const running = { ...ports, views, reactions, deadlines, bus, relay };
    const simulation = isSimulated(clock)
      ? simulationOf({ ...running, clock, takePassed: () => passed.splice(0) })
      : undefined;
    return { ...running, simulation, close };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Following {
  readonly store: PostgresStore;
  readonly dataSource: DataSource;
  readonly clock: Clock;
  readonly epoch: string;
  readonly signal: AbortSignal;
  readonly log: Logger;
}

/** The service's own topic is told, and those that it listens to are copied. @throws Unavailable, NotMigrated */
async function openBus(
  { config, service, published, topics }: OpenOptions,
  following: Following,
): Promise<
  Pick<OpenPorts, 'bus' | 'relay' | 'sourceOf' | 'mirrors'> & { readonly end: () => Promise<void> }
> {
  const { store, dataSource, epoch } = following;
  const bus = await openPostgresBus({ url: config.FUHUA_BUS });
  const relay = runRelay({ ...following, service, published, bus });
  const copying = { ...following, bus, pool: poolOf(dataSource) };
  const mirrors = topics.map((topic) => runMirror({ ...copying, service: topic }));
  const own = ownHistory(store, epoch);
  const end = async (): Promise<void> => {
    await Promise.all([relay.done, ...mirrors.map(({ done }) => done)]);
    await bus.close();
  };
  return { bus, relay, mirrors, sourceOf: sourcesOf(own, mirrors), end };
}

/** The HTTP edge over these ports. @throws Error when the access records were not migrated, or the keys cannot be read */
export async function edgeOver(
  ports: OpenPorts,
  config: AuthConfig,
  grants: Grants,
): Promise<Edge> {
  const { service, store, clock, privacy } = ports;
  return {
    clock,
    privacy,
    grants,
    tokens: createTokenVerifier({
      issuer: config.FUHUA_ISSUER,
      audience: config.FUHUA_AUDIENCE,
      keys: config.FUHUA_ISSUER_JWKS_FILE,
    }),
    positionToken: (position) => formatPosition({ service, epoch: store.epoch(), position }),
    accessRecords: await openAccessRecords(poolOf(ports.dataSource), clock.now()),
    health: [
      historyHealth(ports),
      viewHealth(ports),
      reactionsHealth(ports.reactions),
      deadlinesHealth(ports.deadlines),
      busHealth(ports.relay, ports.mirrors),
    ],
    reactions: ports.reactions,
  };
}

function historyHealth({ store }: ServicePorts): NonNullable<Edge['health']>[number] {
  return {
    name: 'history',
    check: async () => {
      await store.head();
      return { state: 'green' };
    },
  };
}
