import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { lastLineOf } from './child.ts';
import type { Running } from './keep-running.ts';
import { UserError } from './user-error.ts';

const READY_MS_MAX = 180_000;

/** A process that answers `/health/ready` once it can serve. */
export interface Awaited {
  readonly name: string;
  readonly port: number;
  readonly running: Running;
  readonly logFile: string;
}

/** @throws UserError when it ends instead, or takes longer than three minutes. @throws the signal's reason */
export async function untilReady(awaited: Awaited, signal: AbortSignal): Promise<void> {
  let ended: string | undefined;
  void awaited.running.exited.then((reason) => {
    ended = reason;
  });
  for (const start = performance.now(); ;) {
    signal.throwIfAborted();
    if (await answersReady(awaited.port)) return;
    if (ended !== undefined) throw failure(awaited, ended);
    if (performance.now() - start > READY_MS_MAX) throw failure(awaited, 'not ready after 180 s');
    await pause(50);
  }
}

/** @throws UserError when something listens there; `option` is how the user chooses another port. */
export async function assertFree(port: number, option: string): Promise<void> {
  const code = await new Promise<string | undefined>((resolve) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code ?? error.message);
    });
    probe.listen(port, '127.0.0.1', () => {
      probe.close(() => {
        resolve(undefined);
      });
    });
  });
  if (code === undefined) return;
  throw new UserError({
    zh: `端口 ${String(port)} 无法使用（${code}），请停止占用它的程序，或用 ${option} 另选端口。`,
    en: `Port ${String(port)} cannot be used (${code}); stop the program that has it, or choose another with ${option}.`,
  });
}

async function answersReady(port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${String(port)}/health/ready`, {
      signal: AbortSignal.timeout(5_000),
    });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}

function failure({ name, logFile }: Awaited, reason: string): UserError {
  return new UserError({
    zh: `${name} 未能启动（${reason}）：${lastLineOf(logFile)}；日志见 ${logFile}。`,
    en: `${name} did not start (${reason}): ${lastLineOf(logFile)}; its log is ${logFile}.`,
  });
}
