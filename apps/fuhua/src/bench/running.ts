import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, temporaryDirectory } from '@fuhua/platform/embedded';
import { checkout, dataDirectory, readRun } from '../data-directory.ts';
import type { Run } from '../data-directory.ts';
import { knownServices } from '../services.ts';
import { unlessAborted } from './unless-aborted.ts';

/** A data directory and ports for one fuhua, started and stopped as often as wished. */
export interface Place {
  /** What `npm start` does, until everything is ready. @throws when it ends instead */
  start(signal: AbortSignal): Promise<Running>;
  remove(): void;
}

export interface Running {
  readonly run: Run;
  readonly readyMs: number;
  readonly stop: () => Promise<void>;
}

const STOP_MS_MAX = 40_000;

/** @param more flags of `up` */
export async function openPlace(more: readonly string[] = []): Promise<Place> {
  const directory = temporaryDirectory();
  const root = join(directory, 'fuhua');
  const flags = ['port', 'postgres-port', ...knownServices.map(({ name }) => `${name}-port`)];
  const args = ['--data', root, ...more];
  for (const flag of flags) args.push(`--${flag}`, String(await freePort()));
  return {
    start: (signal) => start(root, args, signal),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}

async function start(root: string, args: readonly string[], signal: AbortSignal): Promise<Running> {
  const beganAt = performance.now();
  execFileSync(process.execPath, [join(checkout, 'tools', 'build.mjs')], { stdio: 'ignore' });
  const main = join(checkout, 'apps', 'fuhua', 'dist', 'main.js');
  const child = spawn(process.execPath, [main, 'up', ...args], {
    // One client asks as much as all of a province would.
    env: { ...process.env, FUHUA_RATE_PERSON: '10000000' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  let printed = '';
  const ready = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        printed += text;
        if (printed.includes('ready:')) resolve();
      });
    }
  });
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    const insist = setTimeout(() => child.kill('SIGKILL'), STOP_MS_MAX);
    await exited;
    clearTimeout(insist);
  };
  const ended = exited.then(() => {
    throw new Error(`fuhua up ended:\n${printed}`);
  });
  ended.catch(() => undefined);
  try {
    await unlessAborted(Promise.race([ready, ended]), signal);
    const readyMs = performance.now() - beganAt;
    return { run: readRun(dataDirectory(root)), readyMs, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
