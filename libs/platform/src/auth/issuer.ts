import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { PersonId } from '@fuhua/kernel';
import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  SignJWT,
  type CryptoKey,
  type JWK,
} from 'jose';

export interface IssuerFiles {
  /** The private key, a JWK; made with mode 0600 when it is missing. */
  readonly keyFile: string;
  /** The public key set that services read; written anew each time. */
  readonly jwksFile: string;
}

/** The embedded profile's own issuer. */
export interface Issuer {
  /** An `at+jwt` that names the person and nothing else. `ttlSeconds`: 1 … 31 days. */
  issueToken(claims: { readonly person: PersonId; readonly ttlSeconds: number }): Promise<string>;
}

const TTL_MAX_S = 31 * 86_400;

/** @throws Error when the key file holds no Ed25519 private key */
export async function createIssuer(
  files: IssuerFiles,
  { issuer, audience }: { readonly issuer: string; readonly audience: string },
): Promise<Issuer> {
  const { key, publicJwk } = await keyIn(files.keyFile);
  write(files.jwksFile, JSON.stringify({ keys: [publicJwk] }, null, 2), 0o644);
  return {
    issueToken: ({ person, ttlSeconds }) => {
      if (!(ttlSeconds >= 1 && ttlSeconds <= TTL_MAX_S)) {
        throw new RangeError(`ttlSeconds must be 1 to ${String(TTL_MAX_S)}`);
      }
      const now = Math.floor(Date.now() / 1000);
      return new SignJWT({})
        .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: publicJwk.kid as string })
        .setSubject(person)
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt(now)
        .setExpirationTime(now + ttlSeconds)
        .setJti(randomUUID())
        .sign(key);
    },
  };
}

async function keyIn(file: string): Promise<{ key: CryptoKey; publicJwk: JWK }> {
  if (!existsSync(file)) {
    const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
    write(file, JSON.stringify(await exportJWK(pair.privateKey)), 0o600);
  }
  const jwk = JSON.parse(readFileSync(file, 'utf8')) as JWK;
  if (jwk.kty !== 'OKP' || jwk.crv !== 'Ed25519' || jwk.d === undefined) {
    throw new Error(`${file} holds no Ed25519 private key`);
  }
  const open = { ...jwk };
  delete open.d;
  const kid = await calculateJwkThumbprint(open);
  const publicJwk = { ...open, kid, alg: 'EdDSA', use: 'sig' };
  return { key: (await importJWK(jwk, 'EdDSA')) as CryptoKey, publicJwk };
}

/** Appears whole or not at all. */
function write(file: string, text: string, mode: number): void {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${String(process.pid)}.draft`;
  writeFileSync(draft, text, { mode });
  renameSync(draft, file);
}
