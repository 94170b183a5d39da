import { dayOf, streamOf, type BaseId } from '@fuhua/kernel';
import { assertInScope, Caller, Roles, type CallerOfRequest } from '@fuhua/platform/auth';
import { AsOfQuery, found, Id, momentOf, ReadRoute, type PlainOf } from '@fuhua/platform/http';
import { Ports, readRow, readRows, type ServicePorts } from '@fuhua/platform/service';
import { Controller, Get, Query } from '@nestjs/common';
import { baseFactView } from './base-fact.view.ts';
import './base-problems.http.ts';
import { base } from './base.decider.ts';
import { baseView } from './base.view.ts';
import { BaseUpkeepAnswer, upkeepOn } from './upkeep-answer.http.ts';
import { upkeepView } from './upkeep.view.ts';

/** Whoever runs one base reads that one. */
@Roles('officer', 'auditor', 'administrator', 'integrator', 'operator')
@Controller('v1/bases')
export class UpkeepQueryHttp {
  constructor(@Ports() private readonly ports: ServicePorts) {}

  /** As it stands; with `asOf` as it stood on that day, with `knownAt` as it was known then. */
  @Get(':id/upkeep')
  @ReadRoute({
    summary: { zh: '基地日常台账、完整度与新鲜度', en: 'What is kept up of a base' },
    problems: ['registry.base-unknown'],
    answer: BaseUpkeepAnswer,
  })
  async read(
    @Id() id: BaseId,
    @Query() query: AsOfQuery,
    @Caller() caller: CallerOfRequest,
  ): Promise<PlainOf<BaseUpkeepAnswer>> {
    if (caller.role === 'operator') assertInScope(caller, { base: id });
    const now = this.ports.clock.now();
    const moment = momentOf(query, now);
    const at = { ...moment, atLeast: query.atLeast };
    const stream = streamOf(base.category, id);
    const row = await readRow(this.ports, baseView, stream, at);
    const others = await readRows(this.ports, baseFactView, stream, at);
    const rows = await readRows(this.ports, upkeepView, stream, at);
    const known = found(row, 'registry.base-unknown');
    return { ...upkeepOn(known, rows, others, moment.asOf ?? dayOf(now)), ...moment };
  }
}
