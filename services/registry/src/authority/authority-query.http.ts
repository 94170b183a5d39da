import {
  namedOn,
  PROVINCE,
  stageOn,
  type AuthorityStage,
  type FilingDeadlineRow,
  type ZoneMappingRow,
} from '@fuhua/directory';
import {
  dayOf,
  isInForce,
  streamOf,
  type AuthorityId,
  type Day,
  type StreamName,
} from '@fuhua/kernel';
import { Roles, roles } from '@fuhua/platform/auth';
import {
  field,
  listed,
  pageOfEach,
  rowOf,
  type Schema,
  AsOfQuery,
  found,
  Id,
  pageOf,
  parseCursor,
  ReadRoute,
  type PlainOf,
} from '@fuhua/platform/http';
import { Ports, readPage, readRow, readRows, type ServicePorts } from '@fuhua/platform/service';
import type { View, ViewRow } from '@fuhua/platform/views';
import { LegalKind, scopeRange } from '@fuhua/rules';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import './authority-problems.http.ts';
import { authority } from './authority.decider.ts';
import { AuthoritiesQuery } from './authority.dto.ts';
import { AuthorityKind, AuthorityLevel, type AuthorityEvent } from './authority.events.ts';
import {
  AuthorityEntity,
  authorityView,
  filingDeadlineView,
  zoneMappingView,
  type AuthorityRow,
} from './authority.view.ts';

class AuthorityAnswer {
  @ApiProperty({ type: 'string', format: 'uuid' })
  id!: AuthorityId;
  @ApiProperty({ enum: AuthorityKind.options })
  kind!: AuthorityKind;
  @ApiProperty({ type: 'string' })
  division!: AuthorityRow['division'];
  @ApiProperty({ enum: AuthorityLevel.options })
  level!: AuthorityLevel;
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  department!: AuthorityRow['department'];
  @ApiProperty({ type: 'string', description: '名称（所问之日） / on the day asked about' })
  name!: string;
  @ApiProperty({ enum: ['not-yet', 'active', 'dissolved'] })
  stage!: AuthorityStage;
  @ApiProperty({ format: 'uuid', nullable: true, type: 'string' })
  contact!: AuthorityRow['contact'];
  @ApiProperty()
  officePhone!: string;
  @ApiProperty({ type: 'string', format: 'date' })
  validFrom!: Day;
  @ApiProperty({ format: 'date', nullable: true, type: 'string' })
  dissolvedOn!: Day | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: 'string' })
  successor!: AuthorityId | null;
  @ApiProperty({
    ...{ type: 'array', items: { type: 'object' } },
    example: [{ document: '苏民规〔2023〕1号', receivedOn: '2024-03-04' }],
  })
  acknowledged!: AuthorityRow['acknowledged'];
  @ApiProperty({ type: 'integer' })
  revision!: number;
}

const without = ['stream', 'revision'];
const deadline = rowOf(filingDeadlineView.entity, {
  without,
  also: { organizationKind: field.oneOf(LegalKind.options), calendar: field.text('CN-2024') },
});
const mapping = rowOf(zoneMappingView.entity, { without });
/** Its position is missing where a moment was asked about. */
const atOnce = (item: Schema): Schema => {
  const { properties, ...rest } = listed(item);
  return { ...rest, properties: { ...properties, position: field.text() } };
};

interface Listed<Row> {
  readonly items: readonly Omit<Row, 'stream' | 'revision'>[];
  /** Missing where a moment was asked about. */
  readonly position?: bigint;
}

/** The directory is open to whoever has a grant: it holds no personal data. */
@Roles(...roles)
@Controller('v1')
export class AuthorityQueryHttp {
  constructor(@Ports() private readonly ports: ServicePorts) {}

  @Get('authorities')
  @ReadRoute({
    summary: { zh: '主管部门名录', en: 'List authorities, by division' },
    answer: pageOfEach(AuthorityAnswer),
  })
  async list(@Query() query: AuthoritiesQuery): Promise<object> {
    const { after, limit, atLeast, division, kind, level } = query;
    const last = parseCursor(after, ['string', 'string']);
    const page = await readPage(this.ports, [authorityView as View], atLeast, async (manager) => {
      const rows = manager.createQueryBuilder(AuthorityEntity, 'one');
      if (last) rows.andWhere('(one.division, one.stream) > (:...last)', { last });
      if (division) rows.andWhere('one.division between :from and :to', scopeRange(division));
      if (kind) rows.andWhere({ kind });
      if (level) rows.andWhere({ level });
      rows.orderBy({ 'one.division': 'ASC', 'one.stream': 'ASC' }).take(limit + 1);
      return pageOf(await rows.getMany(), limit, (row) => [row.division, row.stream]);
    });
    const today = dayOf(this.ports.clock.now());
    return { ...page, items: page.items.map((row) => shownOn(row, today)) };
  }

  @Get('authorities/:id')
  @ReadRoute({
    summary: { zh: '查询主管部门', en: 'Read an authority' },
    problems: ['registry.authority-unknown'],
    answer: AuthorityAnswer,
  })
  async read(@Id() id: AuthorityId, @Query() query: AsOfQuery): Promise<PlainOf<AuthorityAnswer>> {
    const row = await readRow(this.ports, authorityView, streamOf(authority.category, id), query);
    const on = query.asOf ?? dayOf(this.ports.clock.now());
    return shownOn(found(row, 'registry.authority-unknown'), on);
  }

  @Get('authorities/:id/filing-deadlines')
  @ReadRoute({
    summary: { zh: '年检年报期限', en: 'The filing deadlines of a registrar' },
    answer: atOnce(deadline),
  })
  filingDeadlines(
    @Id() id: AuthorityId,
    @Query() query: AsOfQuery,
  ): Promise<Listed<FilingDeadlineRow>> {
    return this.setOf(filingDeadlineView, streamOf(authority.category, id), query);
  }

  @Get('zone-mappings')
  @ReadRoute({
    summary: { zh: '功能区对应关系', en: 'Who acts for the functional zones' },
    answer: atOnce(mapping),
  })
  zoneMappings(@Query() query: AsOfQuery): Promise<Listed<ZoneMappingRow>> {
    const { asOf } = query;
    const stream = streamOf(authority.category, PROVINCE);
    return this.setOf(zoneMappingView, stream, query, ({ validFrom, validTo }) =>
      asOf === undefined ? true : isInForce({ validFrom, validTo: validTo ?? undefined }, asOf),
    );
  }

  /** All rows of one stream: some dozens. */
  private async setOf<Row extends ViewRow>(
    view: View<Row, AuthorityEvent>,
    stream: StreamName,
    { asOf, knownAt, atLeast }: AsOfQuery,
    counts: (row: Row) => boolean = () => true,
  ): Promise<Listed<Row>> {
    if (asOf !== undefined || knownAt !== undefined) {
      const rows = await readRows(this.ports, view, stream, { asOf, knownAt });
      return { items: rows.filter(counts).map(withoutKey) };
    }
    const { items, position } = await readPage(
      this.ports,
      [view as View],
      atLeast,
      async (manager) => ({
        items: await manager
          .createQueryBuilder(view.entity, 'one')
          .where('one.stream = :stream', { stream })
          .getMany(),
      }),
    );
    return { items: items.map(withoutKey), position };
  }
}

function shownOn(row: AuthorityRow, on: Day): PlainOf<AuthorityAnswer> {
  const { stream: _stream, authority: id, names, acknowledged, ...shown } = row;
  return {
    ...shown,
    id,
    name: namedOn(names, on),
    stage: stageOn(row, on),
    acknowledged: acknowledged.filter(({ receivedOn }) => receivedOn <= on),
  };
}

function withoutKey<Row extends ViewRow>(row: Row): Omit<Row, 'stream' | 'revision'> {
  const { stream: _stream, revision: _revision, ...shown } = row;
  return shown;
}
