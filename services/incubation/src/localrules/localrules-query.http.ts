import { EvidenceHash, streamOf, type AuthorityId } from '@fuhua/kernel';
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
import { Controller, Get, Query } from '@nestjs/common';
import './localrules-problems.http.ts';
import { LocalRulesQuery } from './localrules.dto.ts';
import { LocalRuleKind, type LocalRuleId } from './localrules.events.ts';
import {
  isInForceOn,
  LocalRuleEntity,
  localRuleView,
  type LocalRuleRow,
} from './localrules.view.ts';

type Item = Omit<LocalRuleRow, 'stream' | 'rule' | 'sections'> & { readonly id: LocalRuleId };
type Version = Item & Pick<LocalRuleRow, 'sections'>;

const shown = {
  id: field.id,
  division: field.text('320106'),
  kind: field.oneOf(LocalRuleKind.options),
  files: field.list(field.of(EvidenceHash)),
};
const item = rowOf(LocalRuleEntity, { without: ['stream', 'rule', 'sections'], also: shown });
const version = rowOf(LocalRuleEntity, {
  without: ['stream', 'rule'],
  also: { ...shown, sections: field.orNull(field.open({ 'incubation-term': '二十四个月' })) },
});

interface AllOfAuthority extends Moment {
  readonly items: readonly Version[];
  /** With `asOf`: those in force on that day. */
  readonly inForce?: readonly LocalRuleId[];
  readonly revision: number;
}

@Controller('v1/local-rules')
@Roles('officer', 'auditor', 'administrator', 'integrator', 'operator', 'organization')
export class LocalRulesQueryHttp {
  constructor(@Ports() private readonly ports: ServicePorts) {}

  /** Versions without their text; with `on` those in force on that day. */
  @Get()
  @ReadRoute({
    summary: { zh: '本级制度列表', en: 'List the rules of authorities' },
    answer: page(item),
  })
  list(
    @Query() { after, limit, atLeast, authority, kind, on }: LocalRulesQuery,
  ): Promise<Page<Item> & { readonly position: bigint }> {
    const last = parseCursor(after, ['string', 'string']);
    return readPage(this.ports, [localRuleView as View], atLeast, async (manager) => {
      const rows = manager.createQueryBuilder(LocalRuleEntity, 'one');
      if (last) rows.andWhere('(one.stream, one.rule) > (:...last)', { last });
      if (authority) rows.andWhere({ authority });
      if (kind) rows.andWhere({ kind });
      if (on) {
        rows.andWhere('one.published_on <= :on and one.effective_from <= :on', { on });
        rows.andWhere('(one.ended_on is null or one.ended_on > :on)');
      }
      rows.orderBy({ 'one.stream': 'ASC', 'one.rule': 'ASC' }).take(limit + 1);
      const page = pageOf(await rows.getMany(), limit, ({ stream, rule }) => [stream, rule]);
      return { ...page, items: page.items.map(itemOf) };
    });
  }

  /** Every version with its text; with `asOf` as they stood on that day, with `knownAt` as they were known then. */
  @Get(':id')
  @ReadRoute({
    summary: { zh: '查询一个主管部门的制度', en: 'Read the rules of one authority' },
    problems: ['incubation.local-rule-unknown'],
    answer: ofMoment(listed(version, { revision: field.count() })),
  })
  async read(@Id() id: AuthorityId, @Query() query: AsOfQuery): Promise<AllOfAuthority> {
    const moment = momentOf(query, this.ports.clock.now());
    const at = { ...moment, atLeast: query.atLeast };
    const rows = await readRows(this.ports, localRuleView, streamOf('localrules', id), at);
    const { revision } = found(rows[0], 'incubation.local-rule-unknown');
    const { asOf } = moment;
    const items = rows.map((row) => ({ ...itemOf(row), sections: row.sections }));
    const inForce = asOf && rows.filter((row) => isInForceOn(row, asOf)).map(({ rule }) => rule);
    return { items, revision, ...moment, ...(inForce && { inForce }) };
  }
}

function itemOf({ stream: _stream, rule: id, sections: _sections, ...row }: LocalRuleRow): Item {
  return { id, ...row };
}
