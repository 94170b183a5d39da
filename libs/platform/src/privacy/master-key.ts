import { createHmac, createSecretKey, hkdfSync, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { MasterKeyRefused } from './errors.ts';

/** Printing or logging a KeyObject shows nothing of it. */
export type MasterKey = KeyObject;

export const KEY_BYTES = 32;

/**
 * The master key from a file of 32 raw bytes that only its owner may read.
 * @throws MasterKeyRefused
 */
export function readMasterKey(file: string): MasterKey {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, 'r');
    const { mode } = fstatSync(descriptor);
    if ((mode & 0o077) !== 0) {
      const rights = (mode & 0o777).toString(8).padStart(4, '0');
      throw new MasterKeyRefused(
        `others than its owner may use the master key ${file} (mode ${rights}); chmod 600 it, and replace it if others saw it`,
      );
    }
    const bytes = readFileSync(descriptor);
    if (bytes.length !== KEY_BYTES) {
      throw new MasterKeyRefused(
        `the master key ${file} has ${String(bytes.length)} bytes, not ${String(KEY_BYTES)}; put the right file there`,
      );
    }
    return createSecretKey(bytes);
  } catch (error) {
    if (error instanceof MasterKeyRefused) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new MasterKeyRefused(`cannot read the master key ${file}: ${reason}`, { cause: error });
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** For specs and a first start. */
export function randomMasterKey(): MasterKey {
  return createSecretKey(randomBytes(KEY_BYTES));
}

/** A key for one use. Knowing it tells nothing of the master key or of other uses. */
export function derive(masterKey: MasterKey, use: string): KeyObject {
  const bytes = hkdfSync('sha256', masterKey, '', `fuhua/${use}`, KEY_BYTES);
  return createSecretKey(Buffer.from(bytes));
}

/** What a key store keeps to recognise its master key: 32 bytes that reveal nothing of it. */
export function masterCheckOf(masterKey: MasterKey): Buffer {
  return derive(masterKey, 'check').export();
}

/** HMAC-SHA256 with a key of its own for each purpose, as hex. */
export function digester(masterKey: MasterKey): (purpose: string, text: string) => string {
  const keys = new Map<string, KeyObject>();
  return (purpose, text) => {
    let key = keys.get(purpose);
    if (key === undefined) {
      key = derive(masterKey, `digest/${purpose}`);
      keys.set(purpose, key);
    }
    return createHmac('sha256', key).update(text, 'utf8').digest('hex');
  };
}
