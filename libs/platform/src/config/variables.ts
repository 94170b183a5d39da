import { Instant, parseInstant } from '@fuhua/kernel';
import { z } from 'zod';

const whole = (from: number, to: number): z.ZodType<number, string> => {
  const error = `must be a whole number from ${String(from)} to ${String(to)}`;
  return z
    .string()
    .regex(/^\d{1,15}$/, { error })
    .transform(Number)
    .refine((value) => value >= from && value <= to, { error });
};

/** `scheme://…`, one of the schemes. The message never shows the URL: it may hold a password. */
const url = (...schemes: readonly string[]): z.ZodType<string, string> =>
  z
    .string()
    .refine((text) => schemes.some((s) => URL.canParse(text) && text.startsWith(`${s}://`)), {
      error: `must be a URL that begins with ${schemes.map((s) => `${s}://`).join(' or ')}`,
    });

const path = z
  .string()
  .min(1)
  .refine((text) => !text.includes('\0'), { error: 'must be a path' });

/** Variables that several processes share. Take the needed ones: `z.object({ ...httpVariables, … })`. */
export const httpVariables = {
  NODE_ENV: z
    .enum(['production', 'development', 'test'], {
      error: 'must be production, development or test',
    })
    .default('development'),
  FUHUA_LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'must be fatal, error, warn, info, debug, trace or silent',
    })
    .default('info'),
  /** 0: any free port. */
  FUHUA_PORT: whole(0, 65_535),
  /** Address to listen on. */
  FUHUA_HOST: z.string().default('127.0.0.1'),
  /** Requests a minute of one person. */
  FUHUA_RATE_PERSON: whole(1, 10_000_000).prefault('60000'),
  /** Requests a minute of one address without a token that was verified before. */
  FUHUA_RATE_ADDRESS: whole(1, 10_000_000).prefault('6000'),
  /** How many proxies in front add to `X-Forwarded-For`: 1 behind the gateway, 0 where clients come directly. */
  FUHUA_PROXIES: whole(0, 3).prefault('0'),
  /** Bytes of one uploaded file of evidence; 20 MiB. The gateway reads the same variable. */
  FUHUA_EVIDENCE_BYTES_MAX: whole(1, 104_857_600).prefault('20971520'),
};

export const authVariables = {
  /** Compared as text with the token's `iss`. */
  FUHUA_ISSUER: z.string().refine((text) => URL.canParse(text), { error: 'must be a URL' }),
  FUHUA_AUDIENCE: z.string().max(200).default('fuhua'),
  /** A JWKS file, or the URL of one. */
  FUHUA_ISSUER_JWKS_FILE: path,
};

export const storeVariables = {
  FUHUA_HISTORY: url('postgres', 'postgresql', 'kurrentdb', 'esdb'),
  FUHUA_VIEWS: url('postgres', 'postgresql'),
  /** The keys of personal fields: a database of its own. */
  FUHUA_KEYS: url('postgres', 'postgresql'),
  /** The bus of all services: `postgres://…`, a database of its own. */
  FUHUA_BUS: url('postgres', 'postgresql', 'kafka').refine((text) => !text.startsWith('kafka:'), {
    error: 'names Kafka, which this release does not speak yet; use postgres://',
  }),
  /** 32 bytes that seal the keys; 0600. */
  FUHUA_MASTER_KEY_FILE: path,
};

export const clockVariables = {
  NODE_ENV: httpVariables.NODE_ENV,
  /** `simulated`: one clock for all services that share the key store, moved by hand; for tests and demonstrations. */
  FUHUA_CLOCK: z
    .enum(['real', 'simulated'], { error: 'must be real or simulated' })
    .default('real'),
  /** Where a simulated clock begins that is made now: the day on which the guidance came into force, unless told. */
  FUHUA_CLOCK_START: Instant.transform(parseInstant).prefault('2023-10-11T09:00:00+08:00'),
};
