import { randomUUID } from 'node:crypto';
import { parseInstant, type BaseId, type CaseId, type OrganizationId } from '@fuhua/kernel';
import { OutcomeUnknown, Unavailable } from '@fuhua/platform/event-store';
import { draftOf, handle, type CommandContext } from '@fuhua/platform/handle';
import type { OpenPorts } from '@fuhua/platform/service';
import type { Facts } from '@fuhua/rules';
import { baseId, eventId, organizationId } from '@fuhua/testing';
import { aboutCase, incubationCase, type CaseCommand } from '../src/case/case.decider.ts';
import {
  act,
  applying,
  caseId,
  concluding,
  deciding,
  facts,
  officer,
  party,
  reviewing,
} from '../src/case/case.suite.ts';

/** Who wants in where; `capacity` is what the base's public record says. */
export interface Racer {
  readonly id: CaseId;
  readonly organization: OrganizationId;
  readonly base: BaseId;
  readonly capacity: number;
}

const racers = (round: string, count: number, of: (n: number) => Omit<Racer, 'id'>): Racer[] =>
  Array.from({ length: count }, (_, n) => ({ id: caseId(`${round} ${n}`), ...of(n) }));

/** One organization at as many bases, each with places to spare. */
export const oneOrganization = (round: string, count: number): readonly Racer[] =>
  racers(`organization ${round}`, count, (n) => ({
    ...{ organization: organizationId(round), base: baseId(`${round} ${n}`), capacity: 3 },
  }));

/** As many organizations at one base that has one place. */
export const oneSeat = (round: string, count: number): readonly Racer[] =>
  racers(`seat ${round}`, count, (n) => ({
    ...{ organization: organizationId(`${round} ${n}`), base: baseId(round), capacity: 1 },
  }));

/** That day, by whoever is at the keyboard. */
function contextOn(day: string): CommandContext {
  return {
    ...{ commandId: randomUUID(), keyed: false, correlationId: randomUUID() },
    ...{ now: parseInstant(`${day}T09:00:00+08:00`), actor: { person: officer, role: 'officer' } },
  };
}

const DECIDED_ON = '2024-03-22';

function factsOf({ organization }: Racer): Facts {
  const { 'applicant.relatedParties': parties } = facts;
  const value = { organization, related: [] };
  return { ...facts, 'applicant.relatedParties': { ...parties!, value } };
}

/** Accepted, with a panel's conclusion and Party work reviewed: all but decided. */
function stepsOf(racer: Racer): readonly (readonly [string, CaseCommand])[] {
  const { id, organization: applicant, base } = racer;
  const request = eventId(`panel of ${id}`);
  return [
    ['2024-03-04', applying('2024-03-04', factsOf(racer), { case: id, applicant, base })],
    ['2024-03-06', { ...act('2024-03-06'), type: 'AcceptEntry' }],
    [
      '2024-03-08',
      {
        ...{ ...party('2024-03-08'), type: 'PreReviewEntry', opinion: 'recommended' },
        remarks: '材料齐全，需求明确',
      },
    ],
    ['2024-03-11', { ...act('2024-03-11'), type: 'RequestPanel', request }],
    ['2024-03-20', { ...concluding(), request } as CaseCommand],
    ['2024-03-21', reviewing('entry', '2024-03-21')],
  ];
}

/** Writes the cases up to where they may be decided. @throws Error when a step is refused */
export async function prepare(ports: OpenPorts, racers: readonly Racer[]): Promise<void> {
  await Promise.all(racers.map((racer) => prepareOne(ports, racer)));
}

async function prepareOne({ store, privacy }: OpenPorts, racer: Racer): Promise<void> {
  const draft = draftOf({ privacy }, incubationCase, racer.id, { about: aboutCase });
  for (const [day, command] of stepsOf(racer)) {
    const decided = await draft.decide(contextOn(day), command);
    if (!decided.ok) throw new Error(`a step is refused: ${JSON.stringify(decided.refusal)}`);
  }
  await draft.append(store);
}

/** Decides the entry; the guards are asked from here on. @throws Error when that is refused */
async function approve(ports: OpenPorts, racer: Racer): Promise<void> {
  const command = { ...deciding(DECIDED_ON, factsOf(racer)), capacity: racer.capacity };
  const context = { ...contextOn(DECIDED_ON), keyed: true };
  const decide = () =>
    handle(ports, incubationCase, racer.id, context, () => command, { about: aboutCase });
  const asked = await untilAnswered(decide);
  if (!asked.ok) throw new Error(`a decision is refused: ${JSON.stringify(asked.refusal)}`);
}

/** As a client does: the same command again while the engine is too busy to answer. */
async function untilAnswered<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Unavailable || error instanceof OutcomeUnknown)) throw error;
    }
  }
}

/** All at once. */
export async function race(ports: OpenPorts, racers: readonly Racer[]): Promise<void> {
  await Promise.all(racers.map((racer) => approve(ports, racer)));
}
