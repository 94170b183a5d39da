import { randomBytes } from 'node:crypto';
import { accessSync, chmodSync, constants, existsSync, mkdtempSync } from 'node:fs';
import { readdirSync, rmSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { holderOf } from './claim.ts';
import { startPostgres } from './embedded.ts';
import type { EmbeddedPostgres } from './embedded.ts';
import { PortTaken } from './errors.ts';
import { postmasterOf, stopServer } from './server.ts';
import type { Settings } from './server.ts';

const PREFIX = 'fuhua-test-postgres-';
const MEMORY = '/dev/shm';
const MEMORY_BYTES_MIN = 2 * 1024 ** 3;

/** Shared memory in files of the data directory, so that a killed server leaves nothing elsewhere. */
const quick: Settings = {
  fsync: 'off',
  shared_buffers: '32MB',
  dynamic_shared_memory_type: 'mmap',
};

/**
 * A PostgreSQL of its own for a spec: a free port, a temporary directory that is gone after `stop()`. It does not wait
 * for the disk: pass `{ fsync: 'on' }` where the code under test insists on it. It lives in memory where there is
 * plenty, which a killed process leaves as whole as a disk; only figures need the disk. Leftovers of specs that were
 * killed are swept away first.
 */
export async function startTestPostgres(
  settings: Settings = {},
  where: 'memory' | 'disk' = 'memory',
): Promise<EmbeddedPostgres> {
  await sweep();
  const directory = makeIn(where === 'disk' ? tmpdir() : fastDirectory());
  for (let attempt = 1; ; attempt++) {
    try {
      const postgres = await startPostgres({
        dataDir: join(directory, 'data'),
        port: await freePort(),
        settings: { ...quick, ...settings },
      });
      const removing = async (end: () => Promise<void>): Promise<void> => {
        await end();
        rmSync(directory, { recursive: true, force: true });
      };
      return { ...postgres, stop: () => removing(() => postgres.stop()) };
    } catch (error) {
      if (!(error instanceof PortTaken) || attempt === 5) throw error;
    }
  }
}

/** An empty database with a name of its own; the URL is the superuser's. */
export async function freshDatabase(postgres: EmbeddedPostgres): Promise<string> {
  const name = `spec_${randomBytes(6).toString('hex')}`;
  await postgres.createDatabase(name);
  return postgres.adminUrl(name);
}

/** A port of 127.0.0.1 that nobody listens on right now. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => {
        resolve(port);
      });
    });
  });
}

/** Other users may enter it, unlike what mkdtemp makes: PostgreSQL's user must reach the data. */
export function temporaryDirectory(): string {
  return makeIn(tmpdir());
}

function makeIn(parent: string): string {
  const directory = mkdtempSync(join(parent, PREFIX));
  chmodSync(directory, 0o755);
  return directory;
}

/** Memory where there is plenty: a fresh cluster takes a third of the time there, an empty database a tenth. */
function fastDirectory(): string {
  try {
    accessSync(MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize > MEMORY_BYTES_MIN ? MEMORY : tmpdir();
  } catch {
    return tmpdir();
  }
}

async function sweep(): Promise<void> {
  const parents = new Set([tmpdir(), fastDirectory()]);
  const found = [...parents].flatMap((parent) =>
    readdirSync(parent)
      .filter((name) => name.startsWith(PREFIX))
      .map((name) => join(parent, name)),
  );
  for (const directory of found) {
    const dataDir = join(directory, 'data');
    if (!existsSync(`${dataDir}.owner`) || holderOf(`${dataDir}.owner`) !== undefined) continue;
    try {
      const orphan = postmasterOf(dataDir);
      if (orphan !== undefined) await stopServer(orphan);
      rmSync(directory, { recursive: true, force: true });
    } catch {
      // Another user's, or another spec is sweeping it.
    }
  }
}
