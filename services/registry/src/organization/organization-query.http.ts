import { dayOf, streamOf, type Day, type OrganizationId } from '@fuhua/kernel';
import { assertInScope, Caller, Roles, type CallerOfRequest } from '@fuhua/platform/auth';
import {
  page,
  AsOfQuery,
  found,
  Id,
  momentOf,
  pageOf,
  parseCursor,
  ReadRoute,
  type Page,
  type PlainOf,
} from '@fuhua/platform/http';
import { Ports, readPage, readRow, readRows, type ServicePorts } from '@fuhua/platform/service';
import type { View } from '@fuhua/platform/views';
import { scopeRange } from '@fuhua/rules';
import { Controller, Get, Query } from '@nestjs/common';
import { In, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { usccIn } from './acting.http.ts';
import { OrganizationFactEntity, type FactRow } from '@fuhua/directory';
import {
  organizationItem,
  itemOn,
  OrganizationAnswer,
  organizationOn,
  type OrganizationItem,
} from './organization-answer.http.ts';
import { organizationFactView } from './organization-fact.view.ts';
import './organization-problems.http.ts';
import { OrganizationsQuery } from './organization-query.dto.ts';
import { organization } from './organization.decider.ts';
import { OrganizationEntity, organizationView } from './organization.view.ts';

const views = [organizationView as View, organizationFactView as View];

/** Whoever acts for one organization reads that one. */
@Roles('officer', 'auditor', 'administrator', 'integrator', 'operator', 'organization')
@Controller('v1/organizations')
export class OrganizationQueryHttp {
  constructor(@Ports() private readonly ports: ServicePorts) {}

  /** Those on record, as they stand today. An attempt that was refused, or a record made by mistake, is read by its id. */
  @Get()
  @ReadRoute({
    summary: { zh: '社会组织名录', en: 'List organizations, by division' },
    answer: page(organizationItem),
  })
  async list(
    @Query() query: OrganizationsQuery,
    @Caller() caller: CallerOfRequest,
  ): Promise<Page<OrganizationItem> & { readonly position: bigint }> {
    const { after, limit, atLeast } = query;
    const last = parseCursor(after, ['string', 'string']);
    const today = dayOf(this.ports.clock.now());
    return readPage(this.ports, views, atLeast, async (manager) => {
      const rows = manager
        .createQueryBuilder(OrganizationEntity, 'one')
        .where({ stage: In(['on-record', 'linking']) });
      if (last) rows.andWhere('(one.division, one.stream) > (:...last)', { last });
      const own = ownOf(caller);
      if (own) rows.andWhere({ organization: In([...own]) });
      filter(rows, query, today);
      rows.orderBy({ 'one.division': 'ASC', 'one.stream': 'ASC' }).take(limit + 1);
      const page = pageOf(await rows.getMany(), limit, (row) => [row.division, row.stream]);
      const facts = await factsOf(manager, page.items);
      const ofRow = (row: OrganizationEntity): readonly FactRow[] => facts.get(row.stream) ?? [];
      return { ...page, items: page.items.map((row) => itemOn(row, ofRow(row), today)) };
    });
  }

  /** As it stands; with `asOf` as it stood on that day, with `knownAt` as it was known then. */
  @Get(':id')
  @ReadRoute({
    summary: { zh: '查询社会组织', en: 'Read an organization' },
    problems: ['registry.organization-unknown'],
    answer: OrganizationAnswer,
  })
  async read(
    @Id() id: OrganizationId,
    @Query() query: AsOfQuery,
    @Caller() caller: CallerOfRequest,
  ): Promise<PlainOf<OrganizationAnswer>> {
    if (ownOf(caller)) assertInScope(caller, { organization: id });
    const now = this.ports.clock.now();
    const moment = momentOf(query, now);
    const at = { ...moment, atLeast: query.atLeast };
    const stream = streamOf(organization.category, id);
    const row = await readRow(this.ports, organizationView, stream, at);
    const facts = await readRows(this.ports, organizationFactView, stream, at);
    const known = found(row, 'registry.organization-unknown');
    return { ...organizationOn(known, facts, moment.asOf ?? dayOf(now)), ...moment };
  }
}

/** The organizations that a caller may read, where these are not all. */
function ownOf({ role, grants }: CallerOfRequest): readonly OrganizationId[] | undefined {
  if (role !== 'operator' && role !== 'organization') return undefined;
  return grants.flatMap(({ reach: { organization: own } }) => own ?? []);
}

function filter(
  rows: SelectQueryBuilder<OrganizationEntity>,
  { uscc, registrar, division, kind, form, grade, listed }: OrganizationsQuery,
  today: Day,
): void {
  if (uscc) rows.andWhere({ uscc: usccIn('uscc', uscc) });
  if (registrar) rows.andWhere({ registrarAuthority: registrar });
  if (division) rows.andWhere('one.division between :from and :to', scopeRange(division));
  if (kind) rows.andWhere({ kind });
  if (form) rows.andWhere({ form });
  if (grade) rows.andWhere(`(${gradeInForce}) = :grade`, { today, grade });
  if (listed === undefined) return;
  const isOn = `exists (select ${inForce('listing')}${isList(listed) ? named : ''})`;
  rows.andWhere(listed === 'none' ? `not ${isOn}` : isOn, { today, listed });
}

function isList(listed: NonNullable<OrganizationsQuery['listed']>): boolean {
  return listed !== 'any' && listed !== 'none';
}

const named = ` and fact.data ->> 'list' = :listed`;

/** The facts of that kind of the organization `one` that are in force on the day `today`, as `inForceOn` tells. */
function inForce(kind: FactRow['kind']): string {
  return `from organization_fact fact where fact.stream = one.stream and fact.kind = '${kind}'
    and fact.valid_from <= :today and (fact.valid_to is null or fact.valid_to >= :today)
    and (fact.ended_on is null or fact.ended_on > :today)`;
}

const gradeInForce = `select fact.data ->> 'grade' ${inForce('grade')}
  order by fact.valid_from desc, fact.sequence desc limit 1`;

async function factsOf(
  manager: EntityManager,
  rows: readonly OrganizationEntity[],
): Promise<ReadonlyMap<string, readonly FactRow[]>> {
  const facts = await manager.findBy(OrganizationFactEntity, {
    stream: In(rows.map(({ stream }) => stream)),
    kind: In(['grade', 'listing']),
  });
  const ofStream = (stream: string): readonly FactRow[] =>
    facts.filter((fact) => fact.stream === stream);
  return new Map(rows.map(({ stream }) => [stream, ofStream(stream)]));
}
