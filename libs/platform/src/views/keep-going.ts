import { OutcomeUnknown, Unavailable } from '../event-store/index.ts';
import { messageOf } from './database.ts';
import { pause } from './progress.ts';
import type { ViewLog } from './projector.ts';

/** Something that runs until the service ends; what its status shows. */
export interface Part {
  readonly name: string;
  /**
   * `live`: it runs. `paused`: an engine does not answer; it resumes. `halted`: red, and it looks again and again.
   * `stopped`: not started, or ended.
   */
  state: 'live' | 'paused' | 'halted' | 'stopped';
  error: unknown;
}

interface KeepPorts {
  readonly signal: AbortSignal;
  readonly log: ViewLog;
}

const RETRY_MS_MIN = 100;
const RETRY_MS_MAX = 5_000;
/** How often what is halted looks whether it may go on. */
const HALTED_MS = 1_000;

/** Repeats `work` until the signal. It calls `live` when something went well. */
export async function keepGoing(
  { signal, log }: KeepPorts,
  part: Part,
  work: (live: () => void) => Promise<void>,
): Promise<void> {
  let retryMs = RETRY_MS_MIN;
  let logged: string | undefined;
  const live = (): void => {
    part.state = 'live';
    part.error = undefined;
    retryMs = RETRY_MS_MIN;
    logged = undefined;
  };
  while (!signal.aborted) {
    try {
      await work(live);
      continue;
    } catch (error) {
      part.error = error;
    }
    const error = messageOf(part.error);
    const passes = part.error instanceof Unavailable || part.error instanceof OutcomeUnknown;
    part.state = passes ? 'paused' : 'halted';
    if (passes) log.warn({ part: part.name, retryMs, error }, 'a part pauses');
    else if (error !== logged) log.error({ part: part.name, error }, 'a part halts');
    logged = error;
    await pause(passes ? retryMs : HALTED_MS, signal);
    retryMs = Math.min(2 * retryMs, RETRY_MS_MAX);
  }
  part.state = 'stopped';
}
