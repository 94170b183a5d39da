import type { BaseId, Day, EventId, Instant } from '@fuhua/kernel';
import type { PlainOf } from '@fuhua/platform/http';
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import type { BaseFactKind, BaseFactRow } from './base-fact.view.ts';
import { holdingOn, inputsOn } from './base-on.view.ts';
import type { FactKind } from './upkeep-facts.events.ts';
import {
  byDay,
  completeness,
  freshness,
  fullTimeStaffOn,
  holding,
  partyServiceOn,
  systemsOn,
  verifiedOn,
  type OtherPart,
} from './upkeep-on.decider.ts';
import { BasePart, BaseSystem, type Source } from './base.events.ts';
import type { UpkeepRow } from './upkeep.view.ts';

/** How what is kept up of a base is told. Persons stand in it by id only. */

/** A dated fact, whether it holds on the day or not. */
@ApiSchema({ name: 'BaseUpkeepFact' })
class FactSchema {
  @ApiProperty({
    type: 'string',
    format: 'uuid',
    description: '更正时指明的事件 / the event a correction names',
  })
  event!: EventId;
  @ApiProperty({ type: 'string', example: 'verification' })
  kind!: FactKind;
  @ApiProperty({ description: '所问之日是否有效 / whether it holds on the day asked about' })
  holds!: boolean;
  @ApiProperty({ type: 'string', format: 'date' })
  validFrom!: Day;
  @ApiProperty({ format: 'date', nullable: true, type: 'string' })
  validTo!: Day | null;
  @ApiProperty({ format: 'date', nullable: true, type: 'string' })
  endedOn!: Day | null;
  @ApiProperty({ type: 'object', additionalProperties: true })
  data!: Readonly<Record<string, unknown>>;
  @ApiProperty({ type: 'object', additionalProperties: true })
  source!: Source;
}

@ApiSchema({ name: 'BaseCompleteness' })
class CompletenessSchema {
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 100 })
  percent!: number;
  @ApiProperty({ enum: BasePart.options, isArray: true })
  missing!: readonly BasePart[];
}

export class BaseUpkeepAnswer {
  @ApiProperty({ type: 'string', format: 'uuid' })
  base!: BaseId;
  @ApiProperty({ type: 'integer' })
  revision!: number;
  @ApiProperty({ type: 'string', format: 'date', description: '所问之日 / the day asked about' })
  on!: Day;
  @ApiProperty({ type: CompletenessSchema, description: '完整度 / how complete the record is' })
  completeness!: PlainOf<CompletenessSchema>;
  @ApiProperty({ format: 'date', nullable: true, type: 'string' })
  verifiedOn!: Day | null;
  @ApiProperty({ type: 'integer', nullable: true, description: '距最近核实天数 / freshness' })
  daysSinceVerified!: number | null;
  @ApiProperty({ enum: BaseSystem.options, isArray: true })
  systems!: readonly BaseSystem[];
  @ApiProperty()
  partyService!: boolean;
  @ApiProperty({ type: 'integer', description: '专职人员数 / persons who work full-time' })
  fullTimeStaff!: number;
  @ApiProperty({
    type: 'number',
    nullable: true,
    description:
      '每名专职人员对应的在孵组织数，两位小数 / incubatees as last recorded for each of them, to two decimals',
  })
  incubateesPerFullTimeStaff!: number | null;
  @ApiProperty({ type: [FactSchema], description: '由早到晚 / the oldest first' })
  facts!: readonly PlainOf<FactSchema>[];
  @ApiPropertyOptional({ type: 'string', format: 'date' })
  asOf?: Day;
  @ApiPropertyOptional({ format: 'date-time', type: 'string' })
  knownAt?: Instant;
}

/** What is known of it on that day; the older revision, while one view is ahead. `others`: the facts that stand beside what is kept up. */
export function upkeepOn(
  { base, revision }: { readonly base: BaseId; readonly revision: number },
  rows: readonly UpkeepRow[],
  others: readonly BaseFactRow[],
  on: Day,
): PlainOf<BaseUpkeepAnswer> {
  const fullTimeStaff = fullTimeStaffOn(rows, on);
  return {
    ...{ base, revision: Math.min(revision, ...rows.map((row) => row.revision)), on },
    completeness: completeness(otherPartsOn(others, on), rows, on),
    verifiedOn: verifiedOn(rows, on) ?? null,
    daysSinceVerified: freshness(rows, on) ?? null,
    systems: [...systemsOn(rows, on)],
    partyService: partyServiceOn(rows, on),
    fullTimeStaff,
    incubateesPerFullTimeStaff: ratio(inputsOn(others, on).liveIncubatees, fullTimeStaff),
    facts: factsOn(rows, on),
  };
}

function factsOn(rows: readonly UpkeepRow[], on: Day): BaseUpkeepAnswer['facts'] {
  const kinds = new Set(rows.map(({ kind }) => kind));
  const held = new Set([...kinds].flatMap((kind) => holding(rows, kind, on)));
  return [...rows].sort(byDay).map((row) => {
    const { event, kind, validFrom, validTo, endedOn, data, source } = row;
    return { event, kind, holds: held.has(row), validFrom, validTo, endedOn, data, source };
  });
}

/** Parts of the record that stand beside what is kept up, on that day. */
export function otherPartsOn(rows: readonly BaseFactRow[], on: Day): ReadonlySet<OtherPart> {
  const has = (kind: BaseFactKind): boolean => holdingOn(rows, kind, on) !== undefined;
  const regime = holdingOn(rows, 'regime', on)?.data['regime'];
  return new Set<OtherPart>([
    ...(['level', 'location', 'capacity', 'functions'] as const).filter(has),
    ...(regime !== undefined && regime !== 'manual' ? (['regime'] as const) : []),
    ...(has('responsible') || has('registration') ? (['responsible'] as const) : []),
  ]);
}

/** Null while it is not known how many incubatees there are, and where nobody works full-time. */
function ratio(incubatees: number | undefined, staff: number): number | null {
  if (incubatees === undefined || staff === 0) return null;
  return Math.round((100 * incubatees) / staff) / 100;
}
