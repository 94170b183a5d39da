import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Sealed } from '@fuhua/kernel';
import { KeyBroken, SealBroken } from './errors.ts';
import { KEY_BYTES } from './master-key.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Values are filled up with blanks, so that the length of a forgotten name does not stay behind. */
const PAD_BYTES = 32;

/** What is sealed where, and for whom. All of it is bound to the value. */
export type Place = Omit<Sealed, 'sealed' | 'data'>;

/** Any JSON value. */
export function sealValue(key: KeyObject, place: Place, value: unknown): Sealed {
  const text = Buffer.from(JSON.stringify(value), 'utf8');
  const padded = Buffer.alloc(Math.ceil(text.length / PAD_BYTES) * PAD_BYTES, ' ');
  text.copy(padded);
  const data = encrypt(key, boundTo(place), padded).toString('base64url');
  const { subject, event, path } = place;
  return { sealed: 'v1', subject, event, path, data };
}

/** @throws SealBroken */
export function openValue(key: KeyObject, sealed: Sealed): unknown {
  try {
    const bytes = Buffer.from(sealed.data, 'base64url');
    // Text that only decodes to the right bytes is not what was sealed either.
    if (bytes.toString('base64url') !== sealed.data) throw new Error('not canonical base64url');
    return JSON.parse(decrypt(key, boundTo(sealed), bytes).toString('utf8')) as unknown;
  } catch (error) {
    throw new SealBroken(sealed.event, sealed.path, { cause: error });
  }
}

/** A fresh data key for a subject, as it is kept. */
export function newWrappedKey(wrappingKey: KeyObject, subject: string): Buffer {
  return encrypt(wrappingKey, keyOf(subject), randomBytes(KEY_BYTES));
}

/** @throws KeyBroken */
export function unwrap(wrappingKey: KeyObject, subject: string, wrapped: Uint8Array): KeyObject {
  try {
    return createSecretKey(decrypt(wrappingKey, keyOf(subject), Buffer.from(wrapped)));
  } catch (error) {
    throw new KeyBroken(subject, { cause: error });
  }
}

function boundTo({ subject, event, path }: Place): Buffer {
  return Buffer.from(JSON.stringify(['v1', subject, event, path]), 'utf8');
}

function keyOf(subject: string): Buffer {
  return Buffer.from(JSON.stringify(['key', subject]), 'utf8');
}

/** Nonce, ciphertext, tag. */
function encrypt(key: KeyObject, additional: Buffer, plain: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(additional);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** @throws Error when a bit of key, additional data or bytes differs. */
function decrypt(key: KeyObject, additional: Buffer, bytes: Buffer): Buffer {
  if (bytes.length < NONCE_BYTES + TAG_BYTES) throw new Error('too short');
  const end = bytes.length - TAG_BYTES;
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(additional);
  decipher.setAuthTag(bytes.subarray(end));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, end)), decipher.final()]);
}
