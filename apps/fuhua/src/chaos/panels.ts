import { setTimeout as pause } from 'node:timers/promises';
import { parts } from '../parts.ts';
import { acknowledgedBefore, audit } from './audit.ts';
import type { Kind, Stage } from './chaos.ts';
import type { Client } from './client.ts';
import { unanswered } from './guards.ts';
import { countOf, eventsOf, openJournal } from './journal.ts';
import type { Acknowledged, Journal } from './journal.ts';
import { auditAdmissions, auditPanels, together } from './panel-audit.ts';
import { castOf, openCases, registerPeople, TODAY } from './panel-cast.ts';
import { heldBy } from './panel-evidence.ts';
import type { Held, Histories } from './panel-evidence.ts';
import { requestsOf, startPanels } from './panel-load.ts';
import { panelFaults } from './tally.ts';
import type { Findings } from './audit.ts';

/** Of the requests of all cases, so many are answered at most when the kill comes: some case is on its way. */
const ANSWERED_PART_MAX = 0.95;
/** After that answer: relays and reactions work a little later than clients. */
const FAULT_AFTER_MS_MAX = 60;

/**
 * Cases go through their panels, and then race for residency and places, while what carries them is killed. Whatever is
 * killed, each panel concludes once, each case moves once, and nothing is held for nobody.
 */
export const panels: Kind = {
  faults: panelFaults,
  clock: { simulated: true, start: `${TODAY}T09:00:00+08:00` },
  async open(stage) {
    const { subject, random, clients, signal } = stage;
    const journals = new Map(parts.map(({ service }) => [service, openJournal()]));
    const people = await registerPeople((person) => clientAt(stage, journals, signal, person));
    const before = acknowledgedIn(await heldBy(subject.run(), parts, isWhole));
    return {
      interruptions: () => heardIn(journals),
      async run(fault, waiting) {
        const soFar = sumOf(journals);
        const clientFor = (person?: string): Promise<Client> =>
          clientAt(stage, journals, waiting, person);
        const cast = await castOf(people, clientFor);
        const cases = await openCases(cast, clients, clientFor, random);
        const load = startPanels(cast, cases);
        await load.reached(Math.floor(random() * ANSWERED_PART_MAX * requestsOf(cases)));
        await pause(random() * FAULT_AFTER_MS_MAX);
        const [{ interrupted }, underway] = [sumOf(journals), load.underway()];
        await subject.kill(fault, random);
        await subject.replaced();
        const wrong = await load.end();
        const held = await heldBy(subject.run(), parts, isWhole);
        const { lost, duplicated } = findingsIn(held, before, journals);
        const now = sumOf(journals);
        return {
          acknowledged: now.acknowledged - soFar.acknowledged,
          ambiguous: now.ambiguous - soFar.ambiguous,
          interrupted: now.interrupted - interrupted,
          underway,
          lost: [...wrong.map(({ message }) => message), ...lost],
          duplicated,
          differing: held.flatMap(({ differing }) => differing),
        };
      },
    };
  },
};

/** One for each service: an answer does not say whose event it is. */
type Journals = ReadonlyMap<string, Journal>;

async function clientAt(
  { clientFor }: Pick<Stage, 'clientFor'>,
  journals: Journals,
  signal: AbortSignal,
  person?: string,
): Promise<Client> {
  const clients = new Map<string, Client>();
  for (const [service, journal] of journals) {
    clients.set(service, await clientFor(journal, signal, person));
  }
  const at = (path: string): Client => {
    const client = clients.get(path.split('/')[1] ?? '');
    if (client === undefined) throw new RangeError(`no service has ${path}`);
    return client;
  };
  return {
    send: (path, body, mayBe) => at(path).send(path, body, mayBe),
    read: (path) => at(path).read(path),
  };
}

function sumOf(journals: Journals): {
  readonly acknowledged: number;
  readonly ambiguous: number;
  readonly interrupted: number;
} {
  const all = [...journals.values()];
  const sum = (of: (journal: Journal) => number): number =>
    all.reduce((total, journal) => total + of(journal), 0);
  return {
    acknowledged: sum(eventsOf),
    ambiguous: sum(({ ambiguous }) => ambiguous),
    interrupted: sum(countOf),
  };
}

function heardIn(journals: Journals): ReadonlyMap<string, number> {
  const heard = new Map<string, number>();
  for (const { interruptions } of journals.values()) {
    for (const [said, count] of interruptions) heard.set(said, (heard.get(said) ?? 0) + count);
  }
  return heard;
}

type ByService = ReadonlyMap<string, readonly Acknowledged[]>;

function acknowledgedIn(held: readonly Held[]): ByService {
  return new Map(held.map(({ service, history }) => [service, acknowledgedBefore(history)]));
}

/** Every request for a panel has moved its case, and every question to the guards is answered. */
function isWhole(histories: Histories): boolean {
  const [incubation, evaluation] = [
    histories.get('incubation') ?? [],
    histories.get('evaluation') ?? [],
  ];
  const halfWay = [
    ...auditPanels({ incubation, evaluation }).lost,
    ...[...histories.values()].flatMap(unanswered),
  ];
  return halfWay.length === 0;
}

function findingsIn(held: readonly Held[], before: ByService, journals: Journals): Findings {
  const historyOf = (name: string): Held['history'] =>
    held.find(({ service }) => service === name)?.history ?? [];
  const [incubation, evaluation] = [historyOf('incubation'), historyOf('evaluation')];
  return together([
    ...held.flatMap(({ service, history, told, unfinished }) => [
      audit(history, [
        ...(before.get(service) ?? []),
        ...(journals.get(service)?.acknowledged ?? []),
      ]),
      told,
      { lost: unfinished, duplicated: [] },
    ]),
    auditPanels({ incubation, evaluation }),
    auditAdmissions(incubation),
  ]);
}
