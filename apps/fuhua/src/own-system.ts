import { rmSync } from 'node:fs';
import { PersonId } from '@fuhua/kernel';
import { createIssuer } from '@fuhua/platform/auth';
import { freePort, temporaryDirectory } from '@fuhua/platform/embedded';
import { dataDirectory, makeDataDirectory, type Run } from './data-directory.ts';
import { builtService, gatewayFile, knownServices } from './services.ts';
import { startSystem } from './system.ts';
import type { System, SystemOptions } from './system.ts';

/** A fuhua for one purpose, with tokens for anybody. */
export interface OwnSystem {
  readonly run: System['run'];
  /** A token; of the first administrator unless somebody else is named. */
  readonly bearer: (person?: string) => Promise<string>;
  /** Where its data is. */
  readonly root: string;
  stop(): Promise<void>;
  /** After `stop`: removes the data. */
  remove(): void;
}

const DAY_S = 86_400;

/**
 * In this process, on free ports and a temporary directory. When it cannot start, its logs stay there.
 * @throws UserError @throws EmbeddedPostgresError @throws the signal's reason
 */
export async function startOwnSystem(
  more: Pick<SystemOptions, 'clock' | 'restartsAlways'>,
  stopping: AbortSignal,
): Promise<OwnSystem> {
  const data = dataDirectory(temporaryDirectory());
  makeDataDirectory(data);
  const services = [];
  for (const { name } of knownServices) services.push(builtService(name, await freePort()));
  const ports = { gatewayPort: await freePort(), postgresPort: await freePort() };
  const quiet = { logLevel: 'warn', say: () => undefined };
  const system = await startSystem(
    { data, gatewayFile, services, ...ports, ...quiet, ...more },
    stopping,
  );
  return {
    run: () => system.run(),
    bearer: await bearerOf(system.run()),
    root: data.root,
    stop: () => system.stop(),
    remove: () => rmSync(data.root, { recursive: true, force: true }),
  };
}

/** Tokens for a day, by the issuer of a running fuhua. */
export async function bearerOf(run: Run): Promise<OwnSystem['bearer']> {
  const { issuerKeyFile: keyFile, issuerJwksFile: jwksFile, issuer, administrator } = run;
  const tokens = await createIssuer({ keyFile, jwksFile }, { issuer, audience: 'fuhua' });
  return (person = administrator) =>
    tokens.issueToken({ person: PersonId.parse(person), ttlSeconds: DAY_S });
}
