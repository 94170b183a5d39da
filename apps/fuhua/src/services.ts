import { join } from 'node:path';
import type { EmbeddedPostgres } from '@fuhua/platform/embedded';
import { checkout } from './data-directory.ts';
import type { Secrets } from './secrets.ts';

/** One service process. */
export interface ServiceSpec {
  readonly name: string;
  readonly port: number;
  /** What node runs. */
  readonly file: string;
  /** Run to its end before the service starts, with the service's environment; skipped when there is none. */
  readonly migrateFile?: string;
}

/** The services of this release and the ports they take when none is named. */
export const knownServices = [
  { name: 'registry', port: 3001 },
  { name: 'incubation', port: 3002 },
  { name: 'evaluation', port: 3003 },
] as const;

export const gatewayFile = join(checkout, 'apps', 'gateway', 'dist', 'main.js');

/** As `node tools/build.mjs` leaves it. */
export function builtService(name: string, port: number): ServiceSpec {
  const dist = join(checkout, 'services', name, 'dist');
  return { name, port, file: join(dist, 'main.js'), migrateFile: join(dist, 'migrate.js') };
}

/** Role and database share their name. The keys of personal data stand in a database of their own, backed up apart. */
export const keysDatabase = 'fuhua_keys';

/** The topics of all services; nothing in it that their histories do not tell again. */
export const busDatabase = 'fuhua_bus';

export function databaseOf(service: Pick<ServiceSpec, 'name'>): string {
  return `fuhua_${service.name}`;
}

/** Where a service finds its data. */
export interface ServiceUrls {
  readonly history: string;
  readonly views: string;
  readonly keys: string;
  readonly bus: string;
}

export function urlsOf(
  service: Pick<ServiceSpec, 'name'>,
  postgres: Pick<EmbeddedPostgres, 'roleUrl'>,
  { passwords }: Secrets,
): ServiceUrls {
  const own = databaseOf(service);
  const history = postgres.roleUrl(own, passwords[own] ?? '', own);
  const keys = postgres.roleUrl(keysDatabase, passwords[keysDatabase] ?? '', keysDatabase);
  const bus = postgres.roleUrl(own, passwords[own] ?? '', busDatabase);
  return { history, views: history, keys, bus };
}

/** Which time a fuhua runs in. */
export interface ClockWish {
  readonly simulated: boolean;
  /** Where a simulated clock begins that is made now: RFC 3339. */
  readonly start?: string;
}

/** Said in any case: the environment we were started in does not decide it. */
export function clockEnvironmentOf(clock?: ClockWish): Record<string, string> {
  return {
    FUHUA_CLOCK: clock?.simulated === true ? 'simulated' : 'real',
    ...(clock?.start !== undefined && { FUHUA_CLOCK_START: clock.start }),
  };
}

interface Told {
  readonly gatewayPort: number;
  readonly logLevel: string;
  readonly clock?: ClockWish;
}

/** All that a service process is told; what else stands in our own environment it inherits. */
export function environmentOf(
  service: ServiceSpec,
  urls: ServiceUrls,
  secrets: Secrets,
  { gatewayPort, logLevel, clock }: Told,
): Record<string, string> {
  return {
    FUHUA_SERVICE: service.name,
    FUHUA_HOST: '127.0.0.1',
    FUHUA_PORT: String(service.port),
    FUHUA_PUBLIC_URL: `http://127.0.0.1:${String(gatewayPort)}/${service.name}`,
    FUHUA_HISTORY: urls.history,
    FUHUA_VIEWS: urls.views,
    FUHUA_KEYS: urls.keys,
    FUHUA_BUS: urls.bus,
    FUHUA_MASTER_KEY_FILE: secrets.masterKeyFile,
    FUHUA_ISSUER: secrets.issuer,
    FUHUA_PROXIES: '1',
    FUHUA_ISSUER_JWKS_FILE: secrets.issuerJwksFile,
    FUHUA_FIRST_ADMINISTRATOR: secrets.administrator,
    FUHUA_LOG_LEVEL: logLevel,
    ...clockEnvironmentOf(clock),
  };
}

/** What its migration is told besides: who may make schemas and roles. */
export function adminEnvironmentOf(
  service: Pick<ServiceSpec, 'name'>,
  postgres: Pick<EmbeddedPostgres, 'adminUrl'>,
): Record<string, string> {
  return {
    FUHUA_ADMIN_HISTORY: postgres.adminUrl(databaseOf(service)),
    FUHUA_ADMIN_KEYS: postgres.adminUrl(keysDatabase),
  };
}
