import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Run } from './data-directory.ts';
import { lockOf } from './lock.ts';
import { startSystem } from './system.ts';
import type { System, SystemOptions } from './system.ts';
import { linesOf, say } from './user-error.ts';

export type UpOptions = Omit<SystemOptions, 'say'>;

/**
 * Runs until a signal asks to stop (exit code 0) or something ends too often (1).
 * @throws UserError @throws EmbeddedPostgresError when it cannot start.
 */
export async function runUp(options: UpOptions): Promise<number> {
  const lock = lockOf(options.data);
  // Nobody reads us any more (a pipe that closed, a terminal that went): no reason to fall over the services.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const stopping = stopRequested();
  try {
    const system = await startSystem({ ...options, say }, stopping);
    process.stdout.write(readyLine(system.run(), options));
    return await runUntilStopped(system, stopping);
  } catch (error) {
    // A Ctrl-C that ended initdb, say, is known to us only after the event loop turned once more.
    await nextTurn();
    if (stopping.aborted) return 0;
    throw error;
  } finally {
    lock.release();
  }
}

async function runUntilStopped(system: System, stopping: AbortSignal): Promise<number> {
  const asked = new Promise<undefined>((resolve) => {
    if (stopping.aborted) resolve(undefined);
    stopping.addEventListener('abort', () => {
      resolve(undefined);
    });
  });
  const reason = await Promise.race([asked, system.givenUp]);
  if (reason !== undefined) process.stderr.write(linesOf(reason));
  say({ zh: '正在停止：服务、网关、PostgreSQL……', en: 'Stopping services, gateway, PostgreSQL …' });
  await system.stop();
  say({ zh: '已停止。', en: 'Stopped.' });
  return reason === undefined ? 0 : 1;
}

/**
 * Aborts at the first SIGINT, SIGTERM or SIGHUP. Later ones change nothing: under npm one Ctrl-C arrives twice. Started
 * by npm, it also stops when npm is gone, whose shell dies of a SIGTERM without passing it on.
 */
export function stopRequested(): AbortSignal {
  const controller = new AbortController();
  const stop = (): void => {
    controller.abort();
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, stop);
  if (process.env['npm_lifecycle_event'] !== undefined) {
    const parent = process.ppid;
    const watch = setInterval(() => {
      if (process.ppid !== parent) stop();
    }, 500);
    watch.unref();
  }
  return controller.signal;
}

function readyLine({ gateway, postgres, services }: Run, { data, clock }: UpOptions): string {
  const docs = Object.keys(services).map((name) => `${gateway.url}/${name}/docs`);
  const time = clock?.simulated === true ? `; 模拟时钟 simulated: ${gateway.url}/dev/clock` : '';
  return `就绪 ready: ${gateway.url}  (API: ${docs.join(' ')}; 数据 data: ${data.root}, PostgreSQL: ${postgres.dataDir}${time})  下一步 next: npm run fuhua -- token\n`;
}
