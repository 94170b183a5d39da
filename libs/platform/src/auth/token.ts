import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { PersonId } from '@fuhua/kernel';
import { createLocalJWKSet, createRemoteJWKSet, errors, jwtVerify } from 'jose';
import type { JSONWebKeySet, JWTVerifyGetKey } from 'jose';
import { Unavailable } from '../event-store/index.ts';
import { problem, type ProblemError } from '../http/problem.ts';

const CLOCK_TOLERANCE_S = 5;
const CACHED_MAX = 10_000;
const TOKEN_CHARS_MAX = 4_096;

export interface TokenRules {
  /** `iss`, compared as text. */
  readonly issuer: string;
  readonly audience: string;
  /** A JWKS file, or an http(s) URL of one. */
  readonly keys: string;
}

/** Says whose a bearer token is; the token names only the person. */
export interface TokenVerifier {
  /**
   * @param header the Authorization header
   * @throws ProblemError 401, each reason with its code
   * @throws Unavailable when the keys cannot be had
   */
  verify(header: string): Promise<PersonId>;
  /** The person of a token verified before and still good; answers at once. */
  known(header: string): PersonId | undefined;
}

interface Verified {
  readonly person: PersonId;
  readonly expiresAtMs: number;
}

/** Tokens are verified once and remembered, by their digest, until they expire. Real time, whatever the clock. */
export function createTokenVerifier(rules: TokenRules): TokenVerifier {
  const keyOf = keySet(rules.keys);
  const verified = new Map<string, Verified>();

  function known(header: string): PersonId | undefined {
    const found = verified.get(digestOf(header));
    return found !== undefined && Date.now() < found.expiresAtMs ? found.person : undefined;
  }

  async function verify(header: string): Promise<PersonId> {
    const remembered = known(header);
    if (remembered !== undefined) return remembered;
    const key = digestOf(header);
    verified.delete(key);
    const person = await verifyAnew(rules, keyOf, header);
    for (const oldest of verified.keys()) {
      if (verified.size < CACHED_MAX) break;
      verified.delete(oldest);
    }
    verified.set(key, person);
    return person.person;
  }
  return { verify, known };
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

async function verifyAnew(
  { issuer, audience }: TokenRules,
  keyOf: JWTVerifyGetKey,
  header: string,
): Promise<Verified> {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]*)$/i.exec(header)?.[1];
  if (token === undefined || token.length > TOKEN_CHARS_MAX) throw refused('token-malformed');
  try {
    const { payload } = await jwtVerify(token, keyOf, {
      issuer,
      audience,
      typ: 'at+jwt',
      algorithms: ['EdDSA'],
      clockTolerance: CLOCK_TOLERANCE_S,
      requiredClaims: ['sub', 'exp', 'iat'],
    });
    const person = PersonId.safeParse(payload.sub);
    if (!person.success) throw refused('token-invalid');
    return { person: person.data, expiresAtMs: (Number(payload.exp) + CLOCK_TOLERANCE_S) * 1000 };
  } catch (error) {
    throw problemOfToken(error);
  }
}

function problemOfToken(error: unknown): unknown {
  if (error instanceof errors.JWTExpired) return refused('token-expired');
  if (error instanceof errors.JWTClaimValidationFailed) {
    const misdirected = error.claim === 'aud' || error.claim === 'iss';
    return refused(misdirected ? 'token-audience' : 'token-invalid');
  }
  if (error instanceof errors.JWKSTimeout) return new Unavailable('no keys', { cause: error });
  if (error instanceof errors.JWTInvalid || error instanceof errors.JWSInvalid) {
    return refused('token-malformed');
  }
  return error instanceof errors.JOSEError ? refused('token-invalid') : error;
}

type TokenReason = 'token-malformed' | 'token-invalid' | 'token-expired' | 'token-audience';

function refused(reason: TokenReason): ProblemError {
  return problem(`platform.${reason}`, {}, { headers: challenge(reason) });
}

/** RFC 6750. */
export function challenge(reason?: TokenReason): Readonly<Record<string, string>> {
  const error =
    reason === undefined ? '' : `, error="invalid_token", error_description="${reason}"`;
  return { 'www-authenticate': `Bearer realm="fuhua"${error}` };
}

function keySet(source: string): JWTVerifyGetKey {
  if (!/^https?:\/\//.test(source)) return fileKeySet(source);
  const remote = createRemoteJWKSet(new URL(source), { timeoutDuration: 3_000 });
  return async (header, token) => {
    try {
      return await remote(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSTimeout)
        throw error;
      throw new Unavailable(`no keys from ${source}`, { cause: error });
    }
  };
}

/** Read at once, so that a bad file stops the start; read again when a key is unknown and the file has changed. */
function fileKeySet(file: string): JWTVerifyGetKey {
  const read = (): JWTVerifyGetKey =>
    createLocalJWKSet(JSON.parse(readFileSync(file, 'utf8')) as JSONWebKeySet);
  const changedAt = (): number => statSync(file).mtimeMs;
  let readAt = changedAt();
  let keys = read();
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || changedAt() === readAt) throw error;
      readAt = changedAt();
      keys = read();
      return keys(header, token);
    }
  };
}
