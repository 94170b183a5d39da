import { setTimeout as pause } from 'node:timers/promises';
import { registry } from '@fuhua/registry';
import type { Text } from '../user-error.ts';
import { acknowledgedBefore, audit } from './audit.ts';
import { clientOf } from './client.ts';
import type { Client } from './client.ts';
import { errandsOf } from './errands.ts';
import { evidenceOf } from './evidence.ts';
import type { Evidence } from './evidence.ts';
import { countOf, openJournal } from './journal.ts';
import type { Acknowledged, Journal } from './journal.ts';
import { startLoad } from './load.ts';
import { appointOfficer } from './officer.ts';
import type { Appointed } from './officer.ts';
import { oneOf, randomOf } from '../random.ts';
import type { Random } from '../random.ts';
import { startSubject } from './subject.ts';
import type { Subject } from './subject.ts';
import { isSound } from './tally.ts';
import type { Fault, Report } from './tally.ts';

export interface ChaosOptions {
  readonly runs: number;
  /** One of them a run, by chance. */
  readonly faults: readonly Fault[];
  /** Each has one request at a time in flight. */
  readonly clients: number;
  /** Decides faults, their moments and the commands; not what the operating system does in between. */
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly onRun: (report: Report, run: number) => void;
  readonly say: (text: Text) => void;
}

export interface Outcome {
  readonly reports: readonly Report[];
  /** What clients heard instead of an answer, and how often. */
  readonly interruptions: ReadonlyMap<string, number>;
}

const FAULT_AFTER_MS_MIN = 200;
const FAULT_AFTER_MS_MAX = 1_500;
/** How long clients go on once what was killed runs again. */
const AFTERWARDS_MS = 500;
/** Within this every client knows what became of its last command, or the run has failed. */
const RUN_MS_MAX = 90_000;

/**
 * Runs one fault after the other against a fuhua of its own, whose data is kept when something is wrong with it.
 * A refusal that should have been granted counts as lost: it denies what was acknowledged before.
 * @throws WrongAnswer — already what the clients stand on was refused.
 * @throws Error — what was killed did not come back, or a client never came to know. @throws the signal's reason
 */
export async function chaos(options: ChaosOptions): Promise<Outcome> {
  const { runs, signal, seed, onRun, say } = options;
  const subject = await startSubject(signal);
  const random = randomOf(seed);
  const journal = openJournal();
  const reports: Report[] = [];
  let isDone = false;
  try {
    const origin = subject.run().gateway.url;
    const clientFor = async (signal: AbortSignal, person?: string): Promise<Client> =>
      clientOf({ origin, bearer: await subject.bearer(person), journal, signal });
    const officer = await appointOfficer(await clientFor(signal));
    const before = acknowledgedBefore((await evidenceFrom(subject)).history);
    for (let run = 1; run <= runs; run += 1) {
      const report = await oneRun(options, {
        subject,
        before,
        journal,
        random,
        clientFor,
        officer,
      });
      reports.push(report);
      onRun(report, run);
    }
    isDone = reports.every(isSound);
  } finally {
    await subject.stop();
    if (isDone || signal.aborted) subject.remove();
    else say({ zh: `数据保留在 ${subject.root}。`, en: `The data is kept in ${subject.root}.` });
  }
  return { reports, interruptions: journal.interruptions };
}

interface Stage {
  readonly subject: Subject;
  readonly before: readonly Acknowledged[];
  /** Of all runs: what an earlier run was promised must stand after a later one too. */
  readonly journal: Journal;
  readonly random: Random;
  readonly clientFor: (signal: AbortSignal, person?: string) => Promise<Client>;
  readonly officer: Appointed;
}

async function oneRun(
  { faults, clients, signal }: ChaosOptions,
  { subject, before, journal, random, clientFor, officer }: Stage,
): Promise<Report> {
  const beganAt = performance.now();
  const [acknowledgedSoFar, ambiguousSoFar] = [eventsOf(journal), journal.ambiguous];
  const fault = oneOf(faults, random);
  const limit = new AbortController();
  const timer = setTimeout(() => {
    limit.abort(new Error(`a client does not come to know its answer, ${fault} was killed`));
  }, RUN_MS_MAX);
  try {
    const waiting = AbortSignal.any([signal, limit.signal]);
    const client = await clientFor(waiting);
    const acting = { ...officer, client: await clientFor(waiting, officer.person) };
    const errands = await errandsOf(client, acting);
    const load = startLoad({ clients, client, errands, seed: Math.floor(random() * 2 ** 31) });
    await pause(FAULT_AFTER_MS_MIN + random() * (FAULT_AFTER_MS_MAX - FAULT_AFTER_MS_MIN));
    const interruptedSoFar = countOf(journal);
    await subject.kill(fault, random);
    await subject.replaced();
    await pause(AFTERWARDS_MS);
    const wrong = await load.end();
    const { history, differing } = await evidenceFrom(subject);
    const { lost, duplicated } = audit(history, [...before, ...journal.acknowledged]);
    return {
      fault,
      acknowledged: eventsOf(journal) - acknowledgedSoFar,
      ambiguous: journal.ambiguous - ambiguousSoFar,
      interrupted: countOf(journal) - interruptedSoFar,
      lost: [...wrong.map(({ message }) => message), ...lost],
      duplicated,
      differing,
      ms: performance.now() - beganAt,
    };
  } finally {
    clearTimeout(timer);
    limit.abort(new Error('the run is over'));
  }
}

function eventsOf({ acknowledged }: Journal): number {
  return acknowledged.reduce((sum, { events }) => sum + events.length, 0);
}

async function evidenceFrom(subject: Subject): Promise<Evidence> {
  const service = subject.run().services[registry.service];
  if (service === undefined) throw new Error(`${registry.service} does not run`);
  return evidenceOf(service, registry);
}
