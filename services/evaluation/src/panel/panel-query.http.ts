import { EvaluationPurpose, streamOf, type PersonId } from '@fuhua/kernel';
import { Caller, PersonalRead, Roles, type CallerOfRequest } from '@fuhua/platform/auth';
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
  problem,
  ReadRoute,
  type Moment,
  type Page,
} from '@fuhua/platform/http';
import { Ports, readPage, readRow, type ServicePorts } from '@fuhua/platform/service';
import type { View } from '@fuhua/platform/views';
import { Rubric } from '@fuhua/rules';
import { Controller, Get, Query } from '@nestjs/common';
import { seatsFor } from './blind.http.ts';
import './panel-problems.http.ts';
import { panel } from './panel.decider.ts';
import { PanelsQuery } from './panel.dto.ts';
import type { PanelId } from './panel.events.ts';
import { PanelEntity, panelView, type PanelRow } from './panel.view.ts';

type Item = Omit<PanelRow, 'stream' | 'panel' | 'content' | 'seats' | 'result'> & {
  readonly id: PanelId;
};
type Whole = Item & Pick<PanelRow, 'content' | 'seats' | 'result'> & Moment;
const shown = {
  id: field.id,
  ...{ subject: field.text(), division: field.text('320106') },
  purpose: field.oneOf(EvaluationPurpose.options),
  stage: field.oneOf(['open', 'concluded', 'cancelled']),
  rubric: field.open({ id: 'graduation', version: 1 }),
  ...{ ratersMin: field.count(5), outsideMin: field.count(2) },
};
const hidden = ['stream', 'panel', 'content', 'seats', 'result'];
const item = rowOf(PanelEntity, { without: hidden, also: shown });
const seat = {
  outside: true,
  declareBy: '2024-04-01',
  scoreBy: '2024-04-12',
  overdue: [],
  recused: false,
};
const result = { mean: '82.00', band: 'graduate', raters: 5, concludedOn: '2024-04-12' };
const whole = rowOf(PanelEntity, {
  without: ['stream', 'panel'],
  also: {
    ...shown,
    content: field.of(Rubric),
    seats: field.list(field.open(seat)),
    result: field.orNull(field.open(result)),
  },
});
type Listed = Page<Item> & { readonly position: bigint };

@Controller('v1/panels')
@Roles('officer', 'auditor', 'administrator')
export class PanelQueryHttp {
  constructor(@Ports() private readonly ports: ServicePorts) {}

  @Get()
  @ReadRoute({ summary: { zh: '评审组列表', en: 'List panels' }, answer: page(item) })
  list(@Query() query: PanelsQuery): Promise<Listed> {
    return this.listed(query);
  }

  /** Those that the calling rater is of. */
  @Get('mine')
  @Roles('rater')
  @ReadRoute({
    summary: { zh: '我的评审', en: 'List the panels that one rates on' },
    answer: page(item),
  })
  mine(@Query() query: PanelsQuery, @Caller() { person }: CallerOfRequest): Promise<Listed> {
    return this.listed(query, person);
  }

  /** Of others' scores and reasons what `seatsFor` shows; a rater sees its own, and no panel that it is not of. */
  @Get(':id')
  @Roles('officer', 'auditor', 'administrator', 'rater')
  @PersonalRead('id')
  @ReadRoute({
    summary: { zh: '查询评审组', en: 'Read a panel' },
    problems: ['evaluation.panel-unknown'],
    answer: ofMoment(whole),
  })
  async read(
    @Id() id: PanelId,
    @Query() query: AsOfQuery,
    @Caller() { person, role }: CallerOfRequest,
  ): Promise<Whole> {
    const moment = momentOf(query, this.ports.clock.now());
    const at = { ...moment, atLeast: query.atLeast };
    const stream = streamOf(panel.category, id);
    const row = found(await readRow(this.ports, panelView, stream, at), 'evaluation.panel-unknown');
    const isOf = row.seats.some(({ rater }) => rater === person);
    if (role === 'rater' && !isOf) throw problem('evaluation.panel-unknown');
    const { content, result } = row;
    const seats = await this.ports.privacy.openAll(seatsFor(row, person));
    return { ...itemOf(row), content, seats: seats as Whole['seats'], result, ...moment };
  }

  private listed(
    { after, limit, atLeast, subject, purpose, stage }: PanelsQuery,
    rater?: PersonId,
  ): Promise<Listed> {
    const last = parseCursor(after, ['string']);
    return readPage(this.ports, [panelView as View], atLeast, async (manager) => {
      const rows = manager.createQueryBuilder(PanelEntity, 'one');
      if (last) rows.andWhere('one.stream > :last', { last: last[0] });
      if (subject) rows.andWhere({ subject });
      if (purpose) rows.andWhere({ purpose });
      if (stage) rows.andWhere({ stage });
      if (rater) {
        const seats = JSON.stringify([{ rater }]);
        rows.andWhere('one.seats @> cast(:seats as jsonb)', { seats });
      }
      rows.orderBy({ 'one.stream': 'ASC' }).take(limit + 1);
      const page = pageOf(await rows.getMany(), limit, (row) => [row.stream]);
      return { ...page, items: page.items.map(itemOf) };
    });
  }
}

function itemOf({
  stream: _stream,
  panel: id,
  content: _content,
  seats: _seats,
  result: _result,
  ...row
}: PanelRow): Item {
  return { id, ...row };
}
