import { EvaluationPurpose, streamOf } from '@fuhua/kernel';
import { Roles } from '@fuhua/platform/auth';
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
import { Ports, readPage, readRows, type ServicePorts } from '@fuhua/platform/service';
import type { View } from '@fuhua/platform/views';
import { defaultRubrics, Rubric } from '@fuhua/rules';
import { Controller, Get, Query } from '@nestjs/common';
import './rubric-problems.http.ts';
import { rubric } from './rubric.decider.ts';
import { RubricsQuery } from './rubric.dto.ts';
import type { RubricId } from './rubric.events.ts';
import { RubricEntity, rubricView, type RubricRow } from './rubric.view.ts';

type Item = Omit<RubricRow, 'stream' | 'rubric'> & { readonly id: RubricId };

const content = field.of(Rubric);
const purpose = field.oneOf(EvaluationPurpose.options);
const item = rowOf(RubricEntity, {
  without: ['stream', 'rubric'],
  also: { id: field.id, version: field.count(1), division: field.text('320106'), purpose, content },
});
const shipped = { ...content, properties: { purpose, ...content.properties } };

@Controller('v1/rubrics')
@Roles('officer', 'rater', 'auditor', 'administrator', 'integrator', 'operator', 'organization')
export class RubricQueryHttp {
  constructor(@Ports() private readonly ports: ServicePorts) {}

  /** Every version; with `on` those that new panels rate by on that day. */
  @Get()
  @ReadRoute({ summary: { zh: '评分标准列表', en: 'List rubrics' }, answer: page(item) })
  list(
    @Query() { after, limit, atLeast, authority, purpose, on }: RubricsQuery,
  ): Promise<Page<Item> & { readonly position: bigint }> {
    const last = parseCursor(after, ['string', 'number']);
    return readPage(this.ports, [rubricView as View], atLeast, async (manager) => {
      const rows = manager.createQueryBuilder(RubricEntity, 'one');
      if (last) rows.andWhere('(one.stream, one.version) > (:...last)', { last });
      if (authority) rows.andWhere({ authority });
      if (purpose) rows.andWhere({ purpose });
      if (on) {
        rows.andWhere('one.effective_from <= :on', { on });
        rows.andWhere('(one.superseded_on is null or one.superseded_on > :on)');
      }
      rows.orderBy({ 'one.stream': 'ASC', 'one.version': 'ASC' }).take(limit + 1);
      const page = pageOf(await rows.getMany(), limit, ({ stream, version }) => [stream, version]);
      return { ...page, items: page.items.map(itemOf) };
    });
  }

  /** What panels rate by where no authority has released one. */
  @Get('defaults')
  @ReadRoute({
    summary: { zh: '默认评分标准', en: 'Read the rubrics that are shipped' },
    answer: listed(shipped),
  })
  defaults(): { readonly items: readonly (Rubric & { readonly purpose: EvaluationPurpose })[] } {
    const items = EvaluationPurpose.options.map((purpose) => ({
      purpose,
      ...defaultRubrics[purpose],
    }));
    return { items };
  }

  /** Every version; with `asOf` as they stood on that day, with `knownAt` as they were known then. */
  @Get(':id')
  @ReadRoute({
    summary: { zh: '查询评分标准', en: 'Read a rubric' },
    problems: ['evaluation.rubric-unknown'],
    answer: ofMoment(listed(item, { revision: field.count() })),
  })
  async read(
    @Id() id: RubricId,
    @Query() query: AsOfQuery,
  ): Promise<Moment & { readonly items: readonly Item[]; readonly revision: number }> {
    const moment = momentOf(query, this.ports.clock.now());
    const at = { ...moment, atLeast: query.atLeast };
    const rows = await readRows(this.ports, rubricView, streamOf(rubric.category, id), at);
    const { revision } = found(rows[0], 'evaluation.rubric-unknown');
    const items = rows.map(itemOf).sort((a, b) => a.version - b.version);
    return { items, revision, ...moment };
  }
}

function itemOf({ stream: _stream, rubric: id, ...row }: RubricRow): Item {
  return { id, ...row };
}
