import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, expect, test } from '@jest/globals';
import { MasterKeyRefused } from './errors.ts';
import { derive, digester, masterCheckOf, randomMasterKey, readMasterKey } from './master-key.ts';

const directory = mkdtempSync(join(tmpdir(), 'fuhua-master-key-'));
const file = join(directory, 'master.key');

afterAll(() => {
  rmSync(directory, { recursive: true });
});

function write(bytes: Uint8Array, mode = 0o600): void {
  rmSync(file, { force: true });
  writeFileSync(file, bytes);
  chmodSync(file, mode);
}

test.each([0o600, 0o400])('a file only its owner may read is taken: mode %o', (mode) => {
  const bytes = randomBytes(32);
  write(bytes, mode);
  expect(readMasterKey(file).export()).toEqual(bytes);
});

test.each([0o640, 0o604, 0o620, 0o602, 0o601, 0o666])(
  'a file others may use is refused: mode %o',
  (mode) => {
    write(randomBytes(32), mode);
    expect(() => readMasterKey(file)).toThrow(MasterKeyRefused);
    expect(() => readMasterKey(file)).toThrow(`(mode 0${mode.toString(8)}); chmod 600 it`);
  },
);

test.each([0, 31, 33, 64])('a file of %i bytes is refused', (length) => {
  write(randomBytes(length));
  expect(() => readMasterKey(file)).toThrow(`has ${String(length)} bytes, not 32`);
});

test('a file that is not there is refused by name', () => {
  expect(() => readMasterKey(join(directory, 'nowhere'))).toThrow(/cannot read.*nowhere.*ENOENT/);
});

test('printing a master key shows nothing of it', () => {
  const key = randomMasterKey();
  const shown = inspect(key, { depth: 9, showHidden: true }) + JSON.stringify({ key });
  expect(shown).not.toContain(key.export().toString('hex').slice(0, 8));
  expect(shown).not.toContain([...key.export().subarray(0, 4)].join(','));
});

test('keys derived for different uses differ, and from the master key', () => {
  const key = randomMasterKey();
  const keys = [key, derive(key, 'a'), derive(key, 'b'), derive(randomMasterKey(), 'a')];
  expect(new Set(keys.map((each) => each.export().toString('hex'))).size).toBe(4);
  expect(derive(key, 'a').export()).toEqual(derive(key, 'a').export());
});

test('a check value is the same for the same master key only', () => {
  const key = randomMasterKey();
  expect(masterCheckOf(key)).toEqual(masterCheckOf(key));
  expect(masterCheckOf(key)).not.toEqual(masterCheckOf(randomMasterKey()));
});

test('a digest depends on master key, purpose and text, and is 64 hex characters', () => {
  const key = randomMasterKey();
  const digest = digester(key);
  expect(digest('phone', '13800000000')).toMatch(/^[0-9a-f]{64}$/);
  const others = [
    digest('phone', '13800000000'),
    digest('request', '13800000000'),
    digest('phone', '13800000001'),
    digester(randomMasterKey())('phone', '13800000000'),
  ];
  expect(new Set(others).size).toBe(4);
  expect(digester(key)('phone', '13800000000')).toBe(others[0]);
});
