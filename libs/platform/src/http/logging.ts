import type { LoggerService } from '@nestjs/common';
import { pino, type DestinationStream, type Logger } from 'pino';

/**
 * One JSON line an entry. Nothing of a person goes in: no body, no query, no path with its values, no header, and of an
 * error only its type, code, message and stack.
 */
export function createLogger(
  service: string,
  level: string,
  destination?: DestinationStream,
): Logger {
  const options = {
    level,
    base: { service },
    messageKey: 'message',
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: errorLine },
    redact: ['authorization', 'headers', 'body', 'query', 'token'],
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

function errorLine(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = 'code' in error ? String(error.code) : undefined;
  const cause: unknown = error.cause === undefined ? undefined : errorLine(error.cause);
  return { type: error.name, code, message: error.message, stack: error.stack, cause };
}

/** Nest's own lines, through pino. Its chatter about modules and routes is `debug`. */
export function nestLogger(logger: Logger): LoggerService {
  const line =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (message: unknown, ...rest: unknown[]): void => {
      const context = rest.at(-1);
      const about = typeof context === 'string' ? { context } : {};
      if (message instanceof Error) logger[level]({ ...about, err: message }, message.message);
      else logger[level](about, String(message));
    };
  return {
    log: line('debug'),
    warn: line('warn'),
    error: line('error'),
    fatal: line('error'),
    debug: line('debug'),
    verbose: line('debug'),
  };
}
