import {
  addDays,
  dayOf,
  streamOf,
  type OperatorContractId,
  type OrganizationId,
} from '@fuhua/kernel';
import { Caller, Public, Roles, type CallerOfRequest } from '@fuhua/platform/auth';
import {
  page,
  pageOfEach,
  rowOf,
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
import { Ports, readPage, readRow, type ServicePorts } from '@fuhua/platform/service';
import type { View } from '@fuhua/platform/views';
import { scopeRange } from '@fuhua/rules';
import { Controller, Get, Query } from '@nestjs/common';
import { In, IsNull, Not, type SelectQueryBuilder } from 'typeorm';
import { OperatorBarEntity, operatorBarView, type OperatorBarRow } from './operator-bar.view.ts';
import { OperatorExceptionEntity, operatorExceptionView } from './operator-exception.view.ts';
import {
  answerOn,
  itemOn,
  OperatorContractAnswer,
  publicContract,
  publicException,
  OperatorContractItem,
  PublicContract,
  PublicException,
} from './operatorcontract-answer.http.ts';
import './operatorcontract-problems.http.ts';
import {
  OperatorBarsQuery,
  OperatorContractsQuery,
  PublicQuery,
} from './operatorcontract-query.dto.ts';
import { operatorContract } from './operatorcontract.decider.ts';
import { OperatorContractEntity, operatorContractView } from './operatorcontract.view.ts';

type Listed<Item> = Promise<Page<Item> & { readonly position: bigint }>;

/** Whoever acts for an organization reads what is about that one. */
@Controller('v1')
@Roles('officer', 'auditor', 'administrator', 'integrator', 'operator', 'organization')
export class OperatorContractQueryHttp {
  constructor(@Ports() private readonly ports: ServicePorts) {}

  @Get('operator-contracts')
  @ReadRoute({
    summary: { zh: '运营方提名与运营合同', en: 'List nominations and contracts' },
    answer: pageOfEach(OperatorContractItem),
  })
  list(
    @Query() query: OperatorContractsQuery,
    @Caller() caller: CallerOfRequest,
  ): Listed<PlainOf<OperatorContractItem>> {
    const { after, limit, atLeast } = query;
    const last = parseCursor(after, ['string', 'string']);
    const today = dayOf(this.ports.clock.now());
    const own = ownOf(caller);
    return readPage(this.ports, [operatorContractView as View], atLeast, async (manager) => {
      const rows = manager.createQueryBuilder(OperatorContractEntity, 'one');
      if (last) rows.andWhere('(one.division, one.stream) > (:...last)', { last });
      if (own) rows.andWhere({ operator: In([...own]) });
      filter(rows, query);
      if (query.lapsingWithin !== undefined) {
        const until = addDays(today, query.lapsingWithin);
        rows.andWhere({ stage: 'in-force' });
        rows.andWhere('(one.gradeValidTo is null or one.gradeValidTo <= :until)', { until });
      }
      rows.orderBy({ 'one.division': 'ASC', 'one.stream': 'ASC' }).take(limit + 1);
      const page = pageOf(await rows.getMany(), limit, (row) => [row.division, row.stream]);
      return { ...page, items: page.items.map((row) => itemOn(row, today)) };
    });
  }

  /** As it stands; with `asOf` as it stood on that day, with `knownAt` as it was known then. */
  @Get('operator-contracts/:id')
  @ReadRoute({
    summary: { zh: '查询运营方提名或运营合同', en: 'Read a nomination or contract' },
    problems: ['registry.operator-contract-unknown'],
    answer: OperatorContractAnswer,
  })
  async read(
    @Id() id: OperatorContractId,
    @Query() query: AsOfQuery,
    @Caller() caller: CallerOfRequest,
  ): Promise<PlainOf<OperatorContractAnswer>> {
    const now = this.ports.clock.now();
    const moment = momentOf(query, now);
    const at = { ...moment, atLeast: query.atLeast };
    const stream = streamOf(operatorContract.category, id);
    const row = await readRow(this.ports, operatorContractView, stream, at);
    const own = ownOf(caller);
    const readable = own === undefined || (row && own.includes(row.operator)) ? row : undefined;
    const known = found(readable, 'registry.operator-contract-unknown');
    return { ...answerOn(known, moment.asOf ?? dayOf(now)), ...moment };
  }

  @Get('operator-bars')
  @ReadRoute({
    summary: { zh: '运营方限制', en: 'List bars of operators' },
    answer: page(rowOf(OperatorBarEntity, { without: ['stream', 'revision'] })),
  })
  bars(
    @Query() { after, limit, atLeast, operator }: OperatorBarsQuery,
    @Caller() caller: CallerOfRequest,
  ): Listed<Omit<OperatorBarRow, 'stream' | 'revision'>> {
    const last = parseCursor(after, ['string', 'string']);
    const own = ownOf(caller);
    return readPage(this.ports, [operatorBarView as View], atLeast, async (manager) => {
      const rows = manager.createQueryBuilder(OperatorBarEntity, 'one');
      if (last) rows.andWhere('(one.stream, one.event) > (:...last)', { last });
      if (own) rows.andWhere({ operator: In([...own]) });
      if (operator) rows.andWhere({ operator });
      rows.orderBy({ 'one.stream': 'ASC', 'one.event': 'ASC' }).take(limit + 1);
      const page = pageOf(await rows.getMany(), limit, (row) => [row.stream, row.event]);
      const shown = ({ stream: _stream, revision: _revision, ...bar }: OperatorBarRow) => bar;
      return { ...page, items: page.items.map(shown) };
    });
  }
}

/** What R-OPR-01 and 102号令第23条 want in public. */
@Controller('v1')
@Public()
export class PublicOperatorsHttp {
  constructor(@Ports() private readonly ports: ServicePorts) {}

  @Get('operator-exceptions')
  @ReadRoute({
    summary: { zh: '运营方例外公示', en: 'Exceptions that were approved' },
    answer: pageOfEach(PublicException),
  })
  exceptions(
    @Query() { after, limit, atLeast, base, operator }: PublicQuery,
  ): Listed<PlainOf<PublicException>> {
    const last = parseCursor(after, ['string', 'string']);
    return readPage(this.ports, [operatorExceptionView as View], atLeast, async (manager) => {
      const rows = manager.createQueryBuilder(OperatorExceptionEntity, 'one');
      if (last) rows.andWhere('(one.stream, one.event) > (:...last)', { last });
      if (base) rows.andWhere({ base });
      if (operator) rows.andWhere({ operator });
      rows.orderBy({ 'one.stream': 'ASC', 'one.event': 'ASC' }).take(limit + 1);
      const page = pageOf(await rows.getMany(), limit, (row) => [row.stream, row.event]);
      return { ...page, items: page.items.map(publicException) };
    });
  }

  @Get('published-operator-contracts')
  @ReadRoute({
    summary: { zh: '运营合同公开', en: 'Contracts that were published' },
    answer: pageOfEach(PublicContract),
  })
  contracts(
    @Query() { after, limit, atLeast, base, operator }: PublicQuery,
  ): Listed<PlainOf<PublicContract>> {
    const last = parseCursor(after, ['string', 'string']);
    return readPage(this.ports, [operatorContractView as View], atLeast, async (manager) => {
      const rows = manager.createQueryBuilder(OperatorContractEntity, 'one');
      rows.where({ publishedOn: Not(IsNull()) });
      if (last) rows.andWhere('(one.division, one.stream) > (:...last)', { last });
      if (base) rows.andWhere({ base });
      if (operator) rows.andWhere({ operator });
      rows.orderBy({ 'one.division': 'ASC', 'one.stream': 'ASC' }).take(limit + 1);
      const page = pageOf(await rows.getMany(), limit, (row) => [row.division, row.stream]);
      return { ...page, items: page.items.map(publicContract) };
    });
  }
}

/** The organizations that a caller may read of, where these are not all. */
function ownOf({ role, grants }: CallerOfRequest): readonly OrganizationId[] | undefined {
  if (role !== 'operator' && role !== 'organization') return undefined;
  return grants.flatMap(({ reach: { organization: own } }) => own ?? []);
}

function filter(
  rows: SelectQueryBuilder<OperatorContractEntity>,
  { base, operator, division, status, alerts }: OperatorContractsQuery,
): void {
  if (base) rows.andWhere({ base });
  if (operator) rows.andWhere({ operator });
  if (division) rows.andWhere('one.division between :from and :to', scopeRange(division));
  if (status) rows.andWhere({ stage: status });
  if (alerts) rows.andWhere(alerts === 'open' ? 'one.openAlerts > 0' : 'one.openAlerts = 0');
}
