import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Claimed, claim, holderOf } from './claim.ts';
import { markOf } from './processes.ts';

let directory: string;
let file: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'fuhua-claim-'));
  file = join(directory, 'owner');
});

afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

test('a claim is held by one until it is released', () => {
  const mine = claim(file);
  expect(holderOf(file)).toEqual(markOf(process.pid));
  expect(() => claim(file)).toThrow(Claimed);
  mine.release();
  expect(holderOf(file)).toBeUndefined();
  claim(file).release();
  expect(readdirSync(directory)).toEqual([]);
});

test('a claim whose pid now belongs to a younger process is nobody’s', () => {
  writeFileSync(file, JSON.stringify({ pid: process.pid, startedAt: '1' }));
  claim(file);
  expect(holderOf(file)).toEqual(markOf(process.pid));
});

test('a file that is no claim is replaced', () => {
  writeFileSync(file, '');
  claim(file);
  expect(holderOf(file)).toEqual(markOf(process.pid));
});
