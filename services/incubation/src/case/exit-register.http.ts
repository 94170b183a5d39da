import { KnownBaseEntity, knownBaseView } from '@fuhua/directory';
import type { DivisionCode } from '@fuhua/kernel';
import { Public } from '@fuhua/platform/auth';
import {
  field,
  page,
  whole,
  type Fields,
  pageOf,
  parseCursor,
  ReadRoute,
  type Page,
} from '@fuhua/platform/http';
import { Ports, readPage, type ServicePorts } from '@fuhua/platform/service';
import type { View } from '@fuhua/platform/views';
import { scopeRange } from '@fuhua/rules';
import { Controller, Get, Query } from '@nestjs/common';
import { In, IsNull, Not, type EntityManager } from 'typeorm';
import { CaseBoardEntity, caseBoardView } from './case-board.view.ts';
import { EarlyExitsQuery } from './exit-register.dto.ts';
import {
  ExitRegisterEntity,
  exitRegisterView,
  type ExitRegisterRow,
} from './exit-register.view.ts';

/** As everybody may read it: no person, no reasons, no evidence. */
interface PublicExit extends Pick<
  ExitRegisterRow,
  'base' | 'organization' | 'ground' | 'decidedOn' | 'finalOn' | 'barredUntil'
> {
  /** Null while registry has told nothing of the base. */
  readonly baseName: string | null;
  /** Where the base stood when the case began, 12 digits. */
  readonly division: DivisionCode | null;
}

const exit: Fields<PublicExit> = {
  ...{ base: field.id, baseName: field.orNull(field.text('南京市鼓楼区社会组织孵化基地')) },
  ...{ division: field.orNull(field.text()), organization: field.id },
  ground: field.text('integrity'),
  decidedOn: field.day,
  ...{ finalOn: field.orNull(field.day), barredUntil: field.orNull(field.day) },
};
const views = [exitRegisterView as View, caseBoardView as View, knownBaseView as View];

@Controller('v1/early-exits')
@Public()
export class ExitRegisterHttp {
  constructor(@Ports() private readonly ports: ServicePorts) {}

  /** Those that are final, in the order in which they became so. */
  @Get()
  @ReadRoute({
    summary: { zh: '提前退出公示名册', en: 'Early exits that are final' },
    answer: page(whole(exit)),
  })
  list(
    @Query() { after, limit, atLeast, base, organization, division }: EarlyExitsQuery,
  ): Promise<Page<PublicExit> & { readonly position: bigint }> {
    const last = parseCursor(after, ['string', 'string']);
    return readPage(this.ports, views, atLeast, async (manager) => {
      const rows = manager.createQueryBuilder(ExitRegisterEntity, 'one');
      rows.where({ finalOn: Not(IsNull()) });
      if (last) rows.andWhere('(one.final_on::text, one.notice::text) > (:...last)', { last });
      if (base) rows.andWhere({ base });
      if (organization) rows.andWhere({ organization });
      if (division) {
        rows.innerJoin(CaseBoardEntity, 'board', 'board.stream = one.stream');
        rows.andWhere('board.division between :from and :to', scopeRange(division));
      }
      rows.orderBy({ 'one.finalOn': 'ASC', 'one.notice': 'ASC' }).take(limit + 1);
      const keyOf = ({ finalOn, notice }: ExitRegisterRow) => [String(finalOn), notice];
      const page = pageOf(await rows.getMany(), limit, keyOf);
      return { ...page, items: await publicExits(manager, page.items) };
    });
  }
}

async function publicExits(
  manager: EntityManager,
  rows: readonly ExitRegisterRow[],
): Promise<readonly PublicExit[]> {
  const [streams, bases] = [rows.map(({ stream }) => stream), rows.map((row) => row.base)];
  const boards = await manager.findBy(CaseBoardEntity, { stream: In(streams) });
  const known = await manager.findBy(KnownBaseEntity, { base: In(bases) });
  return rows.map(({ stream, base, organization, ground, decidedOn, finalOn, barredUntil }) => ({
    ...{ base, baseName: known.find((one) => one.base === base)?.name ?? null },
    division: boards.find((one) => one.stream === stream)?.division ?? null,
    ...{ organization, ground, decidedOn, finalOn, barredUntil },
  }));
}
