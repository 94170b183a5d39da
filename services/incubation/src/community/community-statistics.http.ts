import type { Day } from '@fuhua/kernel';
import { Roles } from '@fuhua/platform/auth';
import { field, whole, type Fields, ReadRoute } from '@fuhua/platform/http';
import type { Opened } from '@fuhua/platform/privacy';
import { Ports, readPage, type ServicePorts } from '@fuhua/platform/service';
import type { View } from '@fuhua/platform/views';
import { isWithin } from '@fuhua/rules';
import { Controller, Get, Query } from '@nestjs/common';
import { StatisticsQuery } from './community.dto.ts';
import { CommunityEntity, communityView, type CommunityRow } from './community.view.ts';

/** Counts alone: nobody is named. */
export interface Statistics {
  readonly from: Day;
  readonly to: Day;
  readonly leaders: {
    /** Engaged on the last day. */
    readonly engaged: number;
    /** Of these, by what they declare; one person may be several. */
    readonly byTag: Readonly<Record<string, number>>;
    readonly organizationsLed: number;
    readonly organizationsDrawnIn: number;
  };
  /** In office on the last day. */
  readonly mediators: number;
  readonly referrals: Readonly<Record<string, number>>;
  readonly guidance: {
    readonly requested: Readonly<Record<string, number>>;
    readonly answered: number;
    readonly overdue: number;
  };
}

const counted = field.open({ training: 3 });
const statistics: Fields<Statistics & { readonly position: bigint }> = {
  ...{ from: field.day, to: field.day, mediators: field.count(4), position: field.text() },
  leaders: whole({
    ...{ engaged: field.count(6), byTag: field.open({ elderly: 2 }) },
    ...{ organizationsLed: field.count(5), organizationsDrawnIn: field.count(9) },
  }),
  referrals: counted,
  guidance: whole({ requested: counted, answered: field.count(2), overdue: field.count(1) }),
};

@Roles('officer', 'auditor', 'administrator', 'integrator')
@Controller('v1/reports')
export class CommunityStatisticsHttp {
  constructor(@Ports() private readonly ports: ServicePorts) {}

  /** Of a period, both days included; tags are opened to be counted, and shown of nobody. */
  @Get('community')
  @ReadRoute({
    summary: { zh: '报表：带头人、调解员和非入驻指导统计', en: 'Report: people around bases' },
    answer: whole(statistics),
  })
  async read(
    @Query() { base, division, from, to, atLeast }: StatisticsQuery,
  ): Promise<Statistics & { readonly position: bigint }> {
    const views = [communityView as View];
    const { items: rows, position } = await readPage(
      this.ports,
      views,
      atLeast,
      async (manager) => ({
        items: await manager.findBy(CommunityEntity, base === undefined ? {} : { base }),
      }),
    );
    const asked = rows.filter((row) => division === undefined || isWithin(row.division, division));
    const leaders = asked.filter((row) => row.kind === 'leader' && holdsOn(row, to));
    const tags = await Promise.all(
      leaders.map(async (row) => (await this.ports.privacy.openAll({ tags: row.tags })).tags),
    );
    return { ...statisticsOf(asked, tags, from, to), position };
  }
}

/** @param tags of the leaders engaged on the last day; those of a person who was forgotten count nowhere */
export function statisticsOf(
  rows: readonly CommunityRow[],
  tags: readonly Opened<CommunityRow['tags']>[],
  from: Day,
  to: Day,
): Statistics {
  const of = (kind: CommunityRow['kind']): readonly CommunityRow[] =>
    rows.filter((row) => row.kind === kind);
  const inPeriod = ({ since }: CommunityRow): boolean => from <= since && since <= to;
  const leaders = of('leader').filter((row) => holdsOn(row, to));
  const requests = of('request').filter(inPeriod);
  const declared = tags.flatMap((one) => (Array.isArray(one) ? (one as readonly string[]) : []));
  return {
    ...{ from, to },
    leaders: {
      engaged: leaders.length,
      byTag: countBy(declared.map((tag) => [tag, 1])),
      organizationsLed: new Set(leaders.map(({ organization }) => organization)).size,
      organizationsDrawnIn: new Set(leaders.flatMap(({ drawnIn }) => drawnIn)).size,
    },
    mediators: of('mediator').filter((row) => holdsOn(row, to)).length,
    referrals: countBy(
      of('referral')
        .filter(inPeriod)
        .map(({ code, count }) => [code ?? '', count]),
    ),
    guidance: {
      requested: countBy(requests.map(({ code }) => [code ?? '', 1])),
      answered: requests.filter(({ endedOn }) => endedOn !== null && endedOn <= to).length,
      overdue: requests.filter(({ overdue }) => overdue).length,
    },
  };
}

function holdsOn({ since, until, endedOn }: CommunityRow, on: Day): boolean {
  return since <= on && (until === null || on <= until) && (endedOn === null || on < endedOn);
}

function countBy(
  counted: readonly (readonly [name: string, count: number])[],
): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const [name, count] of counted) counts[name] = (counts[name] ?? 0) + count;
  return counts;
}
