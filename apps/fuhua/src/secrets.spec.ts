import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { JsonWebKey } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { dataDirectory, makeDataDirectory, readRun, writePrivate } from './data-directory.ts';
import type { DataDirectory } from './data-directory.ts';
import { secretsOf } from './secrets.ts';
import { UserError } from './user-error.ts';

let data: DataDirectory;

beforeEach(() => {
  data = dataDirectory(mkdtempSync(join(tmpdir(), 'fuhua-secrets-')));
  makeDataDirectory(data);
});

afterEach(() => {
  rmSync(data.root, { recursive: true, force: true });
});

test('secrets are made once and kept, each file closed to others', () => {
  const first = secretsOf(data, ['fuhua_keys', 'fuhua_registry']);
  expect(secretsOf(data, ['fuhua_keys', 'fuhua_registry'])).toEqual(first);
  expect(readFileSync(first.masterKeyFile)).toHaveLength(32);
  for (const name of ['secrets.json', 'master.key', 'issuer.key.json', 'issuer.jwks.json']) {
    expect(statSync(data.path(name)).mode & 0o777).toBe(0o600);
  }
});

test('a new service gets a password of its own, the others keep theirs', () => {
  const first = secretsOf(data, ['fuhua_registry']);
  const second = secretsOf(data, ['fuhua_registry', 'fuhua_incubation']);
  expect(second.passwords['fuhua_registry']).toBe(first.passwords['fuhua_registry']);
  expect(second.passwords['fuhua_incubation']).not.toBe(first.passwords['fuhua_registry']);
});

test('a lost master key is never replaced in silence', () => {
  const { masterKeyFile } = secretsOf(data, ['fuhua_registry']);
  rmSync(masterKeyFile);
  expect(() => secretsOf(data, ['fuhua_registry'])).toThrow(UserError);
  expect(() => statSync(masterKeyFile)).toThrow('ENOENT');
});

test('what the issuer key signs, the published set verifies; the set holds nothing private', () => {
  const { issuerKeyFile, issuerJwksFile } = secretsOf(data, []);
  const key = JSON.parse(readFileSync(issuerKeyFile, 'utf8')) as JsonWebKey;
  const set = JSON.parse(readFileSync(issuerJwksFile, 'utf8')) as { keys: JsonWebKey[] };
  const signature = sign(null, Buffer.from('hello'), createPrivateKey({ key, format: 'jwk' }));
  const open = createPublicKey({ key: set.keys[0] ?? {}, format: 'jwk' });
  expect(verify(null, Buffer.from('hello'), open, signature)).toBe(true);
  expect(set.keys[0]?.['kid']).toBe(key['kid']);
  expect(set.keys[0]?.d).toBeUndefined();
});

test('a command that needs a running fuhua says so when there is none', () => {
  expect(() => readRun(data)).toThrow(`No fuhua is ready on ${data.root}; run npm start first`);
});

test('a disk that refuses is named with its reason', () => {
  writeFileSync(data.path('file'), '');
  chmodSync(data.path('file'), 0o600);
  expect(() => {
    writePrivate(data.path('file', 'secret'), 'x');
  }).toThrow('(ENOTDIR); check its permissions');
});
