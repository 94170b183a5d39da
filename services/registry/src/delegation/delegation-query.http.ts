import { streamOf } from '@fuhua/kernel';
import { Roles } from '@fuhua/platform/auth';
import {
  field,
  page,
  rowOf,
  ofMoment,
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
import { Ports, readPage, readRow, type ServicePorts } from '@fuhua/platform/service';
import type { View } from '@fuhua/platform/views';
import { Controller, Get, Query } from '@nestjs/common';
import './delegation-problems.http.ts';
import { delegation } from './delegation.decider.ts';
import { DelegationsQuery } from './delegation.dto.ts';
import { DelegatedService, type DelegationId } from './delegation.events.ts';
import { DelegationEntity, delegationView, type DelegationRow } from './delegation.view.ts';

type Item = Omit<DelegationRow, 'stream' | 'delegation' | 'details'> & {
  readonly id: DelegationId;
};
const shown = {
  id: field.id,
  kind: field.oneOf(['mandate', 'research', 'standard']),
  service: field.orNull(field.oneOf(DelegatedService.options)),
  ...{ deliveries: field.count(2), served: field.count(40) },
  ...{ declarationOverdue: field.no, endedOn: { ...field.orNull(field.day), example: null } },
};
const without = ['stream', 'delegation'];
const item = rowOf(DelegationEntity, { without: [...without, 'details'], also: shown });
const whole = rowOf(DelegationEntity, {
  without,
  also: { ...shown, details: field.open({ scope: '全县社会组织能力建设培训' }) },
});
type Whole = Item & Pick<DelegationRow, 'details'> & Moment;

@Controller('v1/delegations')
@Roles('officer', 'auditor', 'administrator', 'integrator')
export class DelegationQueryHttp {
  constructor(@Ports() private readonly ports: ServicePorts) {}

  /** Mandates, research and standards; with `on` those that hold on that day. */
  @Get()
  @ReadRoute({
    summary: { zh: '承接事项、课题成果和标准', en: 'List mandates, research and standards' },
    answer: page(item),
  })
  list(
    @Query() { after, limit, atLeast, base, kind, on }: DelegationsQuery,
  ): Promise<Page<Item> & { readonly position: bigint }> {
    const last = parseCursor(after, ['string']);
    return readPage(this.ports, [delegationView as View], atLeast, async (manager) => {
      const rows = manager.createQueryBuilder(DelegationEntity, 'one');
      if (last) rows.andWhere('one.stream > :last', { last: last[0] });
      if (base) rows.andWhere({ base });
      if (kind) rows.andWhere({ kind });
      if (on) {
        rows.andWhere('one.valid_from <= :on', { on });
        rows.andWhere('(one.valid_to is null or one.valid_to >= :on)');
        rows.andWhere('(one.ended_on is null or one.ended_on > :on)');
      }
      rows.orderBy({ 'one.stream': 'ASC' }).take(limit + 1);
      const page = pageOf(await rows.getMany(), limit, (row) => [row.stream]);
      return { ...page, items: page.items.map(itemOf) };
    });
  }

  /** As it stands; with `asOf` as it stood on that day, with `knownAt` as it was known then. */
  @Get(':id')
  @ReadRoute({
    summary: { zh: '查询承接事项、成果或标准', en: 'Read a mandate, research or standard' },
    problems: ['registry.delegation-unknown-here'],
    answer: ofMoment(whole),
  })
  async read(@Id() id: DelegationId, @Query() query: AsOfQuery): Promise<Whole> {
    const moment = momentOf(query, this.ports.clock.now());
    const at = { ...moment, atLeast: query.atLeast };
    const stream = streamOf(delegation.category, id);
    const row = await readRow(this.ports, delegationView, stream, at);
    const known = found(row, 'registry.delegation-unknown-here');
    return { ...itemOf(known), details: known.details, ...moment };
  }
}

function itemOf({
  stream: _stream,
  delegation: id,
  details: _details,
  ...row
}: DelegationRow): Item {
  return { id, ...row };
}
