import { createHash, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { writePrivate } from './data-directory.ts';
import type { DataDirectory } from './data-directory.ts';
import { UserError } from './user-error.ts';

/** What a fuhua keeps to itself, made at its first start, all 0600. */
export interface Secrets {
  /** Database role to password. */
  readonly passwords: Readonly<Record<string, string>>;
  /** 32 random bytes; wraps the keys of personal data. Back it up apart: without it personal data is gone. */
  readonly masterKeyFile: string;
  readonly issuer: string;
  /** The person who may grant the first roles. */
  readonly administrator: string;
  /** Private JWK (Ed25519) that signs tokens. */
  readonly issuerKeyFile: string;
  /** The public half as a JWK set, for the services. */
  readonly issuerJwksFile: string;
}

/** Reads them; makes what is missing. @throws UserError when the master key of existing data is gone. */
export function secretsOf(data: DataDirectory, roles: readonly string[]): Secrets {
  const file = data.path('secrets.json');
  const stored = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as Pick<Secrets, 'passwords' | 'administrator'>)
    : undefined;
  const known = stored?.passwords;
  const masterKeyFile = data.path('master.key');
  if (!existsSync(masterKeyFile)) makeMasterKey(masterKeyFile, known !== undefined);
  const passwords = Object.fromEntries(
    roles.map((role) => [role, known?.[role] ?? randomPassword()]),
  );
  const all = {
    passwords: { ...known, ...passwords },
    administrator: stored?.administrator ?? randomUUID(),
  };
  if (JSON.stringify(all) !== JSON.stringify(stored)) {
    writePrivate(file, `${JSON.stringify(all, null, 2)}\n`);
  }
  return { ...all, masterKeyFile, issuer: 'urn:fuhua:embedded', ...issuerOf(data) };
}

function makeMasterKey(file: string, dataExists: boolean): void {
  if (dataExists) {
    throw new UserError({
      zh: `主密钥 ${file} 不见了，没有它个人信息无法解读，请从备份放回该文件，或用 --data 另建数据目录。`,
      en: `The master key ${file} is missing and personal data cannot be read without it; put the file back from its backup, or start another data directory with --data.`,
    });
  }
  writePrivate(file, randomBytes(32));
}

function randomPassword(): string {
  return randomBytes(24).toString('base64url');
}

function issuerOf(data: DataDirectory): Pick<Secrets, 'issuerKeyFile' | 'issuerJwksFile'> {
  const issuerKeyFile = data.path('issuer.key.json');
  const issuerJwksFile = data.path('issuer.jwks.json');
  if (!existsSync(issuerKeyFile) || !existsSync(issuerJwksFile)) {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const open = publicKey.export({ format: 'jwk' });
    // RFC 7638: the members in this order, nothing else.
    const thumbprint = JSON.stringify({ crv: open.crv, kty: open.kty, x: open.x });
    const marks = {
      kid: createHash('sha256').update(thumbprint).digest('base64url'),
      alg: 'EdDSA',
      use: 'sig',
    };
    const jwks = { keys: [{ ...open, ...marks }] };
    writePrivate(issuerJwksFile, `${JSON.stringify(jwks, null, 2)}\n`);
    writePrivate(
      issuerKeyFile,
      `${JSON.stringify({ ...privateKey.export({ format: 'jwk' }), ...marks }, null, 2)}\n`,
    );
  }
  return { issuerKeyFile, issuerJwksFile };
}
