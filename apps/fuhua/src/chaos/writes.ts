import { setTimeout as pause } from 'node:timers/promises';
import { registry } from '@fuhua/registry';
import { acknowledgedBefore, audit } from './audit.ts';
import { AFTERWARDS_MS } from './chaos.ts';
import type { Kind } from './chaos.ts';
import { errandsOf } from './errands.ts';
import { evidenceOf } from './evidence.ts';
import type { Evidence } from './evidence.ts';
import { countOf, eventsOf, openJournal } from './journal.ts';
import { startLoad } from './load.ts';
import { appointOfficer } from './officer.ts';
import type { Subject } from './subject.ts';
import { faults } from './tally.ts';

const FAULT_AFTER_MS_MIN = 200;
const FAULT_AFTER_MS_MAX = 1_500;

/** Clients write to registry, race for streams, names and codes, and go on after the kill. */
export const writes: Kind = {
  faults,
  async open({ subject, random, clients, clientFor, signal }) {
    // Of all runs: what an earlier run was promised must stand after a later one too.
    const journal = openJournal();
    const officer = await appointOfficer(await clientFor(journal, signal));
    const before = acknowledgedBefore((await evidenceFrom(subject)).history);
    return {
      interruptions: () => journal.interruptions,
      async run(fault, waiting) {
        const [acknowledgedSoFar, ambiguousSoFar] = [eventsOf(journal), journal.ambiguous];
        const client = await clientFor(journal, waiting);
        const acting = { ...officer, client: await clientFor(journal, waiting, officer.person) };
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
          acknowledged: eventsOf(journal) - acknowledgedSoFar,
          ambiguous: journal.ambiguous - ambiguousSoFar,
          interrupted: countOf(journal) - interruptedSoFar,
          underway: 0,
          lost: [...wrong.map(({ message }) => message), ...lost],
          duplicated,
          differing,
        };
      },
    };
  },
};

async function evidenceFrom(subject: Subject): Promise<Evidence> {
  const service = subject.run().services[registry.service];
  if (service === undefined) throw new Error(`${registry.service} does not run`);
  return evidenceOf(service, registry);
}
