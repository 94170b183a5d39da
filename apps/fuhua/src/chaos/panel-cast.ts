import { randomUUID } from 'node:crypto';
import { divisionsBelow, makeUscc } from '@fuhua/rules';
import type { Day, DivisionCode } from '@fuhua/kernel';
import type { Random } from '../random.ts';
import { sendOnce } from './client.ts';
import type { Client } from './client.ts';
import { appointOfficer } from './officer.ts';

/** Who brings cases through a panel, by their ids in registry. */
export interface PanelPeople {
  readonly officer: string;
  /** The bureau of the officer. */
  readonly authority: string;
  readonly raters: readonly string[];
}

/** The same people at their keyboards. */
export interface PanelCast {
  readonly administrator: Client;
  readonly officer: Client;
  readonly authority: string;
  readonly raters: readonly Rater[];
}

export interface Rater {
  readonly person: string;
  readonly client: Client;
}

/** A case of which nothing but the panel and the decision is missing. */
export interface OpenCase {
  readonly id: string;
}

export type ClientFor = (person?: string) => Promise<Client>;

/** The day on which all of it happens. */
export const TODAY = '2024-03-19' as Day;
const TOWNSHIP = '320506104' as DivisionCode;
const source = { name: '社会组织法人库（测试）' };
const FILE = 'a'.repeat(64);
const SECTIONS = [
  ...['service-content', 'entry-conditions', 'application-procedure'],
  ...['incubation-term', 'incubation-flow'],
];
/** A service that has not heard yet of what another has just recorded. */
const NOT_HEARD = ['platform.forbidden-role', 'platform.out-of-scope', 'incubation.not-yet-known'];

/** Registers the bureau, its officer and three raters, and adopts the rules without which nobody is taken in. */
export async function registerPeople(clientFor: ClientFor): Promise<PanelPeople> {
  const administrator = await clientFor();
  const { person: officer, authority } = await appointOfficer(administrator);
  const raters: string[] = [];
  for (const name of ['评委甲', '评委乙', '评委丙']) {
    raters.push(await personWith(administrator, name, { role: 'rater', reach: {} }));
  }
  await adoptRules(await clientFor(officer), authority);
  return { officer, authority, raters };
}

async function adoptRules(officer: Client, authority: string): Promise<void> {
  const path = `/incubation/v1/local-rules/${authority}`;
  const sections = Object.fromEntries(SECTIONS.map((code) => [code, '依规办理（测试）']));
  const draft = { kind: 'operating-rules', title: '运营规程（测试）', sections, files: [FILE] };
  const drafted = await sendOnce(officer, `${path}/draft`, draft, NOT_HEARD);
  const days = { adoptedOn: TODAY, publishedOn: TODAY, effectiveFrom: TODAY };
  const { rule } = drafted as unknown as { readonly rule: string };
  await officer.send(`${path}/adopt`, { rule, number: '吴民〔2024〕3号', files: [FILE], ...days });
}

export async function castOf(people: PanelPeople, clientFor: ClientFor): Promise<PanelCast> {
  const raters: Rater[] = [];
  for (const person of people.raters) raters.push({ person, client: await clientFor(person) });
  const { officer, authority } = people;
  return {
    ...{ authority, raters },
    administrator: await clientFor(),
    officer: await clientFor(officer),
  };
}

async function personWith(administrator: Client, name: string, grant: object): Promise<string> {
  const person = await administrator.send('/registry/v1/persons', { name });
  if (person === undefined) throw new Error('refused without a reason');
  await administrator.send(`/registry/v1/persons/${person.id}/grant-role`, grant);
  return person.id;
}

/**
 * Organizations that all want into both of two bases, of which one has a place for one in two of them, and the other for
 * one in four: who is in is decided by the guards.
 */
export async function openCases(
  cast: PanelCast,
  count: number,
  clientFor: ClientFor,
  random: Random,
): Promise<readonly OpenCase[]> {
  const organizations = Math.ceil(count / 2);
  const bases = await Promise.all(
    [2, 4].map((part) => openBase(cast, Math.ceil(organizations / part))),
  );
  const opened = await Promise.all(
    Array.from({ length: organizations }, () => applicantOf(cast, clientFor, random)),
  );
  const wishes = opened.flatMap((applicant) => bases.map((base) => ({ ...applicant, base })));
  return Promise.all(wishes.slice(0, count).map((wish) => openCase(cast, wish)));
}

async function openBase({ officer }: PanelCast, capacity: number): Promise<string> {
  const location = divisionsBelow(TOWNSHIP, TODAY)[0]?.code;
  const name = `社会组织孵化基地${randomUUID().slice(0, 8)}（测试）`;
  const base = await officer.send('/registry/v1/bases', {
    ...{ name, kind: 'incubation-base', level: 'township', location },
    ...{ establishedOn: '2024-03-01', capacity, source },
  });
  const path = `/registry/v1/bases/${base?.id ?? ''}`;
  const functions = ['incubation', 'space', 'capacity', 'finance-guidance', 'training'];
  await officer.send(`${path}/declare-functions`, { functions, on: TODAY });
  await officer.send(`${path}/decide-functions`, {});
  return base?.id ?? '';
}

interface Applicant {
  readonly organization: string;
  readonly client: Client;
}

async function applicantOf(
  { administrator, officer, authority }: PanelCast,
  clientFor: ClientFor,
  random: Random,
): Promise<Applicant> {
  const digits = Math.floor(random() * 1e8).toString();
  const since = '2023-09-20';
  const registered = await officer.send('/registry/v1/organizations', {
    ...{ name: '吴中区邻里助老服务社（测试）', form: 'registered', since, source },
    ...{ kind: 'social-service-organization', registrar: { authority } },
    uscc: makeUscc('52320506', digits.padStart(8, '0')),
  });
  const organization = registered?.id ?? '';
  const path = `/registry/v1/organizations/${organization}`;
  const community = { classification: 'community', validFrom: since, source };
  await sendOnce(officer, `${path}/record-classification`, community, ['registry.not-registered']);
  const registers = ['annual-filings', 'grades', 'lists', 'penalties', 'registrations'];
  const read = { registers, synchronisedOn: TODAY, source };
  await officer.send(`${path}/record-synchronisation`, read);
  const reach = { organization };
  const person = await personWith(administrator, '周明', { role: 'organization', reach });
  return { organization, client: await clientFor(person) };
}

async function openCase(
  { officer }: PanelCast,
  { organization, client, base }: Applicant & { readonly base: string },
): Promise<OpenCase> {
  const application = {
    ...{ base, applicant: organization, mode: 'in-shell', incubationStage: 'start-up' },
    files: [FILE],
  };
  const { id } = await sendOnce(client, '/incubation/v1/cases', application, NOT_HEARD);
  const path = `/incubation/v1/cases/${id}`;
  await sendOnce(officer, `${path}/accept`, {}, NOT_HEARD);
  const opinion = { opinion: 'recommended', remarks: '材料属实，服务对象明确（测试）' };
  await officer.send(`${path}/pre-review`, opinion);
  const review = { gate: 'entry', findings: '党建工作同步开展（测试）', evidence: [] };
  await officer.send(`${path}/review-party-work`, review);
  return { id };
}
