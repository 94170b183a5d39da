import { Caller, Roles, type CallerOfRequest } from '@fuhua/platform/auth';
import { field, type Fields } from '@fuhua/platform/http';
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
import { LegalKind } from '@fuhua/rules';
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

const registrar = {
  registrar: field.orNull(field.id),
  registrarName: field.orNull(field.text('南京市鼓楼区民政局')),
  registrarDivision: field.text('320106'),
};
const standing: Fields<OrganizationStanding> = {
  ...{ id: field.id, name: field.text('南京市鼓楼区邻里互助服务中心'), division: field.text() },
  ...{ form: field.oneOf(['registered', 'filed', 'preparing']), uscc: field.orNull(field.text()) },
  kind: field.orNull(field.oneOf(LegalKind.options)),
  ...registrar,
  ...{ grade: field.orNull(field.text('3A')), gradeValidTo: field.orNull(field.day) },
  ...{ abnormal: field.no, serious: field.no, fiscalYear: field.orNull(field.count()) },
  filing: field.orNull(field.text('on-time')),
  penalties: field.count(0),
};
const countedFields: Fields<StandingCounts> = {
  ...registrar,
  ...{ organizations: field.count(240), graded: field.count(96), abnormal: field.count(3) },
  ...{ serious: field.count(1), filingLate: field.count(5), filingMissing: field.count(2) },
  ...{ filingUnknown: field.count(0), penalized: field.count(4) },
};

/** How organizations stand: graded, listed, behind with filings, penalized, as far as is on record. */
@Roles('officer', 'auditor', 'administrator', 'integrator')
@Controller('v1/reports')
export class OrganizationReportsHttp {
  constructor(@Ports() private readonly ports: ServicePorts) {}

  @Get('organization-standing')
  @ReportRoute<OrganizationStanding>(
    { zh: '报表：社会组织状况', en: 'Report: organizations by standing' },
    standing,
  )
  list(@Query() query: StandingQuery, @Caller() caller: CallerOfRequest): Promise<object> {
    return answerReport(this.ports, standings, query, (wanted) =>
      standingsOn(wanted, caller, query),
    );
  }

  @Get('organization-standing-counts')
  @ReportRoute<StandingCounts>(
    {
      zh: '报表：社会组织状况统计，按登记管理机关',
      en: 'Report: organizations by standing, counted by registrar',
    },
    countedFields,
  )
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
