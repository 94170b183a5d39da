import { PROVINCE, ZoneMappingEntity, mappedOn } from '@fuhua/directory';
import { dayOf, streamOf, type BaseId, type Day, type DivisionCode } from '@fuhua/kernel';
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
import { scopeRange, type ZoneMapping } from '@fuhua/rules';
import { Controller, Get, Query } from '@nestjs/common';
import { In, IsNull, type SelectQueryBuilder } from 'typeorm';
import { zoneMappingView } from '../authority/authority.view.ts';
import { baseItem, BaseAnswer, baseOn, itemOf, type BaseItem } from './base-answer.http.ts';
import { baseFactView } from './base-fact.view.ts';
import './base-problems.http.ts';
import { BasesQuery } from './base-query.dto.ts';
import { base } from './base.decider.ts';
import { BaseEntity, baseView } from './base.view.ts';

const views = [baseView as View, zoneMappingView as View];

/** Whoever runs one base reads that one. */
@Roles('officer', 'auditor', 'administrator', 'integrator', 'operator')
@Controller('v1/bases')
export class BaseQueryHttp {
  constructor(@Ports() private readonly ports: ServicePorts) {}

  /** As they stand today. */
  @Get()
  @ReadRoute({ summary: { zh: '基地名录', en: 'List bases, by place' }, answer: page(baseItem) })
  async list(
    @Query() query: BasesQuery,
    @Caller() caller: CallerOfRequest,
  ): Promise<Page<BaseItem> & { readonly position: bigint }> {
    const { after, limit, atLeast } = query;
    const last = parseCursor(after, ['string', 'string']);
    const today = dayOf(this.ports.clock.now());
    return readPage(this.ports, views, atLeast, async (manager) => {
      const rows = manager.createQueryBuilder(BaseEntity, 'one');
      if (last) rows.where('(one.location, one.stream) > (:...last)', { last });
      const own = ownOf(caller);
      if (own) rows.andWhere({ base: In([...own]) });
      filter(rows, query);
      rows.orderBy({ 'one.location': 'ASC', 'one.stream': 'ASC' }).take(limit + 1);
      const page = pageOf(await rows.getMany(), limit, (row) => [row.location, row.stream]);
      const mappings = await manager.find(ZoneMappingEntity);
      const mapped = (location: DivisionCode): ZoneMapping | undefined =>
        mappedOn(mappings, location, today);
      return {
        ...page,
        items: page.items.map((row) => itemOf(row, mapped(row.location), today)),
      };
    });
  }

  /** As it stands; with `asOf` as it stood on that day, with `knownAt` as it was known then. */
  @Get(':id')
  @ReadRoute({
    summary: { zh: '查询基地', en: 'Read a base' },
    problems: ['registry.base-unknown'],
    answer: BaseAnswer,
  })
  async read(
    @Id() id: BaseId,
    @Query() query: AsOfQuery,
    @Caller() caller: CallerOfRequest,
  ): Promise<PlainOf<BaseAnswer>> {
    if (caller.role === 'operator') assertInScope(caller, { base: id });
    const now = this.ports.clock.now();
    const moment = momentOf(query, now);
    const at = { ...moment, atLeast: query.atLeast };
    const stream = streamOf(base.category, id);
    const row = found(await readRow(this.ports, baseView, stream, at), 'registry.base-unknown');
    const facts = await readRows(this.ports, baseFactView, stream, at);
    const mappings = await readRows(
      this.ports,
      zoneMappingView,
      streamOf('authority', PROVINCE),
      moment,
    );
    const on: Day = moment.asOf ?? dayOf(now);
    const told = baseOn(row, facts, (location) => mappedOn(mappings, location, on), on);
    return { ...told, ...moment };
  }
}

/** The bases that a caller may read, where these are not all. */
function ownOf({ role, grants }: CallerOfRequest): readonly BaseId[] | undefined {
  if (role !== 'operator') return undefined;
  return grants.flatMap(({ reach: { base: own } }) => own ?? []);
}

function filter(
  rows: SelectQueryBuilder<BaseEntity>,
  { division, kind, level, stage, sponsor, regime, function: code }: BasesQuery,
): void {
  if (division) rows.andWhere('one.location between :from and :to', scopeRange(division));
  if (kind) rows.andWhere({ kind });
  if (level) rows.andWhere({ level });
  if (stage) rows.andWhere({ stage });
  if (sponsor) rows.andWhere({ sponsor });
  if (regime) rows.andWhere({ regime: regime === 'none' ? IsNull() : regime });
  if (code) rows.andWhere('one.functions @> :codes::jsonb', { codes: JSON.stringify([code]) });
}
