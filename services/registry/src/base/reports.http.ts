import type { Day } from '@fuhua/kernel';
import { Caller, Roles, type CallerOfRequest } from '@fuhua/platform/auth';
import { whole, field, type Fields } from '@fuhua/platform/http';
import {
  answerReport,
  Ports,
  ReportQuery,
  ReportRoute,
  type Line,
  type Report,
  type ServicePorts,
} from '@fuhua/platform/service';
import type { View } from '@fuhua/platform/views';
import {
  division as divisionOn,
  FunctionCode,
  functionLabel,
  overlapsOf,
  type Overlap,
} from '@fuhua/rules';
import { Controller, Get, Query } from '@nestjs/common';
import { authorityView, zoneMappingView } from '../authority/authority.view.ts';
import { operatorContractView } from '../operatorcontract/operatorcontract.view.ts';
import { organizationView } from '../organization/organization.view.ts';
import { baseFactView } from './base-fact.view.ts';
import './base-problems.http.ts';
import { BaseKind, BaseLevel, BasePart, BaseSystem } from './base.events.ts';
import { baseView } from './base.view.ts';
import { basesOn, type BaseOnRecord } from './on-record.http.ts';
import { baseColumns } from './report-columns.http.ts';
import { BasesLackingQuery, type Lacking } from './report.dto.ts';
import { upkeepView } from './upkeep.view.ts';

const views = [
  ...[baseView as View, baseFactView as View, upkeepView as View, zoneMappingView as View],
  ...[authorityView as View, operatorContractView as View, organizationView as View],
];

const onRecord: Report<BaseOnRecord> = {
  name: 'bases',
  title: { zh: '基地台账', en: 'Bases by county' },
  views,
  columns: baseColumns,
};

const lacking: Readonly<Record<Lacking, Report<BaseOnRecord>>> = {
  'party-service': {
    ...onRecord,
    name: 'bases-without-party-service',
    title: { zh: '未开展党群服务的基地', en: 'Bases without Party service' },
  },
  systems: {
    ...onRecord,
    name: 'bases-without-systems',
    title: { zh: '五项制度不全的基地', en: 'Bases without all five systems' },
  },
  'responsible-body': {
    ...onRecord,
    name: 'bases-without-responsible-body',
    title: { zh: '未落实责任主体的基地', en: 'Bases without a responsible body' },
  },
  verification: {
    ...onRecord,
    name: 'bases-not-verified',
    title: { zh: '未按期核实的基地', en: 'Bases not verified in time' },
  },
};

interface OverlapItem extends Omit<Overlap, 'bases'> {
  readonly countyName: string | null;
  /** In order of id. */
  readonly bases: readonly Pick<BaseOnRecord, 'id' | 'name'>[];
}

const overlaps: Report<OverlapItem> = {
  name: 'function-overlaps',
  title: { zh: '功能重合的基地', en: 'Bases of one county with the same functions' },
  views,
  columns: [
    {
      ...{ title: { zh: '县（市、区）代码', en: 'county' }, width: 12 },
      cell: ({ county }) => county,
    },
    {
      ...{ title: { zh: '县（市、区）', en: 'name of the county' }, width: 14 },
      cell: ({ countyName }) => countyName,
    },
    {
      ...{ title: { zh: '核定功能', en: 'functions approved' }, width: 60 },
      cell: ({ functions }) => functions.map((code) => functionLabel(code).zh).join('、'),
    },
    {
      ...{ title: { zh: '基地数', en: 'bases' }, width: 8 },
      cell: ({ bases }) => bases.length,
    },
    {
      ...{ title: { zh: '基地', en: 'names of the bases' }, width: 80 },
      cell: ({ bases }) => bases.map(({ name }) => name).join('、'),
    },
  ],
};

const textOrNull = field.orNull(field.text());
const countyName = field.orNull(field.text('鼓楼区'));
const functions = field.list(field.oneOf(FunctionCode.options));
const recorded: Fields<BaseOnRecord> = {
  ...{ id: field.id, name: field.text(), kind: field.oneOf(BaseKind.options) },
  ...{ level: field.oneOf(BaseLevel.options), location: field.text() },
  stage: field.oneOf(['active', 'not-yet', 'suspended', 'merged', 'closed']),
  ...{ sponsor: field.orNull(field.id), field: textOrNull, capacity: field.count() },
  ...{
    county: field.orNull(field.text('320106')),
    countyName,
    regime: field.orNull(field.text('B')),
  },
  functions,
  responsible: field.list(field.text('南京市鼓楼区民政局')),
  registered: field.flag,
  operator: field.orNull(
    whole({
      organization: field.id,
      name: textOrNull,
      contract: field.id,
      end: field.orNull(field.day),
    }),
  ),
  partyService: field.flag,
  systemsMissing: field.list(field.oneOf(BaseSystem.options)),
  completenessPercent: field.count(90),
  missing: field.list(field.oneOf(BasePart.options)),
  ...{ verifiedOn: field.orNull(field.day), daysSinceVerified: field.orNull(field.count(31)) },
};
const overlapping: Fields<OverlapItem> = {
  ...{ county: field.text('320106'), countyName, functions },
  bases: field.list(whole({ id: field.id, name: field.text() })),
};

type Answer = Promise<object>;

/** What officers ask about bases every day. No person stands in it. */
@Roles('officer', 'auditor', 'administrator', 'integrator')
@Controller('v1/reports')
export class BaseReportsHttp {
  constructor(@Ports() private readonly ports: ServicePorts) {}

  /** In being on the day, by county, with how complete and fresh each record is (五(一)-2). */
  @Get('bases')
  @ReportRoute<BaseOnRecord>({ zh: '报表：基地台账', en: 'Report: bases by county' }, recorded)
  bases(@Query() query: ReportQuery, @Caller() caller: CallerOfRequest): Answer {
    const { division } = query;
    return answerReport(this.ports, onRecord, query, (wanted) =>
      basesOn(wanted, { caller, division }),
    );
  }

  /** Of `responsible-body` there must be none (四(四)2-5): no body is named, no registration, no operator. */
  @Get('bases-lacking')
  @ReportRoute<BaseOnRecord>(
    { zh: '报表：有缺项的基地', en: 'Report: bases that lack something' },
    recorded,
  )
  lacking(@Query() query: BasesLackingQuery, @Caller() caller: CallerOfRequest): Answer {
    const { division, what } = query;
    return answerReport(this.ports, lacking[what], query, async function* (wanted) {
      for await (const line of basesOn(wanted, { caller, division })) {
        if (lacks(line.item, what)) yield line;
      }
    });
  }

  /** 错位发展 (一-2): bases of one county that are for exactly the same. A report; nothing follows. */
  @Get('function-overlaps')
  @ReportRoute<OverlapItem>(
    { zh: '报表：功能重合的基地', en: 'Report: functions that overlap in one county' },
    overlapping,
  )
  overlaps(@Query() query: ReportQuery, @Caller() caller: CallerOfRequest): Answer {
    const { division } = query;
    return answerReport(this.ports, overlaps, query, async function* (wanted) {
      const all = basesOn({ ...wanted, after: undefined, batch: 200 }, { caller, division });
      const begin = wanted.after?.[0] ?? '';
      for (const line of await overlapsIn(all, wanted.on)) if (line.key[0] > begin) yield line;
    });
  }
}

function lacks(base: BaseOnRecord, what: Lacking): boolean {
  switch (what) {
    case 'party-service':
      return !base.partyService;
    case 'systems':
      return base.systemsMissing.length > 0;
    case 'responsible-body':
      return base.missing.includes('responsible') && base.operator === null;
    case 'verification':
      return base.missing.includes('verification');
  }
}

/** By county and functions. */
async function overlapsIn(
  lines: AsyncIterable<Line<BaseOnRecord>>,
  on: Day,
): Promise<readonly Line<OverlapItem>[]> {
  const names = new Map<string, string>();
  const placed = [];
  for await (const { item } of lines) {
    const { id: base, name, county, functions } = item;
    names.set(base, name);
    if (county !== null) placed.push({ base, county, functions });
  }
  return overlapsOf(placed).map(({ county, functions, bases }) => ({
    key: [JSON.stringify([county, functions]), ''],
    item: {
      ...{ county, countyName: divisionOn(county, on)?.name ?? null, functions },
      bases: bases.map((id) => ({ id, name: names.get(id) ?? '' })),
    },
  }));
}
