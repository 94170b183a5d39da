import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { PersonId } from '@fuhua/kernel';
import { createIssuer } from '@fuhua/platform/auth';
import { freePort, gone, isAlive, killServer, signal } from '@fuhua/platform/embedded';
import { temporaryDirectory } from '@fuhua/platform/embedded';
import type { ProcessMark } from '@fuhua/platform/embedded';
import { dataDirectory, makeDataDirectory } from '../data-directory.ts';
import type { Run } from '../data-directory.ts';
import { builtService, gatewayFile, knownServices } from '../services.ts';
import { startSystem } from '../system.ts';
import type { Random } from '../random.ts';
import type { Fault } from './tally.ts';

/** A fuhua of our own, to be killed. */
export interface Subject {
  run(): Run;
  /** A token; of the first administrator unless somebody else is named. */
  bearer(person?: string): Promise<string>;
  /** Where its data is. */
  readonly root: string;
  /** SIGKILL. Resolves once all of it is gone. */
  kill(fault: Fault, random: Random): Promise<void>;
  /** Resolves once other processes have taken the place of those killed and serve. */
  replaced(): Promise<void>;
  stop(): Promise<void>;
  /** After `stop`: removes the data. */
  remove(): void;
}

const DAY_S = 86_400;
/** Between the two when both are killed. */
const APART_MS_MAX = 200;
const REPLACED_MS_MAX = 60_000;

/**
 * On free ports and a temporary directory, as `up` starts it, but whatever ends is started again however often.
 * @throws UserError @throws EmbeddedPostgresError @throws the signal's reason
 */
export async function startSubject(stopping: AbortSignal): Promise<Subject> {
  const data = dataDirectory(temporaryDirectory());
  makeDataDirectory(data);
  const services = [];
  for (const { name } of knownServices) services.push(builtService(name, await freePort()));
  const ports = { gatewayPort: await freePort(), postgresPort: await freePort() };
  const say = (): void => undefined;
  const rest = { ...ports, gatewayFile, services, logLevel: 'warn', say, restartsAlways: true };
  const system = await startSystem({ data, ...rest }, stopping);
  const { issuerKeyFile: keyFile, issuerJwksFile: jwksFile, issuer, administrator } = system.run();
  const tokens = await createIssuer({ keyFile, jwksFile }, { issuer, audience: 'fuhua' });
  let killed: readonly ProcessMark[] = [];
  return {
    run: () => system.run(),
    bearer: (person = administrator) =>
      tokens.issueToken({ person: PersonId.parse(person), ttlSeconds: DAY_S }),
    root: data.root,
    kill: async (fault, random) => {
      killed = await kill(system.run(), fault, random);
    },
    replaced: () => replaced(() => system.run(), killed),
    stop: () => system.stop(),
    remove: () => {
      rmSync(data.root, { recursive: true, force: true });
    },
  };
}

async function kill(run: Run, fault: Fault, random: Random): Promise<readonly ProcessMark[]> {
  const services = Object.values(run.services).map((service) => service.process);
  const { process: postgres } = run.postgres;
  const killServices = async (): Promise<void> => {
    for (const { pid } of services) signal(pid, 'SIGKILL');
    await gone(services, REPLACED_MS_MAX);
  };
  switch (fault) {
    case 'service':
      await killServices();
      return services;
    case 'postgres':
      await killServer(postgres);
      return [postgres];
    case 'both': {
      const [first, second] =
        random() < 0.5
          ? [killServices(), () => killServer(postgres)]
          : [killServer(postgres), killServices];
      await pause(random() * APART_MS_MAX);
      await Promise.all([first, second()]);
      return [...services, postgres];
    }
  }
}

async function replaced(run: () => Run, killed: readonly ProcessMark[]): Promise<void> {
  const beganAt = performance.now();
  while (!areReplaced(run(), killed) || !(await isReady(run()))) {
    if (performance.now() - beganAt > REPLACED_MS_MAX) {
      throw new Error('what was killed does not serve again after a minute');
    }
    await pause(50);
  }
}

function areReplaced({ postgres, services }: Run, killed: readonly ProcessMark[]): boolean {
  const marks = [postgres, ...Object.values(services)].map((one) => one.process);
  return marks.every((mark) => isAlive(mark) && !killed.some(({ pid }) => pid === mark.pid));
}

async function isReady({ gateway }: Run): Promise<boolean> {
  const answer = await fetch(`${gateway.url}/health/ready`);
  await answer.body?.cancel();
  return answer.ok;
}
