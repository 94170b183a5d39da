import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isAlive, makeDirectory, writing } from '@fuhua/platform/embedded';
import type { ProcessMark } from '@fuhua/platform/embedded';
import { UserError } from './user-error.ts';

/** The checkout; the same from `src` and from `dist`. */
export const checkout = resolve(import.meta.dirname, '..', '..', '..');

/** Where one running fuhua keeps everything. */
export interface DataDirectory {
  readonly root: string;
  path(...names: string[]): string;
}

/** What `up` writes for the other commands. Holds passwords: 0600. */
export interface Run {
  readonly up: ProcessMark;
  /** False while it starts. */
  readonly ready: boolean;
  readonly gateway: { readonly url: string; readonly process: ProcessMark };
  readonly postgres: {
    readonly port: number;
    readonly dataDir: string;
    readonly adminUrl: string;
    readonly process: ProcessMark;
  };
  readonly services: Readonly<Record<string, RunningService>>;
  readonly masterKeyFile: string;
  readonly issuer: string;
  /** Private JWK that signs tokens. */
  readonly issuerKeyFile: string;
  readonly issuerJwksFile: string;
  /** Who may grant the first roles. */
  readonly administrator: string;
}

export interface RunningService {
  readonly url: string;
  readonly process: ProcessMark;
  readonly history: string;
  readonly views: string;
  readonly keys: string;
  readonly bus: string;
}

/** `--data`, else `FUHUA_DATA`, else `.fuhua` in the checkout. Nothing is made yet. */
export function dataDirectory(wished?: string): DataDirectory {
  const root = resolve(wished ?? process.env['FUHUA_DATA'] ?? join(checkout, '.fuhua'));
  return { root, path: (...names) => join(root, ...names) };
}

/** Others may enter: as root, PostgreSQL runs as another user. Every file inside is closed by itself. @throws Unwritable */
export function makeDataDirectory(data: DataDirectory): void {
  makeDirectory(data.root);
  writing(data.root, () => {
    mkdirSync(data.path('logs'), { recursive: true, mode: 0o700 });
  });
}

/** The running fuhua of this data directory. @throws UserError when none runs. */
export function readRun(data: DataDirectory): Run {
  const run = lastRun(data);
  if (run?.ready === true && isAlive(run.up)) return run;
  throw new UserError({
    zh: `没有就绪的 fuhua（数据目录 ${data.root}），请先执行 npm start，或用 --data 指明数据目录。`,
    en: `No fuhua is ready on ${data.root}; run npm start first, or name its data directory with --data.`,
  });
}

/** What the last `up` wrote and has not taken away, dead or alive. */
export function lastRun(data: DataDirectory): Run | undefined {
  try {
    return JSON.parse(readFileSync(data.path('run.json'), 'utf8')) as Run;
  } catch {
    return undefined;
  }
}

export function writeRun(data: DataDirectory, run: Run): void {
  writePrivate(data.path('run.json'), `${JSON.stringify(run, null, 2)}\n`);
}

export function removeRun(data: DataDirectory): void {
  rmSync(data.path('run.json'), { force: true });
}

/** Whole or not at all, readable by us alone. @throws Unwritable */
export function writePrivate(path: string, content: string | Uint8Array): void {
  writing(path, () => {
    const draft = `${path}.${String(process.pid)}`;
    writeFileSync(draft, content, { mode: 0o600, flush: true });
    renameSync(draft, path);
  });
}
