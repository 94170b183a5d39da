import { Caller, Roles, type CallerOfRequest } from '@fuhua/platform/auth';
import {
  answerReport,
  Ports,
  ReportRoute,
  type Line,
  type Report,
  type ServicePorts,
  type SortKey,
} from '@fuhua/platform/service';
import type { View } from '@fuhua/platform/views';
import { Controller, Get, Query } from '@nestjs/common';
import { authorityView, filingDeadlineView, zoneMappingView } from '../authority/authority.view.ts';
import { organizationFactView } from './organization-fact.view.ts';
import './organization-problems.http.ts';
import { organizationView } from './organization.view.ts';
import { countColumns, standingColumns, type StandingCounts } from './standing-columns.http.ts';
import { isOf, standingsOn, type OrganizationStanding } from './standing-on.http.ts';
import { StandingCountsQuery, StandingQuery } from './standing.dto.ts';

const views = [
  ...[organizationView as View, organizationFactView as View, authorityView as View],
  ...[filingDeadlineView as View, zoneMappingView as View],
];

const standings: Report<OrganizationStanding> = {
  name: 'organization-standing',
  title: { zh: '社会组织状况', en: 'Organizations by standing' },
  views,
  columns: standingColumns,
};

const counts: Report<StandingCounts> = {
  name: 'organization-standing-counts',
  title: { zh: '社会组织状况统计', en: 'Organizations by standing, counted by registrar' },
  views,
  columns: countColumns,
};

/** How organizations stand: graded, listed, behind with filings, penalized, as far as is on record. */
@Roles('officer', 'auditor', 'administrator', 'integrator')
@Controller('v1/reports')
export class OrganizationReportsHttp {
  constructor(@Ports() private readonly ports: ServicePorts) {}

  @Get('organization-standing')
  @ReportRoute({ zh: '报表：社会组织状况', en: 'Report: organizations by standing' })
  list(@Query() query: StandingQuery, @Caller() caller: CallerOfRequest): Promise<object> {
    return answerReport(this.ports, standings, query, (wanted) =>
      standingsOn(wanted, caller, query),
    );
  }

  @Get('organization-standing-counts')
  @ReportRoute({
    zh: '报表：社会组织状况统计，按登记管理机关',
    en: 'Report: organizations by standing, counted by registrar',
  })
  counts(@Query() query: StandingCountsQuery, @Caller() caller: CallerOfRequest): Promise<object> {
    return answerReport(this.ports, counts, query, async function* (wanted) {
      const all = standingsOn({ ...wanted, after: undefined, batch: 500 }, caller, query);
      for (const line of await counted(all)) {
        if (wanted.after === undefined || isAfter(line.key, wanted.after)) yield line;
      }
    });
  }
}

/** By the registrar's division, then by its id. */
async function counted(
  lines: AsyncIterable<Line<OrganizationStanding>>,
): Promise<readonly Line<StandingCounts>[]> {
  const groups = new Map<string, Line<StandingCounts>>();
  for await (const { item } of lines) {
    const key = [item.registrarDivision, item.registrar ?? ''] as const;
    const before = groups.get(key.join())?.item ?? none(item);
    groups.set(key.join(), { key, item: plus(before, item) });
  }
  return [...groups.values()].sort((a, b) => (isAfter(a.key, b.key) ? 1 : -1));
}

function isAfter([a, b]: SortKey, [division, registrar]: SortKey): boolean {
  return a === division ? b > registrar : a > division;
}

function none({
  registrar,
  registrarName,
  registrarDivision,
}: OrganizationStanding): StandingCounts {
  return {
    ...{ registrar, registrarName, registrarDivision, organizations: 0, graded: 0, abnormal: 0 },
    ...{ serious: 0, filingLate: 0, filingMissing: 0, filingUnknown: 0, penalized: 0 },
  };
}

function plus(before: StandingCounts, one: OrganizationStanding): StandingCounts {
  const add = (count: number, is: boolean): number => count + Number(is);
  return {
    ...before,
    organizations: before.organizations + 1,
    graded: add(before.graded, isOf(one, 'graded')),
    abnormal: add(before.abnormal, isOf(one, 'abnormal')),
    serious: add(before.serious, isOf(one, 'serious')),
    filingLate: add(before.filingLate, isOf(one, 'filing-late')),
    filingMissing: add(before.filingMissing, isOf(one, 'filing-missing')),
    filingUnknown: add(before.filingUnknown, one.filing === 'unknown'),
    penalized: add(before.penalized, isOf(one, 'penalized')),
  };
}
