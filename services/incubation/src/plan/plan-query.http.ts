import { streamOf, type CaseId } from '@fuhua/kernel';
import { assertInScope, Caller, Roles, type CallerOfRequest } from '@fuhua/platform/auth';
import {
  field,
  page,
  rowOf,
  ofMoment,
  listed,
  AsOfQuery,
  found,
  Id,
  momentOf,
  pageOf,
  parseCursor,
  ReadRoute,
  type Moment,
  type Page,
} from '@fuhua/platform/http';
import { Ports, readPage, readRow, readRows, type ServicePorts } from '@fuhua/platform/service';
import type { View } from '@fuhua/platform/views';
import { PlanStage, PlanType } from '@fuhua/rules';
import { Controller, Get, Query } from '@nestjs/common';
import './plan-problems.http.ts';
import { PlansQuery } from './plan.dto.ts';
import { PlanEntity, planView, type PlanRow } from './plan.view.ts';
import { PlanWorkEntity, planWorkView, type PlanWorkRow } from './plan-work.view.ts';
import { Inapplicable } from './values.events.ts';

type Whole = Omit<PlanRow, 'stream' | 'case'> & { readonly id: CaseId };
type Item = Omit<Whole, 'items' | 'inapplicable' | 'proposal'> & {
  readonly itemsTotal: number;
  readonly itemsCompleted: number;
  readonly itemsOverdue: number;
};
const planItem = { item: 1, task: '完成内部管理制度的制定', evidence: '管理制度文本' };
const shown = {
  id: field.id,
  stage: field.oneOf(['approved', 'drafted', 'refused', 'closed']),
  ...{ planType: field.oneOf(PlanType.options), planStage: field.oneOf(PlanStage.options) },
  ...{ amendments: field.count(0), suspendedOn: { ...field.orNull(field.day), example: null } },
  closedOn: { ...field.orNull(field.day), example: null },
};
const without = ['stream', 'case'];
const counts = {
  itemsTotal: field.count(8),
  itemsCompleted: field.count(3),
  itemsOverdue: field.count(0),
};
const inList = rowOf(PlanEntity, {
  without: [...without, 'items', 'inapplicable', 'proposal'],
  also: { ...shown, ...counts },
});
const alone = rowOf(PlanEntity, {
  without,
  also: {
    ...shown,
    items: field.list(
      field.open({ ...planItem, completedOn: null, evidenceFiles: [], overdue: false }),
    ),
    inapplicable: field.of(Inapplicable),
    proposal: { ...field.orNull(field.open({})), example: null },
  },
});
const work = rowOf(PlanWorkEntity, {
  without: ['stream', 'revision', 'case', 'base', 'organization'],
  also: { kind: field.oneOf(['support', 'guidance', 'activity']), code: field.text('training') },
});
type Work = Omit<PlanWorkRow, 'stream' | 'revision' | 'case' | 'base' | 'organization'>;

@Controller('v1/plans')
@Roles('officer', 'auditor', 'administrator', 'integrator', 'operator', 'organization')
export class PlanQueryHttp {
  constructor(@Ports() private readonly ports: ServicePorts) {}

  /** Of a base or an organization, each with how far its items are. */
  @Get()
  @Roles('officer', 'auditor', 'administrator', 'integrator')
  @ReadRoute({ summary: { zh: '孵化方案列表', en: 'List plans' }, answer: page(inList) })
  list(
    @Query() { after, limit, atLeast, base, organization }: PlansQuery,
  ): Promise<Page<Item> & { readonly position: bigint }> {
    const last = parseCursor(after, ['string']);
    return readPage(this.ports, [planView as View], atLeast, async (manager) => {
      const rows = manager.createQueryBuilder(PlanEntity, 'one');
      if (last) rows.andWhere('one.stream > :last', { last: last[0] });
      if (base) rows.andWhere({ base });
      if (organization) rows.andWhere({ organization });
      rows.orderBy({ 'one.stream': 'ASC' }).take(limit + 1);
      const page = pageOf(await rows.getMany(), limit, (row) => [row.stream]);
      return { ...page, items: page.items.map(itemOf) };
    });
  }

  /** As it stands; with `asOf` as it stood on that day, with `knownAt` as it was known then. */
  @Get(':id')
  @ReadRoute({
    summary: { zh: '查询个案的孵化方案', en: 'Read the plan of a case' },
    problems: ['incubation.plan-unknown'],
    answer: ofMoment(alone),
  })
  async read(
    @Id() id: CaseId,
    @Query() query: AsOfQuery,
    @Caller() caller: CallerOfRequest,
  ): Promise<Whole & Moment> {
    const moment = momentOf(query, this.ports.clock.now());
    const at = { ...moment, atLeast: query.atLeast };
    const row = found(
      await readRow(this.ports, planView, streamOf('plan', id), at),
      'incubation.plan-unknown',
    );
    assertMayRead(caller, row);
    return { ...wholeOf(row), ...moment };
  }

  /** Support services, guidance and activities, in the order in which they were recorded. */
  @Get(':id/work')
  @ReadRoute({
    summary: { zh: '方案下的服务、指导和活动', en: 'What was done by the plan of a case' },
    problems: ['incubation.plan-unknown'],
    answer: ofMoment(listed(work)),
  })
  async work(
    @Id() id: CaseId,
    @Query() query: AsOfQuery,
    @Caller() caller: CallerOfRequest,
  ): Promise<{ readonly items: readonly Work[] } & Moment> {
    const moment = momentOf(query, this.ports.clock.now());
    const at = { ...moment, atLeast: query.atLeast };
    const stream = streamOf('plan', id);
    const plan = found(await readRow(this.ports, planView, stream, at), 'incubation.plan-unknown');
    assertMayRead(caller, plan);
    const rows = await readRows(this.ports, planWorkView, stream, at);
    return { items: rows.map(workOf), ...moment };
  }
}

/** The two sides read their own. @throws ProblemError `platform.out-of-scope` */
function assertMayRead(
  caller: CallerOfRequest,
  { base, organization }: Pick<PlanRow, 'base' | 'organization'>,
): void {
  if (caller.role === 'operator') assertInScope(caller, { base });
  if (caller.role === 'organization') assertInScope(caller, { organization });
}

function wholeOf({ stream: _stream, case: id, ...row }: PlanRow): Whole {
  return { id, ...row };
}

function itemOf(row: PlanRow): Item {
  const { items, inapplicable: _inapplicable, proposal: _proposal, ...rest } = wholeOf(row);
  return {
    ...rest,
    itemsTotal: items.length,
    itemsCompleted: items.filter(({ completedOn }) => completedOn !== null).length,
    itemsOverdue: items.filter(({ overdue, completedOn }) => overdue && completedOn === null)
      .length,
  };
}

function workOf(row: PlanWorkRow): Work {
  const { event, kind, code, mode, on, hours, persons, place, title } = row;
  return { event, kind, code, mode, on, hours, persons, place, title };
}
