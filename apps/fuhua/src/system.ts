import { existsSync } from 'node:fs';
import { markOf } from '@fuhua/platform/embedded';
import type { ProcessMark } from '@fuhua/platform/embedded';
import { startChild, stopProcess } from './child.ts';
import { lastRun, removeRun, writeRun } from './data-directory.ts';
import type { DataDirectory, Run } from './data-directory.ts';
import { migrate, prepareDatabases, startDatabase } from './database.ts';
import type { RunningPostgres } from './database.ts';
import { keepRunning } from './keep-running.ts';
import type { Kept, Running } from './keep-running.ts';
import { assertFree, untilReady } from './readiness.ts';
import { secretsOf } from './secrets.ts';
import type { Secrets } from './secrets.ts';
import {
  adminEnvironmentOf,
  clockEnvironmentOf,
  databaseOf,
  environmentOf,
  keysDatabase,
  urlsOf,
} from './services.ts';
import type { ClockWish, ServiceSpec } from './services.ts';
import { UserError } from './user-error.ts';
import type { Text } from './user-error.ts';

export interface SystemOptions {
  readonly data: DataDirectory;
  readonly gatewayPort: number;
  readonly gatewayFile: string;
  readonly postgresPort: number;
  readonly services: readonly ServiceSpec[];
  readonly logLevel: string;
  /** The real one when missing. */
  readonly clock?: ClockWish;
  readonly say: (text: Text) => void;
  /** Nothing is given up, however often it ends: for a fuhua that is killed on purpose. */
  readonly restartsAlways?: boolean;
}

/** Everything that `up` started. */
export interface System {
  /** What the other commands need to know, as it is now. */
  run(): Run;
  /** Resolves when something ended too often to be started again. */
  readonly givenUp: Promise<Text>;
  /** Services, then the gateway, then PostgreSQL. */
  stop(): Promise<void>;
}

/** A process of ours that speaks HTTP. */
interface Part {
  readonly name: string;
  readonly port: number;
  readonly logFile: string;
  readonly start: () => Running;
}

/** What runs now, in the order of starting: PostgreSQL, the gateway, the services. */
interface Started {
  postgres?: Kept | RunningPostgres;
  gateway?: Kept | Running;
  services: (Kept | Running)[];
}

/**
 * Starts PostgreSQL, the gateway and the services, and waits until each is ready. What was started is stopped again
 * when a later step fails or the signal aborts.
 * @throws UserError @throws EmbeddedPostgresError @throws the signal's reason
 */
export async function startSystem(options: SystemOptions, signal: AbortSignal): Promise<System> {
  const started: Started = { services: [] };
  const stop = async (): Promise<void> => {
    await Promise.all(started.services.map((service) => service.stop()));
    await started.gateway?.stop();
    await started.postgres?.stop();
    removeRun(options.data);
  };
  try {
    return { ...(await start(options, signal, started)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  options: SystemOptions,
  signal: AbortSignal,
  started: Started,
): Promise<Omit<System, 'stop'>> {
  const { data, services, say } = options;
  await checkGround(options);
  const secrets = secretsOf(data, [keysDatabase, ...services.map(databaseOf)]);
  signal.throwIfAborted();

  say({ zh: '启动 PostgreSQL……', en: 'Starting PostgreSQL …' });
  const database = await startDatabase(data, options.postgresPort);
  started.postgres = database;
  signal.throwIfAborted();

  say({ zh: '准备数据库……', en: 'Preparing the databases …' });
  await prepareDatabases(database.postgres, services, secrets);
  const environments = services.map((service) =>
    environmentOf(service, urlsOf(service, database.postgres, secrets), secrets, options),
  );
  for (const [index, service] of services.entries()) {
    signal.throwIfAborted();
    const env = { ...environments[index], ...adminEnvironmentOf(service, database.postgres) };
    await migrate(service, env, data.path('logs', `${service.name}.log`));
  }

  say({ zh: '启动网关和服务……', en: 'Starting the gateway and the services …' });
  const parts = [gatewayPart(options), ...servicePartsOf(options, environments)];
  const lives = parts.map(({ start: begin }) => begin());
  [started.gateway, ...started.services] = lives as [Running, ...Running[]];
  writeRun(data, runOf(options, secrets, database, lives, false));
  await Promise.all(
    parts.map((part, index) => untilReady({ ...part, running: lives[index] as Running }, signal)),
  );
  return keepAll(options, secrets, started, database, parts, lives);
}

/** What can be seen to be wrong before anything is started. @throws UserError */
async function checkGround({ data, services, say, ...options }: SystemOptions): Promise<void> {
  assertClockAllowed(options.clock);
  await stopLeftovers(data, say);
  await assertFree(options.gatewayPort, '--port');
  for (const { name, port } of services) await assertFree(port, `--${name}-port`);
  for (const file of [options.gatewayFile, ...services.map((service) => service.file)]) {
    if (existsSync(file)) continue;
    throw new UserError({
      zh: `缺少 ${file}，请先执行 npm run build。`,
      en: `${file} is missing; run npm run build first.`,
    });
  }
}

/** The services would refuse it too, each in its log. @throws UserError */
function assertClockAllowed(clock: ClockWish | undefined): void {
  if (clock?.simulated !== true || process.env['NODE_ENV'] !== 'production') return;
  throw new UserError({
    zh: '生产环境（NODE_ENV=production）不能使用模拟时钟，请去掉 --clock simulated（FUHUA_CLOCK），或取消 NODE_ENV。',
    en: 'A simulated clock is refused when NODE_ENV is production; leave out --clock simulated (FUHUA_CLOCK), or unset NODE_ENV.',
  });
}

/** Processes of an `up` that was killed. PostgreSQL sees to its own. */
async function stopLeftovers(data: DataDirectory, say: SystemOptions['say']): Promise<void> {
  const run = lastRun(data);
  if (run === undefined) return;
  const marks = [run.gateway.process, ...Object.values(run.services).map((one) => one.process)];
  const alive = marks.filter((mark) => markOf(mark.pid)?.startedAt === mark.startedAt);
  if (alive.length > 0) {
    say({ zh: '停止上次遗留的进程……', en: 'Stopping processes that an earlier run left behind …' });
  }
  await Promise.all(alive.map(stopProcess));
  removeRun(data);
}

function gatewayPart(options: SystemOptions): Part {
  const { data, gatewayFile, gatewayPort, services, logLevel, clock } = options;
  const logFile = data.path('logs', 'gateway.log');
  const env = {
    FUHUA_HOST: '127.0.0.1',
    FUHUA_PORT: String(gatewayPort),
    FUHUA_SERVICES: services.map(({ name, port }) => `${name}=${originOf(port)}`).join(','),
    FUHUA_LOG_LEVEL: logLevel,
    ...clockEnvironmentOf(clock),
  };
  const begin = (): Running => startChild({ file: gatewayFile, env, logFile });
  return { name: 'gateway', port: gatewayPort, logFile, start: begin };
}

function servicePartsOf(
  { data, services }: SystemOptions,
  environments: readonly Record<string, string>[],
): readonly Part[] {
  return services.map(({ name, port, file }, index) => {
    const logFile = data.path('logs', `${name}.log`);
    const env = environments[index] ?? {};
    return { name, port, logFile, start: () => startChild({ file, env, logFile }) };
  });
}

/** From here on whatever ends by itself is reported and started again. */
function keepAll(
  options: SystemOptions,
  secrets: Secrets,
  started: Started,
  database: RunningPostgres,
  parts: readonly Part[],
  lives: readonly Running[],
): Omit<System, 'stop'> {
  const kept: Kept[] = [];
  const run = (): Run => {
    const [postgres, ...others] = kept.map((one) => one.current());
    return runOf(options, secrets, { ...database, ...postgres }, others, true);
  };
  const keep = (name: string, first: Running, start: () => Running | Promise<Running>): Kept => {
    const onRestart = (): void => {
      writeRun(options.data, run());
      options.say({ zh: `${name} 已重新启动。`, en: `${name} was started again.` });
    };
    const onExit = (reason: string, pauseMs: number): void => {
      options.say(crashed(name, reason, pauseMs));
    };
    return keepRunning(first, { start, onExit, onRestart, always: options.restartsAlways });
  };
  kept.push(
    keep('PostgreSQL', database, () => startDatabase(options.data, options.postgresPort)),
    ...parts.map((part, index) => keep(part.name, lives[index] as Running, part.start)),
  );
  [started.postgres, started.gateway, ...started.services] = kept as [Kept, Kept, ...Kept[]];
  writeRun(options.data, run());
  const names = ['PostgreSQL', ...parts.map(({ name }) => name)];
  return { run, givenUp: Promise.race(kept.map((one, index) => lost(names[index] ?? '', one))) };
}

async function lost(name: string, kept: Kept): Promise<Text> {
  const reason = await kept.givenUp;
  return {
    zh: `${name} 一分钟内多次退出（${reason}），不再重启，全部停止；日志在数据目录的 logs 中。`,
    en: `${name} ended too often within a minute (${reason}); everything stops now; its log is below logs in the data directory.`,
  };
}

function crashed(name: string, reason: string, pauseMs: number): Text {
  const seconds = String(pauseMs / 1000);
  return {
    zh: `${name} 意外退出（${reason}），${seconds} 秒后重新启动。`,
    en: `${name} ended unexpectedly (${reason}); it is started again in ${seconds} s.`,
  };
}

function runOf(
  { services, gatewayPort, postgresPort }: SystemOptions,
  secrets: Secrets,
  database: RunningPostgres,
  [gateway, ...others]: readonly Running[],
  ready: boolean,
): Run {
  const { postgres } = database;
  const none: ProcessMark = { pid: 0, startedAt: '' };
  return {
    up: markOf(process.pid) ?? none,
    ready,
    gateway: { url: originOf(gatewayPort), process: gateway?.process ?? none },
    postgres: {
      port: postgresPort,
      dataDir: postgres.dataDir,
      adminUrl: postgres.adminUrl(),
      process: database.process,
    },
    services: Object.fromEntries(
      services.map((service, index) => [
        service.name,
        {
          url: originOf(service.port),
          process: others[index]?.process ?? none,
          ...urlsOf(service, postgres, secrets),
        },
      ]),
    ),
    masterKeyFile: secrets.masterKeyFile,
    issuer: secrets.issuer,
    issuerKeyFile: secrets.issuerKeyFile,
    issuerJwksFile: secrets.issuerJwksFile,
    administrator: secrets.administrator,
  };
}

function originOf(port: number): string {
  return `http://127.0.0.1:${String(port)}`;
}
