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
      });
    });
}

function portOption(flags: string, description: string, env: string, usual: number): Option {
  return new Option(flags, description).env(env).default(usual).argParser(parsePort);
}

function parsePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new InvalidArgumentError(
    '端口是 1 到 65535 的整数。 A port is a whole number from 1 to 65535.',
  );
}
