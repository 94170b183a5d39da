import type { BaseId, Day } from '@fuhua/kernel';
import { Roles } from '@fuhua/platform/auth';
import { field, type Fields } from '@fuhua/platform/http';
import {
  answerReport,
  Ports,
  ReportRoute,
  type Column,
  type Line,
  type Report,
  type ServicePorts,
  type SortKey,
  type Wanted,
} from '@fuhua/platform/service';
import { functionLabel, isWithin, type Text } from '@fuhua/rules';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { REGISTRY_TOLD, type RegistryTold } from '../directory/directory.view.ts';
import { PeriodQuery } from './plan.dto.ts';
import { PlanWorkEntity, planWorkView, type PlanWorkRow } from './plan-work.view.ts';
import { ActivitySeries, SupportCode } from './values.events.ts';

/** What a base delivered in a period: coverage is the distinct codes of seven (三(二)-3). */
export interface Coverage {
  readonly base: BaseId;
  readonly name: string | null;
  readonly location: string | null;
  readonly codes: readonly SupportCode[];
  /** Of seven. */
  readonly coverage: number;
  readonly services: number;
  readonly hours: number;
  readonly persons: number;
  readonly guidanceHours: number;
}

interface SeriesCount {
  readonly series: ActivitySeries;
  readonly activities: number;
  readonly beneficiaries: number;
  readonly hours: number;
}

const seriesNames: Readonly<Record<ActivitySeries, Text>> = {
  neighbourhood: { zh: '邻里守望', en: 'neighbours look after each other' },
  'co-governance': { zh: '共建共治共享', en: 'built, governed and shared together' },
  safety: { zh: '共创平安', en: 'safety made together' },
  culture: { zh: '文化铸魂', en: 'culture' },
  other: { zh: '其他', en: 'other' },
};

const column = <Item>(title: Text, width: number, cell: Column<Item>['cell']): Column<Item> => ({
  title,
  width,
  cell,
});

const coverageReport: Report<Coverage> = {
  name: 'support-coverage',
  title: { zh: '支持服务覆盖情况', en: 'Support services by base' },
  views: [planWorkView],
  columns: [
    column({ zh: '所在地', en: 'place' }, 14, ({ location }) => location),
    column({ zh: '基地', en: 'base' }, 30, ({ name }) => name),
    ...SupportCode.options.map((code) =>
      column<Coverage>(functionLabel(code), 12, ({ codes }) =>
        codes.includes(code) ? '有' : '无',
      ),
    ),
    column({ zh: '覆盖项数（共7项）', en: 'coverage, of seven' }, 16, ({ coverage }) => coverage),
    column({ zh: '服务次数', en: 'services' }, 10, ({ services }) => services),
    column({ zh: '服务时数', en: 'hours' }, 10, ({ hours }) => hours),
    column({ zh: '服务人次', en: 'persons' }, 10, ({ persons }) => persons),
    column({ zh: '指导时数', en: 'hours of guidance' }, 10, ({ guidanceHours }) => guidanceHours),
  ],
};

const seriesReport: Report<SeriesCount> = {
  name: 'community-activities',
  title: { zh: '社区活动分系列统计', en: 'Community activities by series' },
  views: [planWorkView],
  columns: [
    column({ zh: '系列', en: 'series' }, 20, ({ series }) => seriesNames[series].zh),
    column({ zh: '活动次数', en: 'activities' }, 10, ({ activities }) => activities),
    column({ zh: '受益人次', en: 'beneficiaries' }, 12, ({ beneficiaries }) => beneficiaries),
    column({ zh: '时数', en: 'hours' }, 10, ({ hours }) => hours),
  ],
};

const hours = field.number(48.5);
const delivered: Fields<Coverage> = {
  ...{ base: field.id, name: field.orNull(field.text()), location: field.orNull(field.text()) },
  codes: field.list(field.oneOf(SupportCode.options)),
  ...{ coverage: field.count(1), services: field.count(20), hours },
  ...{ persons: field.count(160), guidanceHours: hours },
};
const held: Fields<SeriesCount> = {
  series: field.oneOf(Object.keys(seriesNames)),
  ...{ activities: field.count(6), beneficiaries: field.count(180), hours },
};

@Roles('officer', 'auditor', 'administrator', 'integrator')
@Controller('v1/reports')
export class PlanReportsHttp {
  constructor(
    @Ports() private readonly ports: ServicePorts,
    @Inject(REGISTRY_TOLD) private readonly told: RegistryTold,
  ) {}

  /** Bases that delivered anything in the period, by place. Counts only: no person, no organization. */
  @Get('support-coverage')
  @ReportRoute<Coverage>(
    { zh: '报表：支持服务覆盖情况', en: 'Report: support services by base' },
    delivered,
  )
  coverage(@Query() query: PeriodQuery): Promise<object> {
    const { told } = this;
    return answerReport(this.ports, coverageReport, query, (wanted) =>
      coverageIn(told, wanted, query),
    );
  }

  /** Every series, by where the activities were held. */
  @Get('community-activities')
  @ReportRoute<SeriesCount>(
    { zh: '报表：社区活动分系列统计', en: 'Report: community activities by series' },
    held,
  )
  activities(@Query() query: PeriodQuery): Promise<object> {
    return answerReport(this.ports, seriesReport, query, (wanted) => seriesIn(wanted, query));
  }
}

async function* coverageIn(
  { bases }: RegistryTold,
  wanted: Wanted,
  { from, division }: PeriodQuery,
): AsyncGenerator<Line<Coverage>> {
  const { on, after } = wanted;
  const rows = await workIn(wanted, from, ['support', 'guidance']);
  const lines: Line<Coverage>[] = [];
  for (const base of new Set(rows.map((row) => row.base))) {
    const known = await bases(base, on);
    const location = known?.location ?? null;
    if (division !== undefined && (location === null || !isWithin(location, division))) continue;
    const item = { base, name: known?.name ?? null, location };
    const own = rows.filter((row) => row.base === base);
    lines.push({ key: [location ?? '', base], item: { ...item, ...countsOf(own) } });
  }
  for (const line of lines.sort((a, b) => (isPast(a.key, b.key) ? 1 : -1))) {
    if (after === undefined || isPast(line.key, after)) yield line;
  }
}

export function countsOf(
  rows: readonly Pick<PlanWorkRow, 'kind' | 'code' | 'hours' | 'persons'>[],
): Omit<Coverage, 'base' | 'name' | 'location'> {
  const services = rows.filter(({ kind }) => kind === 'support');
  const codes = SupportCode.options.filter((code) => services.some((row) => row.code === code));
  return {
    ...{ codes, coverage: codes.length, services: services.length },
    hours: sum(services.map(({ hours }) => hours)),
    persons: sum(services.map(({ persons }) => persons)),
    guidanceHours: sum(rows.filter(({ kind }) => kind === 'guidance').map(({ hours }) => hours)),
  };
}

async function* seriesIn(
  wanted: Wanted,
  { from, division }: PeriodQuery,
): AsyncGenerator<Line<SeriesCount>> {
  const all = await workIn(wanted, from, ['activity']);
  const rows = all.filter(
    ({ place }) => division === undefined || (place !== null && isWithin(place, division)),
  );
  for (const [index, series] of ActivitySeries.options.entries()) {
    const key: SortKey = [String(index), series];
    if (wanted.after !== undefined && !isPast(key, wanted.after)) continue;
    const own = rows.filter(({ code }) => code === series);
    const beneficiaries = sum(own.map(({ persons }) => persons));
    const hours = sum(own.map((row) => row.hours));
    yield { key, item: { series, activities: own.length, beneficiaries, hours } };
  }
}

/** From the year's first day, unless said otherwise, to the day asked for; both included. */
async function workIn(
  { manager, on }: Wanted,
  from: Day | undefined,
  kinds: readonly PlanWorkRow['kind'][],
): Promise<readonly PlanWorkRow[]> {
  return manager
    .createQueryBuilder(PlanWorkEntity, 'one')
    .where('one.on between :from and :to', { from: from ?? `${on.slice(0, 4)}-01-01`, to: on })
    .andWhere('one.kind in (:...kinds)', { kinds })
    .getMany();
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

function isPast(key: SortKey, after: SortKey): boolean {
  return key[0] > after[0] || (key[0] === after[0] && key[1] > after[1]);
}
