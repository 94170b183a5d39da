import { setTimeout as pause } from 'node:timers/promises';
import { gone, isAlive, killServer, signal } from '@fuhua/platform/embedded';
import type { ProcessMark } from '@fuhua/platform/embedded';
import type { Run } from '../data-directory.ts';
import { startOwnSystem, type OwnSystem } from '../own-system.ts';
import type { Random } from '../random.ts';
import type { ClockWish } from '../services.ts';
import type { Fault } from './tally.ts';

/** A fuhua of our own, to be killed. */
export interface Subject extends OwnSystem {
  /** SIGKILL. Resolves once all of it is gone. */
  kill(fault: Fault, random: Random): Promise<void>;
  /** Resolves once other processes have taken the place of those killed and serve. */
  replaced(): Promise<void>;
}

/** Between the two when both are killed. */
const APART_MS_MAX = 200;
const REPLACED_MS_MAX = 60_000;

/**
 * As `up` starts it, but whatever ends is started again however often.
 * @throws UserError @throws EmbeddedPostgresError @throws the signal's reason
 */
export async function startSubject(
  stopping: AbortSignal,
  clock: ClockWish | undefined,
): Promise<Subject> {
  const wish = clock === undefined ? {} : { clock };
  const system = await startOwnSystem({ restartsAlways: true, ...wish }, stopping);
  let killed: readonly ProcessMark[] = [];
  return {
    ...system,
    kill: async (fault, random) => {
      killed = await kill(system.run(), fault, random);
    },
    replaced: () => replaced(() => system.run(), killed),
  };
}

async function kill(run: Run, fault: Fault, random: Random): Promise<readonly ProcessMark[]> {
  const services = Object.values(run.services).map((service) => service.process);
  const { process: postgres } = run.postgres;
  const killEach = async (processes: readonly ProcessMark[]): Promise<readonly ProcessMark[]> => {
    for (const { pid } of processes) signal(pid, 'SIGKILL');
    await gone(processes, REPLACED_MS_MAX);
    return processes;
  };
  const killServices = (): Promise<unknown> => killEach(services);
  switch (fault) {
    case 'incubation':
    case 'evaluation': {
      const one = run.services[fault]?.process;
      return killEach(one === undefined ? [] : [one]);
    }
    case 'service':
      return killEach(services);
    case 'postgres':
      await killServer(postgres);
      return [postgres];
    case 'both': {
      const [first, second] =
        random() < 0.5
          ? [killServices(), () => killServer(postgres)]
          : [killServer(postgres), killServices];
      await pause(random() * APART_MS_MAX);
      await Promise.all([first, second()]);
      return [...services, postgres];
    }
  }
}

async function replaced(run: () => Run, killed: readonly ProcessMark[]): Promise<void> {
  const beganAt = performance.now();
  while (!areReplaced(run(), killed) || !(await isReady(run()))) {
    if (performance.now() - beganAt > REPLACED_MS_MAX) {
      throw new Error('what was killed does not serve again after a minute');
    }
    await pause(50);
  }
}

function areReplaced({ postgres, services }: Run, killed: readonly ProcessMark[]): boolean {
  const marks = [postgres, ...Object.values(services)].map((one) => one.process);
  return marks.every((mark) => isAlive(mark) && !killed.some(({ pid }) => pid === mark.pid));
}

async function isReady({ gateway }: Run): Promise<boolean> {
  const answer = await fetch(`${gateway.url}/health/ready`);
  await answer.body?.cancel();
  return answer.ok;
}
