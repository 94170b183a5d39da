import { randomUUID } from 'node:crypto';
import { authorityIdOf } from '@fuhua/directory';
import { parseDay, streamOf, type CaseId, type DivisionCode } from '@fuhua/kernel';
import type { Recorded } from '@fuhua/platform/event-store';
import { handle } from '@fuhua/platform/handle';
import { baseId, organizationId } from '@fuhua/testing';
import {
  eventually,
  said,
  type Answered,
  type Said,
  type Someone,
} from '@fuhua/platform/test-service';
import { aboutCase, incubationCase, type CaseCommand } from '../src/case/case.decider.ts';
import { act, caseId, identity } from '../src/case/case.suite.ts';
import type { World } from './world.suite.ts';

/** What specs of running cases set up: bureaus, a base, filed organizations, and cases that run since 2024-04-26. */

export const base = baseId('huashi');
const place = '320281107001';

export const bureauOf = (division: string) =>
  authorityIdOf({ kind: 'civil-affairs', division: division as DivisionCode });

export async function tellRegistry({ tell }: World, ...names: readonly string[]): Promise<void> {
  const bureaus = [
    ['32', 'province', '江苏省'],
    ['3202', 'city', '无锡市'],
    ['320281', 'county', '江阴市'],
  ].map(([division = '', level, name]) => ({
    ...{ stream: streamOf('authority', bureauOf(division)), type: 'AuthorityRegistered' },
    data: {
      ...{ authority: bureauOf(division), kind: 'civil-affairs', division, level },
      ...{ name: `${String(name)}民政局(测试)`, validFrom: '2000-01-01' },
    },
  }));
  const organizations = names.map((name) => ({
    ...{ stream: streamOf('organization', organizationId(name)), type: 'OrganizationRegistered' },
    data: {
      ...{ organization: organizationId(name), name: `${name}(测试)`, since: '2023-06-01' },
      registrar: { at: 'authority', authority: bureauOf('320281'), division: '320281' },
      body: { form: 'filed', township: '320281107' },
    },
  }));
  await tell(
    'registry',
    ...bureaus,
    {
      ...{ stream: streamOf('base', base), type: 'BaseRegistered' },
      data: {
        ...{ base, name: '华士镇社会组织孵化基地(测试)', kind: 'incubation-base' },
        ...{ level: 'township', location: place, establishedOn: '2019-05-06', capacity: 20 },
      },
    },
    ...organizations,
  );
}

/** Recorded from before this system; answers once both guards have granted it. */
export async function openCase({ ports }: World, name: string): Promise<CaseId> {
  const id = caseId(name);
  const now = ports.clock.now();
  const today = now.slice(0, 10);
  const person = act(today).person;
  const [startedOn, end] = [parseDay('2024-04-26'), parseDay('2025-04-25')];
  const { operator: _, ...known } = identity;
  const context = {
    ...{ commandId: randomUUID(), keyed: false, correlationId: randomUUID(), now },
    actor: { person, role: 'officer' },
  };
  const command: CaseCommand = {
    ...{ ...act(today), type: 'RecordMigratedCase', capacity: 20 },
    identity: { ...known, case: id, base, applicant: organizationId(name) },
    running: {
      ...{ appliedOn: parseDay('2024-03-04'), approvedOn: parseDay('2024-03-22'), startedOn },
      ...{ term: { start: startedOn, end, months: 12 }, twoMidtermsBreach: false },
      source: { name: '纸质档案（测试）', migrated: true },
    },
  };
  const options = { about: aboutCase };
  const recorded = await handle(ports, incubationCase, id, context, () => command, options);
  if (!recorded.ok) throw new Error(JSON.stringify(recorded.refusal));
  await eventually(
    () => eventsOf(ports, id),
    (events) => events.some(({ type }) => type === 'IncubationStarted'),
  );
  return id;
}

async function eventsOf({ store }: World['ports'], id: CaseId): Promise<readonly Recorded[]> {
  const events: Recorded[] = [];
  for await (const recorded of store.readStream(streamOf('case', id))) events.push(recorded);
  return events;
}

/** Says it to a case. */
export type Says = (by: Someone, command: string, body?: object) => Promise<Answered>;
export const sayingTo =
  (id: string): Says =>
  (by, command, body = {}) =>
    by.post(`/v1/cases/${id}/${command}`, body);

/** The body of what was accepted. @throws Error otherwise */
export async function accepted(answering: Promise<Answered>): Promise<Said> {
  const answered = await answering;
  if (answered.status > 201) throw new Error(answered.text);
  return said(answered);
}

/** Status and code: `409 incubation.step-missing`. */
export async function refused(answering: Promise<Answered>): Promise<string> {
  const answered = await answering;
  return `${String(answered.status)} ${String(said(answered)['code'])}`;
}

/** What the panel that was asked for last concludes; answers once the case knows. */
export async function concludes(
  { tell, ports }: World,
  id: CaseId,
  mean: string,
  weights: Readonly<Record<string, number>>,
): Promise<void> {
  const before = await eventsOf(ports, id);
  const asked = before.findLast(({ type }) => type === 'EvaluationRequested');
  const { request, purpose } = JSON.parse(String(asked?.data)) as Said;
  const panel = randomUUID();
  await tell('evaluation', {
    ...{ stream: streamOf('panel', panel), type: 'PanelConcluded' },
    data: {
      ...{ panel, request, subject: streamOf('case', id), purpose, mean, band: 'pass' },
      dimensions: Object.entries(weights).map(([code, max]) => ({
        ...{ code, mean: '1.00', max: String(max) },
      })),
      ...{ raters: 3, outsideRaters: 1, rubric: { version: 1 } },
      concludedOn: ports.clock.now().slice(0, 10),
    },
  });
  await eventually(
    () => eventsOf(ports, id),
    (events) => events.slice(before.length).some(({ type }) => type === 'EvaluationReceived'),
  );
}
