import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { gone, markOf, signal, writing } from '@fuhua/platform/embedded';
import type { ProcessMark } from '@fuhua/platform/embedded';
import { checkout } from './data-directory.ts';
import type { Running } from './keep-running.ts';
import { UserError } from './user-error.ts';

export interface ChildOptions {
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
  /** Takes what it prints. */
  readonly logFile: string;
}

const LOG_BYTES_MAX = 16 * 1024 * 1024;
const STOP_MS_MAX = 30_000;

/**
 * A node process of ours, in a process group of its own: a Ctrl-C reaches only us, and we stop things in their order.
 * The channel to it closes when we die, which it may take as a sign to end (`disconnect`).
 */
export function startChild(options: ChildOptions): Running {
  const child = launch(options);
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => {
      resolve(error.message);
    });
    child.once('exit', (code, signalName) => {
      resolve(signalName ?? `exit code ${String(code)}`);
    });
  });
  const process = markOf(child.pid ?? 0) ?? { pid: child.pid ?? 0, startedAt: '' };
  return { process, exited, stop: () => stopProcess(process) };
}

/** Runs it to its end. @throws UserError when it fails. */
export async function runChild(options: ChildOptions): Promise<void> {
  const reason = await startChild(options).exited;
  if (reason === 'exit code 0') return;
  throw new UserError({
    zh: `${basename(options.file)} 执行失败（${reason}）：${lastLineOf(options.logFile)}；日志见 ${options.logFile}。`,
    en: `${basename(options.file)} failed (${reason}): ${lastLineOf(options.logFile)}; its log is ${options.logFile}.`,
  });
}

/** Asks it to end, and insists after 30 s. */
export async function stopProcess(mark: ProcessMark): Promise<void> {
  if (await gone([mark], 0)) return;
  signal(mark.pid, 'SIGTERM');
  if (await gone([mark], STOP_MS_MAX)) return;
  signal(mark.pid, 'SIGKILL');
  await gone([mark], 5_000);
}

/** The last thing it said, shortened. */
export function lastLineOf(logFile: string): string {
  try {
    const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n');
    const telling = lines
      .slice(-30)
      .findLast((line) => /error|fatal|cannot|"level":[56]0/i.test(line));
    return (telling ?? lines.at(-1) ?? '').slice(0, 300);
  } catch {
    return '';
  }
}

function launch({ file, env, logFile }: ChildOptions): ChildProcess {
  const log = writing(logFile, () => {
    const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
    if (size > LOG_BYTES_MAX) renameSync(logFile, `${logFile}.1`);
    return openSync(logFile, 'a', 0o600);
  });
  try {
    return spawn(process.execPath, [file], {
      cwd: checkout,
      env: { ...process.env, ...env },
      detached: true,
      stdio: ['ignore', log, log, 'ipc'],
    });
  } finally {
    closeSync(log);
  }
}
