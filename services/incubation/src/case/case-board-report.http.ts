import type { Day } from '@fuhua/kernel';
import { Roles } from '@fuhua/platform/auth';
import { field, type Fields } from '@fuhua/platform/http';
import {
  answerReport,
  Ports,
  ReportQuery,
  ReportRoute,
  type Column,
  type Line,
  type Report,
  type ServicePorts,
  type Wanted,
} from '@fuhua/platform/service';
import { scopeRange, type Text } from '@fuhua/rules';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { REGISTRY_TOLD, type RegistryTold } from '../directory/directory.view.ts';
import { CaseBoardEntity, caseBoardView, type CaseBoardRow } from './case-board.view.ts';

/** 审核中 · 已批准未开始 · 在孵 · 已出壳 · 其他结束 */
export const PHASES = ['in-review', 'preparing', 'running', 'graduated', 'ended'] as const;
export type Phase = (typeof PHASES)[number];

/** Cases of one county on a day. */
interface County extends Readonly<Record<Phase, number>> {
  /** 6 digits: where the base stands. */
  readonly county: string;
  /** Of its civil affairs bureau; null where none is on record. */
  readonly name: string | null;
  readonly total: number;
}

const column = (title: Text, width: number, cell: Column<County>['cell']): Column<County> => ({
  title,
  width,
  cell,
});

const report: Report<County> = {
  name: 'case-board',
  title: { zh: '孵化个案分县区分阶段统计', en: 'Cases by county and phase' },
  views: [caseBoardView],
  columns: [
    column({ zh: '县区代码', en: 'county' }, 12, ({ county }) => county),
    column({ zh: '主管部门', en: 'authority' }, 30, ({ name }) => name),
    column({ zh: '审核中', en: 'in review' }, 10, (row) => row['in-review']),
    column({ zh: '已批准未开始', en: 'approved, not started' }, 14, ({ preparing }) => preparing),
    column({ zh: '在孵', en: 'running' }, 10, ({ running }) => running),
    column({ zh: '已出壳', en: 'graduated' }, 10, ({ graduated }) => graduated),
    column({ zh: '其他结束', en: 'ended otherwise' }, 10, ({ ended }) => ended),
    column({ zh: '合计', en: 'total' }, 10, ({ total }) => total),
  ],
};

const counts: Fields<County> = {
  county: field.text('320106'),
  name: field.orNull(field.text('南京市鼓楼区民政局')),
  ...{ 'in-review': field.count(3), preparing: field.count(2), running: field.count(12) },
  ...{ graduated: field.count(7), ended: field.count(1), total: field.count(25) },
};

@Roles('officer', 'auditor', 'administrator', 'integrator')
@Controller('v1/reports')
export class CaseBoardReportHttp {
  constructor(
    @Ports() private readonly ports: ServicePorts,
    @Inject(REGISTRY_TOLD) private readonly told: RegistryTold,
  ) {}

  /**
   * Counties with any case applied for by the day asked for; a migrated one counts once the guards have admitted it. Counts
   * only: no organization is named.
   */
  @Get('case-board')
  @ReportRoute<County>(
    {
      zh: '报表：孵化个案分县区分阶段统计',
      en: 'Report: cases by county and phase',
    },
    counts,
  )
  list(@Query() query: ReportQuery): Promise<object> {
    return answerReport(this.ports, report, query, (wanted) => byCounty(this.told, wanted, query));
  }
}

async function* byCounty(
  { authorities }: RegistryTold,
  { manager, on, after }: Wanted,
  { division }: ReportQuery,
): AsyncGenerator<Line<County>> {
  const rows = manager
    .createQueryBuilder(CaseBoardEntity, 'one')
    .where('one.applied_on <= :on', { on })
    .andWhere('(not one.migrated or one.approved_on is not null)');
  if (division) rows.andWhere('one.division between :from and :to', scopeRange(division));
  const bureaus = (await authorities(on)).filter(({ kind }) => kind === 'civil-affairs');
  const counties = new Map<string, CaseBoardRow[]>();
  for (const row of await rows.getMany()) {
    const county = row.division.slice(0, 6);
    counties.set(county, [...(counties.get(county) ?? []), row]);
  }
  for (const county of [...counties.keys()].sort()) {
    if (after !== undefined && county <= after[0]) continue;
    const name = bureaus.find((bureau) => bureau.division === county)?.name ?? null;
    const item = { county, name, ...countsOn(counties.get(county) ?? [], on) };
    yield { key: [county, ''], item };
  }
}

type Days = Pick<CaseBoardRow, 'approvedOn' | 'startedOn' | 'endedOn' | 'stage'>;

/** How far a case was on a day; its days are known, so what followed later does not count. */
export function phaseOn({ approvedOn, startedOn, endedOn, stage }: Days, on: Day): Phase {
  const isBy = (day: Day | null): boolean => day !== null && day <= on;
  if (isBy(endedOn)) return stage === 'graduated' ? 'graduated' : 'ended';
  if (isBy(startedOn)) return 'running';
  return isBy(approvedOn) ? 'preparing' : 'in-review';
}

export function countsOn(
  rows: readonly Days[],
  on: Day,
): Readonly<Record<Phase, number>> & { readonly total: number } {
  const of = (phase: Phase): number => rows.filter((row) => phaseOn(row, on) === phase).length;
  return {
    ...{ 'in-review': of('in-review'), preparing: of('preparing'), running: of('running') },
    ...{ graduated: of('graduated'), ended: of('ended'), total: rows.length },
  };
}
