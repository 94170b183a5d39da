import type { Text } from '../user-error.ts';
import type { ClockWish } from '../services.ts';
import { clientOf } from './client.ts';
import type { Client } from './client.ts';
import type { Journal } from './journal.ts';
import { oneOf, randomOf } from '../random.ts';
import type { Random } from '../random.ts';
import { startSubject } from './subject.ts';
import type { Subject } from './subject.ts';
import { isSound } from './tally.ts';
import type { Fault, Report } from './tally.ts';

export interface ChaosOptions {
  readonly runs: number;
  readonly kind: Kind;
  /** One of them a run, by chance. */
  readonly faults: readonly Fault[];
  /** Writers: each has one request at a time in flight. Panels: cases a run. */
  readonly clients: number;
  /** Decides faults, their moments and the commands; not what the operating system does in between. */
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly onRun: (report: Report, run: number) => void;
  readonly say: (text: Text) => void;
}

/** What is brought under load, and how it is audited. */
export interface Kind {
  readonly faults: readonly Fault[];
  /** The real one when missing. */
  readonly clock?: ClockWish;
  /** Puts on record what all runs stand on. */
  open(stage: Stage): Promise<Play>;
}

export interface Stage {
  readonly subject: Subject;
  readonly random: Random;
  readonly clients: number;
  /** Of the first administrator unless somebody else is named. */
  readonly clientFor: (journal: Journal, signal: AbortSignal, person?: string) => Promise<Client>;
  readonly signal: AbortSignal;
}

export interface Play {
  /** @param waiting given up with the run */
  run(fault: Fault, waiting: AbortSignal): Promise<Omit<Report, 'fault' | 'ms'>>;
  /** What clients heard instead of an answer, and how often. */
  readonly interruptions: () => ReadonlyMap<string, number>;
}

export interface Outcome {
  readonly reports: readonly Report[];
  readonly interruptions: ReadonlyMap<string, number>;
}

/** How long clients go on once what was killed runs again. */
export const AFTERWARDS_MS = 500;
/** Within this every client knows what became of its last command, or the run has failed. */
const RUN_MS_MAX = 180_000;

/**
 * Runs one fault after the other against a fuhua of its own, whose data is kept when something is wrong with it.
 * A refusal that should have been granted counts as lost: it denies what was acknowledged before.
 * @throws WrongAnswer — already what the clients stand on was refused.
 * @throws Error — what was killed did not come back, or a client never came to know. @throws the signal's reason
 */
export async function chaos(options: ChaosOptions): Promise<Outcome> {
  const { runs, signal, seed, clients, kind, onRun, say } = options;
  const subject = await startSubject(signal, kind.clock);
  const random = randomOf(seed);
  const reports: Report[] = [];
  let isDone = false;
  try {
    const origin = subject.run().gateway.url;
    const clientFor: Stage['clientFor'] = async (journal, waiting, person) =>
      clientOf({ origin, bearer: await subject.bearer(person), journal, signal: waiting });
    const play = await kind.open({ subject, random, clients, clientFor, signal });
    for (let run = 1; run <= runs; run += 1) {
      const report = await oneRun(options, play, oneOf(options.faults, random));
      reports.push(report);
      onRun(report, run);
    }
    isDone = reports.every(isSound);
    return { reports, interruptions: play.interruptions() };
  } finally {
    await subject.stop();
    if (isDone || signal.aborted) subject.remove();
    else say({ zh: `数据保留在 ${subject.root}。`, en: `The data is kept in ${subject.root}.` });
  }
}

async function oneRun({ signal }: ChaosOptions, play: Play, fault: Fault): Promise<Report> {
  const beganAt = performance.now();
  const limit = new AbortController();
  const timer = setTimeout(() => {
    limit.abort(new Error(`a client does not come to know its answer, ${fault} was killed`));
  }, RUN_MS_MAX);
  try {
    const report = await play.run(fault, AbortSignal.any([signal, limit.signal]));
    return { ...report, fault, ms: performance.now() - beganAt };
  } finally {
    clearTimeout(timer);
    limit.abort(new Error('the run is over'));
  }
}
