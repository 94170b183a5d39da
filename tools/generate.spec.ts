import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Generator {
  readonly name: string;
  run(outDir: string): void | Promise<void>;
}
interface Generate {
  generate(list: readonly Generator[], outDir: string): Promise<void>;
  filesIn(folder: string): ReadonlyMap<string, string>;
  differences(
    committed: ReadonlyMap<string, string>,
    made: ReadonlyMap<string, string>,
  ): readonly string[];
}

const path = join(import.meta.dirname, 'generate.mjs');
const { differences, filesIn, generate } = (await import(path)) as Generate;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fuhua-generate-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const writes = (file: string): Generator => ({
  name: file,
  run: (outDir) => {
    writeFileSync(join(outDir, file), 'a\nb\n');
  },
});

test('what generators write is found, and equal to itself', async () => {
  await generate([writes('a.md'), writes('b.md')], folder);
  const made = filesIn(folder);
  expect([...made.keys()]).toEqual(['a.md', 'b.md']);
  expect(differences(made, made)).toEqual([]);
});

test('no generator, or one that writes nothing, is an error', async () => {
  await expect(generate([], folder)).rejects.toThrow('no generator');
  await expect(generate([writes('a.md'), writes('a.md')], folder)).rejects.toThrow('wrote no file');
});

test('missing, left over and different files are listed', () => {
  const committed = new Map([
    ['same', 'x'],
    ['old', 'x'],
    ['changed', 'a\nb\nc'],
  ]);
  const made = new Map([
    ['same', 'x'],
    ['new', 'x'],
    ['changed', 'a\nB\nc'],
  ]);
  const expected = ['different: changed:2', 'missing: new', 'left over: old'];
  expect(differences(committed, made)).toEqual(expected);
});
