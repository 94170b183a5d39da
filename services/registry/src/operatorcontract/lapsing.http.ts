import { addDays, daysBetween, streamOf, type Day, type OrganizationId } from '@fuhua/kernel';
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
  type Wanted,
} from '@fuhua/platform/service';
import type { View } from '@fuhua/platform/views';
import { Controller, Get, Query } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { authorityView, zoneMappingView } from '../authority/authority.view.ts';
import { reachOf, reachOfDivision, within } from '../authority/reach.view.ts';
import { BaseEntity, baseView } from '../base/base.view.ts';
import { begunOn, type FactRow, newestOn, OrganizationFactEntity } from '@fuhua/directory';
import { organizationFactView } from '../organization/organization-fact.view.ts';
import { OrganizationEntity, organizationView } from '../organization/organization.view.ts';
import { lapsingColumns, type LapsingOperator } from './lapsing-columns.http.ts';
import { LapsingOperatorsQuery } from './lapsing.dto.ts';
import './operatorcontract-problems.http.ts';
import {
  OperatorContractEntity,
  operatorContractView,
  type OperatorContractRow,
} from './operatorcontract.view.ts';

const lapsing: Report<LapsingOperator> = {
  name: 'lapsing-operators',
  title: { zh: '等级将到期或有预警的运营方', en: 'Operators whose grade lapses, or with alerts' },
  views: [
    ...[operatorContractView as View, baseView as View, organizationView as View],
    ...[organizationFactView as View, authorityView as View, zoneMappingView as View],
  ],
  columns: lapsingColumns,
};

const lapsingFields: Fields<LapsingOperator> = {
  ...{ id: field.id, base: field.id, operator: field.id, division: field.text() },
  ...{ start: field.orNull(field.day), end: field.orNull(field.day) },
  baseName: field.orNull(field.text('南京市鼓楼区社会组织孵化基地')),
  operatorName: field.orNull(field.text('南京公益服务发展中心')),
  grade: field.orNull(field.text('3A')),
  gradeValidTo: field.orNull(field.day),
  daysLeft: field.orNull(field.count(45)),
  openAlerts: field.list(
    field.open({ ground: 'abnormal-listing', since: '2024-03-04', cureBy: '2024-06-04' }),
  ),
};

@Roles('officer', 'auditor', 'administrator', 'integrator')
@Controller('v1/reports')
export class LapsingOperatorsHttp {
  constructor(@Ports() private readonly ports: ServicePorts) {}

  /** Of contracts in force on the day: the grade ends within so many days or is over, or an alert is open. */
  @Get('lapsing-operators')
  @ReportRoute<LapsingOperator>(
    {
      zh: '报表：等级将到期或有预警的运营方',
      en: 'Report: operators whose grade lapses, or with open alerts',
    },
    lapsingFields,
  )
  list(@Query() query: LapsingOperatorsQuery, @Caller() caller: CallerOfRequest): Promise<object> {
    return answerReport(this.ports, lapsing, query, async function* (wanted) {
      const until = addDays(wanted.on, query.within);
      for await (const line of inForceOn(wanted, caller, query)) {
        const { grade, gradeValidTo, openAlerts } = line.item;
        const lapses = grade === null || (gradeValidTo !== null && gradeValidTo <= until);
        if (lapses || openAlerts.length > 0) yield line;
      }
    });
  }
}

/** From the signature to the last day. */
async function* inForceOn(
  { manager, on, after, batch }: Wanted,
  caller: CallerOfRequest,
  { division }: LapsingOperatorsQuery,
): AsyncGenerator<Line<LapsingOperator>> {
  const reach = await reachOf(manager, caller, on);
  const asked = await reachOfDivision(manager, division, on);
  for (let last = after; ;) {
    const query = manager
      .createQueryBuilder(OperatorContractEntity, 'one')
      .where({ stage: In(['in-force', 'ended']) })
      .andWhere('one.signed_on <= :on and coalesce(one.ended_on, one.ends_on) >= :on', { on });
    if (last) query.andWhere('(one.division, one.stream) > (:...last)', { last });
    within(query, reach, places, 'reach');
    within(query, asked, places, 'asked');
    query.orderBy({ 'one.division': 'ASC', 'one.stream': 'ASC' }).take(batch);
    const rows = await query.getMany();
    const beside = await besideOf(manager, rows);
    for (const row of rows) yield { key: keyOf(row), item: itemOn(row, beside, on) };
    const end = rows.at(-1);
    if (end === undefined || rows.length < batch) return;
    last = keyOf(end);
  }
}

/** A sponsor reads of its own bases, wherever they are. */
const places = {
  division: 'one.division',
  authority: '(select base.sponsor from base where base.base = one.base)',
};

function keyOf({ division, stream }: OperatorContractRow): SortKey {
  return [division, stream];
}

interface Beside {
  readonly bases: ReadonlyMap<string, string>;
  readonly operators: ReadonlyMap<string, string>;
  readonly grades: readonly FactRow[];
}

async function besideOf(
  manager: EntityManager,
  rows: readonly OperatorContractRow[],
): Promise<Beside> {
  const bases = await manager.findBy(BaseEntity, {
    stream: In(rows.map(({ base }) => streamOf('base', base))),
  });
  const stream = In(rows.map(({ operator }) => organizationStream(operator)));
  const operators = await manager.findBy(OrganizationEntity, { stream });
  return {
    bases: new Map(bases.map(({ base, name }) => [base, name])),
    operators: new Map(operators.map(({ organization, name }) => [organization, name])),
    grades: await manager.findBy(OrganizationFactEntity, { stream, kind: 'grade' }),
  };
}

function organizationStream(id: OrganizationId): string {
  return streamOf('organization', id);
}

function itemOn(row: OperatorContractRow, beside: Beside, on: Day): LapsingOperator {
  const { contract: id, base, operator, division, start, end, detail } = row;
  const stream = organizationStream(operator);
  const grades = beside.grades.filter((fact) => fact.stream === stream);
  const inForce = newestOn(grades, 'grade', on);
  const newest = inForce ?? begunOn(grades, 'grade', on).at(-1);
  const gradeValidTo = newest === undefined ? null : lastDayOf(newest);
  const openAlerts = (detail.alerts ?? []).filter(
    ({ since, curedOn }) => since <= on && (curedOn === undefined || on < curedOn),
  );
  return {
    ...{ id, base, operator, division, start, end },
    baseName: beside.bases.get(base) ?? null,
    operatorName: beside.operators.get(operator) ?? null,
    grade: (inForce?.data['grade'] as string | undefined) ?? null,
    gradeValidTo,
    daysLeft: gradeValidTo === null ? null : daysBetween(on, gradeValidTo),
    openAlerts: openAlerts.map(({ ground, since, cureBy }) => ({ ground, since, cureBy })),
  };
}

function lastDayOf({ validTo, endedOn }: FactRow): Day | null {
  return endedOn === null ? validTo : addDays(endedOn, -1);
}
