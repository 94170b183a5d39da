import {
  baseTold,
  directoryOf,
  factsTold,
  knownDelegationView,
  knownFilingDeadlineView,
  knownGrantView,
  newestOn,
  officesTold,
  operatorTold,
  organizationKnownOn,
  toldTo,
  untilTold,
  type BaseOn,
  type Told,
} from '@fuhua/directory';
import {
  isInForce,
  streamOf,
  type AuthorityId,
  type BaseId,
  type CaseId,
  type Day,
  type EventId,
  type OrganizationId,
  type PersonId,
} from '@fuhua/kernel';
import { PersonGrantEntity } from '@fuhua/platform/grants';
import type { ServicePorts } from '@fuhua/platform/service';
import { formatPosition, rowsAsOf, type View } from '@fuhua/platform/views';
import { competentAuthority, type Fact, type Facts, type PersonLink } from '@fuhua/rules';
import type { FindOptionsWhere } from 'typeorm';
import { localRulesFact } from '../localrules/localrules.view.ts';
import { approvedPlanOf } from '../plan/plan.view.ts';
import { residencyView } from '../residency/residency.view.ts';
import { spaceView } from '../space/space.view.ts';
import { EntryBarEntity, entryBarView } from './entry-bar.view.ts';
import type { ApplicantKind } from './entry.events.ts';
import type { CaseFacts } from './facts.http.ts';

/**
 * What cases ask of registry's topic and of the other slices. Single things are read from their streams; what stands in
 * many is read from a table that has come to the end that was seen first.
 * @throws ViewBehind, Unavailable
 */
export function caseKnown(ports: ServicePorts): CaseFacts {
  const told = toldTo(ports);
  return {
    entry: async ({ identity, on, decider }) => {
      const knownThrough = await ends(ports);
      const base = await baseTold(told, identity.base, on);
      const operator = await operatorTold(ports, identity.base, on);
      const facts = {
        ...(await organizationFacts(told, identity.applicant, on)),
        ...(base && (await baseFacts(ports, told, base, on))),
        ...(await standingHere(ports, identity, on)),
        ...(await boundTo(ports, told, { ...identity, operator }, on)),
        ...(decider && { 'entry.decider': await deciderFact(ports, decider, on) }),
      };
      return { facts, knownThrough };
    },
    base: async (id, on) => {
      const base = await baseTold(told, id, on);
      if (base === undefined) return undefined;
      return { capacity: base.capacity, operator: await operatorTold(ports, id, on) };
    },
    applicantKind: async (organization, on) => {
      const kind = (await organizationFacts(told, organization, on))['applicant.kind'];
      return kind?.value as ApplicantKind | undefined;
    },
    plan: (id) => approvedPlanOf(ports, id),
    running: async ({ identity, on, officers = [] }) => {
      const knownThrough = await ends(ports);
      const operator = await operatorTold(ports, identity.base, on);
      const base = await baseTold(told, identity.base, on);
      const facts = {
        ...(await organizationFacts(told, identity.applicant, on)),
        ...(base && (await competenceFacts(told, base, on))),
        'exit.operatorOfficers': await boundOfficers(ports, operator, { identity, on, officers }),
      };
      return { facts, knownThrough };
    },
  };
}

/** Seen before anything is read, and waited for where a table is read. */
async function ends({ service, store, mirrors }: ServicePorts): Promise<Record<string, string>> {
  const known: Record<string, string> = {};
  known[service] = formatPosition({ service, epoch: store.epoch(), position: await store.head() });
  for (const mirror of mirrors) {
    const epoch = await mirror.epoch(AbortSignal.timeout(AWAIT_MS_MAX));
    if (epoch === undefined) continue;
    const position = await mirror.store.head();
    known[mirror.service] = formatPosition({ service: mirror.service, epoch, position });
  }
  return known;
}

/** Of a topic that nobody has told yet. */
const AWAIT_MS_MAX = 100;

const fact = (value: unknown, validFrom: Day, sources: readonly EventId[] = []): Fact => ({
  ...{ value, validFrom, sources: [...sources] },
});

async function organizationFacts(
  told: Told,
  organization: OrganizationId,
  on: Day,
): Promise<Facts> {
  const rows = await factsTold(told, organization);
  const authority = newestOn(rows, 'registrar', on)?.data['authority'] as AuthorityId | undefined;
  const deadlines =
    authority === undefined
      ? []
      : await told.rows(knownFilingDeadlineView, streamOf('authority', authority));
  return organizationKnownOn({ organization, rows, deadlines }, on);
}

/** R-ENT-02, R-ENT-05. */
async function baseFacts(ports: ServicePorts, told: Told, base: BaseOn, on: Day): Promise<Facts> {
  const { sources, since, functions = [], extensions, capacity } = base;
  const of = (value: unknown, field: keyof BaseOn['since']): Fact =>
    fact(
      value,
      since[field] ?? on,
      [sources[field]].filter((one) => one !== undefined),
    );
  const [space] = await rowsAsOf(spaceView, ports.store, streamOf('space', base.base), {});
  const held = space?.held ?? [];
  const allocated = held.map((one) => one.allocated);
  const competent = competentAuthority(
    ...([base, 'entry', await directoryOf(officesTold(told), base, on), on] as const),
  );
  const rules =
    competent.authority === undefined
      ? undefined
      : await localRulesFact(ports, competent.authority, on);
  return {
    'base.active': of(base.stage === 'active', 'stage'),
    'base.level': of(base.level, 'level'),
    'base.functions': of([...functions, ...extensions], 'functions'),
    'base.freePlaces': fact(Math.max(0, capacity - held.length), on, [
      ...[sources.capacity].filter((one) => one !== undefined),
      ...allocated,
    ]),
    ...(rules && { 'authority.localRules': rules }),
  };
}

/** R-ENT-07 and R-ENT-10: what is recorded here is known, also that there is nothing. */
async function standingHere(
  ports: ServicePorts,
  { case: id, applicant }: { readonly case: CaseId; readonly applicant: OrganizationId },
  on: Day,
): Promise<Facts> {
  const [row] = await rowsAsOf(residencyView, ports.store, streamOf('residency', applicant), {});
  const others = (row?.active ?? []).filter((one) => one.case !== id);
  await untilHead(ports, entryBarView);
  const bars = await ports.dataSource
    .getRepository(EntryBarEntity)
    .find({ where: { organization: applicant }, order: { until: 'DESC' } });
  const bar = bars.find(({ validFrom, until }) => validFrom <= on && on <= until);
  return {
    'applicant.activeCases': fact(
      others.map((one) => ({ case: one.case, mode: one.mode })),
      on,
      others.map(({ granted }) => granted),
    ),
    'applicant.bar': bar
      ? { ...fact({ until: bar.until }, bar.validFrom, [bar.event]), validTo: bar.until }
      : fact('none', on),
  };
}

async function untilHead({ projection, store }: ServicePorts, view: View): Promise<void> {
  await projection.waitUntil(view, await store.head());
}

/** R-ENT-09: whom the applicant, its persons and the operator are bound to. */
async function boundTo(
  ports: ServicePorts,
  told: Told,
  {
    applicant,
    operator,
  }: { readonly applicant: OrganizationId; readonly operator: OrganizationId | undefined },
  on: Day,
): Promise<Facts> {
  const persons = await grantsOn(ports, on, { organization: applicant });
  const links = await Promise.all(persons.map(({ person }) => linksOf(ports, person, on)));
  const parties: Fact | undefined =
    operator === undefined
      ? fact('none', on)
      : (await organizationFacts(told, operator, on))['applicant.relatedParties'];
  return {
    'applicant.personLinks': fact(
      links.flat().filter(({ organization }) => organization !== applicant),
      on,
      persons.map(({ grant }) => grant),
    ),
    ...(parties && { 'operator.relatedParties': parties }),
  };
}

async function deciderFact(ports: ServicePorts, person: PersonId, on: Day): Promise<Fact> {
  return fact({ person, links: await linksOf(ports, person, on) }, on);
}

/** Whoever acts for an organization, or for the operator of a base, works for it. */
async function linksOf(
  ports: ServicePorts,
  person: PersonId,
  on: Day,
): Promise<readonly PersonLink[]> {
  const links: PersonLink[] = [];
  for (const { organization, base, validFrom, validTo } of await grantsOn(ports, on, { person })) {
    const operator = base === null ? undefined : await operatorTold(ports, base, on);
    for (const party of [organization ?? undefined, operator]) {
      if (party === undefined) continue;
      const days = { validFrom, ...(validTo !== null && { validTo }) };
      links.push({ organization: party, relation: 'works-for', ...days });
    }
  }
  return links;
}

async function grantsOn(
  ports: ServicePorts,
  on: Day,
  of: Partial<Pick<PersonGrantEntity, 'person' | 'organization' | 'base'>>,
): Promise<readonly PersonGrantEntity[]> {
  await untilTold(ports, knownGrantView);
  await untilTold(ports, knownDelegationView);
  const grants = await ports.dataSource
    .getRepository(PersonGrantEntity)
    .findBy(of as FindOptionsWhere<PersonGrantEntity>);
  return grants.filter(
    ({ role, validFrom, validTo }) =>
      (role === 'organization' || role === 'operator') &&
      isInForce({ validFrom, validTo: validTo ?? undefined }, on),
  );
}

/** R-EXT-05, R-EXT-06: who is competent for an early exit, and for its review. */
async function competenceFacts(told: Told, base: BaseOn, on: Day): Promise<Facts> {
  const directory = await directoryOf(officesTold(told), base, on);
  const [exit, review] = (['exit', 'review'] as const).map(
    (act) => competentAuthority(base, act, directory, on).authority,
  );
  return {
    ...(exit && { 'base.competentAuthority': fact(exit, on) }),
    ...(review && { 'base.reviewAuthority': fact(review, on) }),
  };
}

interface Officers {
  readonly identity: { readonly base: BaseId };
  readonly on: Day;
  readonly officers: readonly PersonId[];
}

/** Of those officers who acts for the operator too: none of them takes part in an early exit (R-EXT-05). */
async function boundOfficers(
  ports: ServicePorts,
  operator: OrganizationId | undefined,
  { identity: { base }, on, officers }: Officers,
): Promise<Fact> {
  if (operator === undefined) return fact([], on);
  const grants = [
    ...(await grantsOn(ports, on, { organization: operator })),
    ...(await grantsOn(ports, on, { base })),
  ].filter(({ person }) => officers.includes(person));
  const persons = [...new Set(grants.map(({ person }) => person))].sort();
  return fact(persons, on, [...new Set(grants.map(({ grant }) => grant))].sort());
}
