import { Instant } from '@fuhua/kernel';
import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { dataDirectory } from './data-directory.ts';
import { builtService, gatewayFile, knownServices } from './services.ts';
import { runUp } from './up.ts';

interface UpFlags {
  readonly data?: string;
  readonly port: number;
  readonly postgresPort: number;
  readonly logLevel: string;
  readonly clock: 'real' | 'simulated';
  readonly clockStart?: string;
  /** `registryPort` and so on. */
  readonly [servicePort: `${string}Port`]: number;
}

/** `fuhua up`: PostgreSQL, the services and the gateway on this machine. */
export function up(program: Command): void {
  const command = program
    .command('up')
    .description('启动全部服务，直到 Ctrl-C。 Starts everything, until Ctrl-C.')
    .option('--data <directory>', '数据目录，默认 .fuhua  data directory (env: FUHUA_DATA)')
    .addOption(portOption('--port <number>', '网关端口 gateway port', 'FUHUA_PORT', 3000))
    .addOption(
      portOption('--postgres-port <number>', 'PostgreSQL 端口 port', 'FUHUA_POSTGRES_PORT', 3432),
    );
  for (const { name, port } of knownServices) {
    const env = `FUHUA_${name.toUpperCase()}_PORT`;
    command.addOption(portOption(`--${name}-port <number>`, `${name} 端口 port`, env, port));
  }
  command
    .addOption(
      new Option('--log-level <level>', '日志级别 log level')
        .choices(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
        .env('FUHUA_LOG_LEVEL')
        .default('info'),
    )
    .addOption(
      new Option('--clock <kind>', '时钟 real | simulated（仅供演示和测试） for demonstrations')
        .choices(['real', 'simulated'])
        .env('FUHUA_CLOCK')
        .default('real'),
    )
    .addOption(
      new Option('--clock-start <instant>', '模拟时钟的起点 where a new simulated clock begins')
        .env('FUHUA_CLOCK_START')
        .argParser(parseStart),
    )
    .action(async (flags: UpFlags) => {
      process.exitCode = await runUp({
        data: dataDirectory(flags.data),
        gatewayPort: flags.port,
        gatewayFile,
        postgresPort: flags.postgresPort,
        services: knownServices.map(({ name, port }) =>
          builtService(name, flags[`${name}Port`] ?? port),
        ),
        logLevel: flags.logLevel,
        clock: {
          simulated: flags.clock === 'simulated',
          ...(flags.clockStart !== undefined && { start: flags.clockStart }),
        },
      });
    });
}

function portOption(flags: string, description: string, env: string, usual: number): Option {
  return new Option(flags, description).env(env).default(usual).argParser(parsePort);
}

function parseStart(text: string): string {
  if (Instant.safeParse(text).success) return text;
  throw new InvalidArgumentError(
    '起点形如 2024-03-04T09:00:00+08:00。 Begins at an instant such as 2024-03-04T09:00:00+08:00.',
  );
}

function parsePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new InvalidArgumentError(
    '端口是 1 到 65535 的整数。 A port is a whole number from 1 to 65535.',
  );
}
