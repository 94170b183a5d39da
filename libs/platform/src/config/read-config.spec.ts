import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { authVariables, ConfigError, httpVariables, readConfig, storeVariables } from './index.ts';

const schema = z.object({ ...httpVariables, ...authVariables, ...storeVariables });
const good = {
  FUHUA_PORT: '3001',
  FUHUA_ISSUER: 'http://127.0.0.1:3000',
  FUHUA_ISSUER_JWKS_FILE: '.fuhua/jwks.json',
  FUHUA_HISTORY: 'postgres://registry:secret@127.0.0.1:5432/history',
  FUHUA_VIEWS: 'postgres://registry:secret@127.0.0.1:5432/views',
  FUHUA_KEYS: 'postgres://registry:secret@127.0.0.1:5432/keys',
  FUHUA_BUS: 'postgres://registry:secret@127.0.0.1:5432/bus',
  FUHUA_MASTER_KEY_FILE: '.fuhua/master.key',
};

function complaintsOf(env: Record<string, string | undefined>): readonly string[] {
  try {
    readConfig(schema, env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('configuration', () => {
  test('a complete environment is read, with defaults and numbers', () => {
    expect(readConfig(schema, { ...good, HOME: '/root' })).toEqual({
      ...good,
      FUHUA_PORT: 3001,
      FUHUA_HOST: '127.0.0.1',
      FUHUA_AUDIENCE: 'fuhua',
      FUHUA_LOG_LEVEL: 'info',
      FUHUA_RATE_PERSON: 60_000,
      FUHUA_RATE_ADDRESS: 6_000,
      FUHUA_PROXIES: 0,
      FUHUA_EVIDENCE_BYTES_MAX: 20 * 1024 * 1024,
      NODE_ENV: 'development',
    });
  });

  test('every missing and every bad variable is named at once', () => {
    expect(
      complaintsOf({
        ...good,
        FUHUA_KEYS: undefined,
        FUHUA_PORT: '70000',
        FUHUA_VIEWS: '',
        FUHUA_HISTORY: 'mysql://a:b@c',
      }),
    ).toEqual([
      'FUHUA_PORT: must be a whole number from 0 to 65535',
      'FUHUA_HISTORY: must be a URL that begins with postgres:// or postgresql:// or kurrentdb:// or esdb://',
      'FUHUA_VIEWS is missing',
      'FUHUA_KEYS is missing',
    ]);
  });

  test('no value is ever printed', () => {
    const hidden = 'hunter2';
    const env = Object.fromEntries(
      Object.keys(schema.shape).map((name) => [name, `${hidden} ${name}`]),
    );
    const printed = complaintsOf(env).join('\n');
    expect(printed).toContain('FUHUA_HISTORY');
    expect(printed).not.toContain(hidden);
  });
});
