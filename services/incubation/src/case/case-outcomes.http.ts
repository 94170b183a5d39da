import type { BaseId, Day } from '@fuhua/kernel';
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
  type SortKey,
  type Wanted,
} from '@fuhua/platform/service';
import { isWithin } from '@fuhua/rules';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { LessThanOrEqual } from 'typeorm';
import { REGISTRY_TOLD, type RegistryTold } from '../directory/directory.view.ts';
import {
  CaseFollowUpEntity,
  caseFollowUpView,
  type CaseFollowUpRow,
} from './case-follow-up.view.ts';

/** How the incubations of a base ended in a year. Shares are decimal text in percent, rounded half up; null of nothing. */
export interface Outcomes {
  /** That had started, whatever their end. */
  readonly ended: number;
  readonly graduates: number;
  /** 出壳率: graduates of those that ended. */
  readonly graduationPercent: string | null;
  /** Of the year's graduates, those whose check at month 12 was made. */
  readonly followed: number;
  readonly survived: number;
  /** 12个月存活率: those that survived, of those followed. */
  readonly survivalPercent: string | null;
}

interface BaseYear extends Outcomes {
  readonly base: BaseId;
  readonly name: string | null;
  readonly location: string | null;
  /** `2025` */
  readonly year: string;
}

const column = (
  zh: string,
  en: string,
  width: number,
  cell: Column<BaseYear>['cell'],
): Column<BaseYear> => ({ title: { zh, en }, width, cell });

const outcomes: Report<BaseYear> = {
  name: 'case-outcomes',
  title: { zh: '孵化成效与出壳跟踪统计', en: 'Outcomes of incubation, and who survived' },
  views: [caseFollowUpView],
  columns: [
    column('所在地', 'place', 14, ({ location }) => location),
    column('基地', 'base', 40, ({ name }) => name),
    column('年度', 'year', 8, ({ year }) => year),
    column('结束孵化数', 'ended', 12, ({ ended }) => ended),
    column('出壳数', 'graduates', 10, ({ graduates }) => graduates),
    column('出壳率（%）', 'graduation rate, percent', 14, (row) => row.graduationPercent),
    column('满12个月已回访数', 'followed at month 12', 16, ({ followed }) => followed),
    column('存活数', 'survived', 10, ({ survived }) => survived),
    column('12个月存活率（%）', 'survival, percent', 16, (row) => row.survivalPercent),
    column('基地标识', 'id', 38, ({ base }) => base),
  ],
};

const percent = (example: string): Fields<Outcomes>['survivalPercent'] =>
  field.orNull(field.text(example));
const shares: Fields<BaseYear> = {
  ...{ base: field.id, name: field.orNull(field.text()), location: field.orNull(field.text()) },
  year: field.text('2025'),
  ...{ ended: field.count(8), graduates: field.count(6), graduationPercent: percent('75.0') },
  ...{ followed: field.count(5), survived: field.count(4), survivalPercent: percent('80.0') },
};

@Roles('officer', 'auditor', 'administrator', 'integrator')
@Controller('v1/reports')
export class CaseOutcomesHttp {
  constructor(
    @Ports() private readonly ports: ServicePorts,
    @Inject(REGISTRY_TOLD) private readonly told: RegistryTold,
  ) {}

  /** By base and year of the end, up to the day asked for. Counts only: no organization is named. */
  @Get('case-outcomes')
  @ReportRoute<BaseYear>(
    {
      zh: '报表：孵化成效与出壳跟踪统计',
      en: 'Report: graduates and survival by base and year',
    },
    shares,
  )
  list(@Query() query: ReportQuery): Promise<object> {
    const { told } = this;
    return answerReport(this.ports, outcomes, query, (wanted) =>
      byBaseAndYear(told, wanted, query),
    );
  }
}

async function* byBaseAndYear(
  { bases }: RegistryTold,
  { manager, on, after }: Wanted,
  { division }: ReportQuery,
): AsyncGenerator<Line<BaseYear>> {
  const rows = await manager.findBy(CaseFollowUpEntity, { endedOn: LessThanOrEqual(on) });
  for (const [base, own] of [...groupBy(rows, (row) => row.base)].sort(byKey)) {
    const known = await bases(base, on);
    const location = known?.location ?? null;
    if (division !== undefined && (location === null || !isWithin(location, division))) continue;
    for (const [year, those] of [...groupBy(own, yearOf)].sort(byKey)) {
      const key: SortKey = [base, year];
      if (after !== undefined && !isPast(key, after)) continue;
      const about = { base, name: known?.name ?? null, location, year };
      yield { key, item: { ...about, ...outcomesOf(those, on) } };
    }
  }
}

type Counted = Pick<CaseFollowUpRow, 'outcome' | 'survived' | 'survivalOn'>;

/** As they were known on the day: a later check does not count yet. */
export function outcomesOf(rows: readonly Counted[], on: Day): Outcomes {
  const graduates = rows.filter(({ outcome }) => outcome === 'graduated');
  const followed = graduates.filter(({ survivalOn }) => survivalOn !== null && survivalOn <= on);
  const survived = followed.filter((row) => row.survived === true).length;
  return {
    ...{ ended: rows.length, graduates: graduates.length },
    graduationPercent: percentOf(graduates.length, rows.length),
    ...{ followed: followed.length, survived },
    survivalPercent: percentOf(survived, followed.length),
  };
}

/** `66.7`: one decimal, in whole numbers throughout. */
function percentOf(part: number, whole: number): string | null {
  if (whole === 0) return null;
  const tenths = Math.floor((part * 2_000 + whole) / (whole * 2));
  return `${String(Math.floor(tenths / 10))}.${String(tenths % 10)}`;
}

const yearOf = ({ endedOn }: CaseFollowUpRow): string => endedOn.slice(0, 4);

function groupBy<Key extends string>(
  rows: readonly CaseFollowUpRow[],
  keyOf: (row: CaseFollowUpRow) => Key,
): ReadonlyMap<Key, readonly CaseFollowUpRow[]> {
  const groups = new Map<Key, CaseFollowUpRow[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : Number(a > b);
}

function isPast(key: SortKey, after: SortKey): boolean {
  return key[0] > after[0] || (key[0] === after[0] && key[1] > after[1]);
}
