import type { NestFastifyApplication } from '@nestjs/platform-fastify';

interface RunConfig {
  readonly FUHUA_HOST: string;
  readonly FUHUA_PORT: number;
}

/**
 * Opens a service and listens; ends the process, with what is wrong on its last line, when it cannot start. SIGTERM and
 * SIGINT stop it by themselves: requests in hand are answered, then the module's hooks run. It also stops when whoever
 * started it is gone.
 */
export async function runService<Config extends RunConfig>(
  readConfig: () => Config,
  open: (config: Config) => Promise<NestFastifyApplication>,
): Promise<void> {
  try {
    const config = readConfig();
    const app = await open(config);
    await app.listen(config.FUHUA_PORT, config.FUHUA_HOST);
    process.once('disconnect', () => {
      void app.close().then(() => process.exit(0));
    });
  } catch (error) {
    failed(error);
  }
}

/** Runs a migration to its end, for the process that does nothing else. */
export async function runMigration(migrate: () => Promise<void>): Promise<void> {
  try {
    await migrate();
    // The channel to whoever started us would keep the process.
    if (process.connected) process.disconnect();
  } catch (error) {
    failed(error);
  }
}

function failed(error: unknown): never {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const isPlain = [
    'ConfigError',
    'ClockRefused',
    'Unavailable',
    'NotMigrated',
    'NotDurable',
  ].includes(name);
  process.stderr.write(`fatal: ${isPlain ? message : (stack ?? message)}\n`);
  process.exit(1);
}
