import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { PersonId } from '@fuhua/kernel';
import { exportJWK, generateKeyPair, importJWK, SignJWT, UnsecuredJWT, type JWK } from 'jose';
import { ProblemError } from '../http/problem.ts';
import '../http/platform-problems.ts';
import { createIssuer, type Issuer } from './issuer.ts';
import { createTokenVerifier, type TokenVerifier } from './token.ts';

const person = '7c9e6679-7425-40de-944b-e07fc1f90ae7' as PersonId;
const rules = { issuer: 'http://127.0.0.1:3000', audience: 'fuhua' };
const folder = mkdtempSync(join(tmpdir(), 'fuhua-token-'));
const files = { keyFile: join(folder, 'key.json'), jwksFile: join(folder, 'jwks.json') };

let issuer: Issuer;
let verifier: TokenVerifier;
beforeAll(async () => {
  issuer = await createIssuer(files, rules);
  verifier = createTokenVerifier({ ...rules, keys: files.jwksFile });
});

async function codeOf(header: string, by = verifier): Promise<string> {
  try {
    await by.verify(header);
    return 'good';
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    expect(error.problem.status).toBe(401);
    expect(error.headers['www-authenticate']).toContain('error="invalid_token"');
    return error.code.replace('platform.', '');
  }
}

interface Forgery {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly key?: JWK;
}

/** A token signed with the issuer's own key, unless said otherwise, but not quite right. */
async function forged({ claims = {}, header = {}, key }: Forgery): Promise<string> {
  const own = JSON.parse(readFileSync(files.keyFile, 'utf8')) as JWK;
  const published = JSON.parse(readFileSync(files.jwksFile, 'utf8')) as { keys: JWK[] };
  const seconds = Math.floor(Date.now() / 1000);
  const usual = {
    sub: person,
    iss: rules.issuer,
    aud: rules.audience,
    iat: seconds,
    exp: seconds + 60,
  };
  const token = await new SignJWT({ ...usual, ...claims })
    .setProtectedHeader({
      alg: 'EdDSA',
      typ: 'at+jwt',
      kid: published.keys[0]?.kid as string,
      ...header,
    })
    .sign(await importJWK(key ?? own, 'EdDSA'));
  return `Bearer ${token}`;
}

describe('bearer tokens', () => {
  test('the issuer’s own are good, and remembered', async () => {
    const header = `Bearer ${await issuer.issueToken({ person, ttlSeconds: 60 })}`;
    expect(verifier.known(header)).toBeUndefined();
    expect(await verifier.verify(header)).toBe(person);
    expect(verifier.known(header)).toBe(person);
    expect(await codeOf(await forged({}))).toBe('good');
  });

  test.each([
    ['expired', { claims: { exp: Math.floor(Date.now() / 1000) - 6 } }, 'token-expired'],
    ['barely expired', { claims: { exp: Math.floor(Date.now() / 1000) - 1 } }, 'good'],
    ['for another audience', { claims: { aud: 'other' } }, 'token-audience'],
    ['of another issuer', { claims: { iss: 'http://evil' } }, 'token-audience'],
    ['an ID token', { header: { typ: 'JWT' } }, 'token-invalid'],
    ['without a type', { header: { typ: undefined } }, 'token-invalid'],
    ['of an unknown key', { header: { kid: 'other' } }, 'token-invalid'],
    ['of nobody', { claims: { sub: undefined } }, 'token-invalid'],
    ['of no person', { claims: { sub: 'admin' } }, 'token-invalid'],
    ['without an end', { claims: { exp: undefined } }, 'token-invalid'],
    ['not yet valid', { claims: { nbf: Math.floor(Date.now() / 1000) + 60 } }, 'token-invalid'],
    ['with its own key in the header', { header: { jwk: { kty: 'OKP' } } }, 'good'],
  ])('%s', async (_, forgery, code) => {
    expect(await codeOf(await forged(forgery as Forgery))).toBe(code);
  });

  test('a forged signature, a changed payload and no algorithm are invalid', async () => {
    const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
    const key = await exportJWK(pair.privateKey);
    expect(await codeOf(await forged({ key }))).toBe('token-invalid');
    const [head, , signature] = (await forged({})).split('.');
    const payload = Buffer.from('{"sub":"x"}').toString('base64url');
    expect(await codeOf([head, payload, signature].join('.'))).toBe('token-invalid');
    const none = new UnsecuredJWT({ sub: person })
      .setIssuer(rules.issuer)
      .setAudience(rules.audience);
    expect(await codeOf(`Bearer ${none.encode()}`)).toBe('token-invalid');
    const hmac = await new SignJWT({ sub: person })
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
      .sign(readFileSync(files.jwksFile));
    expect(await codeOf(`Bearer ${hmac}`)).toBe('token-invalid');
  });

  test.each([
    '',
    'Bearer',
    'Bearer x',
    'Basic dTpw',
    'Bearer a.b.c d',
    'Bearer a.b.c',
    `Bearer ${'a'.repeat(5_000)}.b.c`,
  ])('%j is malformed', async (header) => {
    expect(await codeOf(header)).toBe('token-malformed');
  });

  test('a remembered token ends when it expires', async () => {
    const header = await forged({ claims: { exp: Math.floor(Date.now() / 1000) - 4 } });
    expect(await codeOf(header)).toBe('good');
    expect(verifier.known(header)).toBe(person);
    const later = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 2_000);
    expect(verifier.known(header)).toBeUndefined();
    later.mockRestore();
  });

  test('a new key in the file is found without a restart', async () => {
    const others = {
      keyFile: join(folder, 'other.json'),
      jwksFile: join(folder, 'other-jwks.json'),
    };
    const other = await createIssuer(others, rules);
    const header = `Bearer ${await other.issueToken({ person, ttlSeconds: 60 })}`;
    expect(await codeOf(header)).toBe('token-invalid');
    writeFileSync(files.jwksFile, readFileSync(others.jwksFile));
    expect(await codeOf(header)).toBe('good');
  });

  test('keys that cannot be had are no reason to call a token bad', async () => {
    const remote = createTokenVerifier({ ...rules, keys: 'http://127.0.0.1:9/jwks.json' });
    const header = `Bearer ${await issuer.issueToken({ person, ttlSeconds: 60 })}`;
    await expect(remote.verify(header)).rejects.toMatchObject({ name: 'Unavailable' });
  });
});

describe('the embedded issuer', () => {
  test('keeps its key to itself, and keeps it', async () => {
    expect(statSync(files.keyFile).mode & 0o777).toBe(0o600);
    const key = readFileSync(files.keyFile, 'utf8');
    await createIssuer({ ...files, jwksFile: join(folder, 'again.json') }, rules);
    expect(readFileSync(files.keyFile, 'utf8')).toBe(key);
    expect(readFileSync(join(folder, 'again.json'), 'utf8')).not.toContain('"d"');
  });

  test('a token lives between a second and a month', async () => {
    for (const ttlSeconds of [0, -1, Number.NaN, 32 * 86_400]) {
      expect(() => issuer.issueToken({ person, ttlSeconds })).toThrow(RangeError);
    }
  });

  test('another file than a private Ed25519 key is refused', async () => {
    const keyFile = join(folder, 'wrong.json');
    writeFileSync(keyFile, JSON.stringify({ kty: 'RSA' }));
    await expect(createIssuer({ ...files, keyFile }, rules)).rejects.toThrow(
      'no Ed25519 private key',
    );
  });
});
