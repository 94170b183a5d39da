import type { AuthorityId, BaseId, Day, DivisionCode, EventId, Instant } from '@fuhua/kernel';
import { field, rowOf, type PlainOf } from '@fuhua/platform/http';
import { countsForCounty, type ZoneMapping } from '@fuhua/rules';
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import type { BaseFactRow } from './base-fact.view.ts';
import { begunOn, holdingOn, inputsOn } from './base-on.view.ts';
import {
  BaseKind,
  BaseLevel,
  PlatformKind,
  type RegimeInputs,
  type Responsible,
  type Source,
} from './base.events.ts';
import { BaseEntity, judgedIn, type BaseRow, type Stage } from './base.view.ts';

/** How a base is told. */

const stages = ['not-yet', 'active', 'suspended', 'merged', 'closed'] as const;

/** A dated fact: the fields of its event, flat, beside these. */
@ApiSchema({ name: 'BaseFact' })
class FactSchema {
  @ApiProperty({
    type: 'string',
    format: 'uuid',
    description: '更正时指明的事件 / the event a correction names',
  })
  event!: EventId;
  @ApiProperty({ type: 'string', format: 'date' })
  since!: Day;
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  source!: Source | null;
}
type Fact = PlainOf<FactSchema> & Readonly<Record<string, unknown>>;

const One = (zh: string, en: string): PropertyDecorator =>
  ApiProperty({ type: FactSchema, nullable: true, description: `${zh} / ${en}` });
const OnDay = (): PropertyDecorator =>
  ApiProperty({ format: 'date', nullable: true, type: 'string' });

export class BaseAnswer {
  @ApiProperty({ type: 'string', format: 'uuid' })
  id!: BaseId;
  @ApiProperty({ enum: stages, description: '状态（所问之日） / on the day asked about' })
  stage!: (typeof stages)[number];
  @ApiProperty({ enum: BaseKind.options })
  kind!: BaseKind;
  @ApiProperty({ enum: PlatformKind.options, nullable: true, type: 'string' })
  platform!: PlatformKind | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: 'string' })
  sponsor!: AuthorityId | null;
  @ApiProperty({ nullable: true, type: 'string' })
  field!: string | null;
  @ApiProperty({ type: 'string', format: 'date' })
  establishedOn!: Day;
  @ApiProperty()
  name!: string;
  @ApiProperty({ enum: BaseLevel.options })
  level!: BaseLevel;
  @ApiProperty({ type: 'string', description: '12 位区划代码 / 12 digits' })
  location!: DivisionCode;
  @ApiProperty({ nullable: true, type: 'string' })
  address!: string | null;
  @ApiProperty({
    ...{ nullable: true, type: 'string' },
    description: '计入的县（市、区） / the county it counts for',
  })
  countsFor!: DivisionCode | null;
  @ApiProperty({ type: 'integer', description: '在孵名额 / organizations at one time' })
  capacity!: number;
  @One('如何进入现状态', 'how it came to stand as it does')
  standing!: Fact | null;
  @One('已核定的功能定位', 'the functions approved')
  functions!: Fact | null;
  @ApiProperty({
    example: null,
    type: [String],
    nullable: true,
    description: '待核定 / awaiting a decision',
  })
  functionsDeclared!: readonly string[] | null;
  @ApiProperty({ type: [FactSchema], description: '功能拓展 / extensions approved' })
  extensions!: readonly Fact[];
  @One('管理方式，附决定', 'the regime, with its decision')
  regime!: Fact | null;
  @ApiProperty({
    ...{ type: 'object', additionalProperties: true },
    description: '管理方式所依据的事实 / what the regime rests on',
  })
  regimeInputs!: RegimeInputs;
  @OnDay()
  reviewDue!: Day | null;
  @OnDay()
  reviewOpenedOn!: Day | null;
  @ApiProperty()
  reviewOverdue!: boolean;
  @ApiProperty({ description: '待查明：认定依据不足 / a task: not enough is known' })
  evidenceMissing!: boolean;
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  proposed!: Responsible | null;
  @One('责任主体', 'who is responsible')
  responsible!: Fact | null;
  @OnDay()
  filingDue!: Day | null;
  @OnDay()
  filedOn!: Day | null;
  @ApiProperty()
  filingOverdue!: boolean;
  @One('依法登记', 'its registration by law')
  registration!: Fact | null;
  @ApiPropertyOptional({ type: 'string', format: 'date' })
  asOf?: Day;
  @ApiPropertyOptional({ format: 'date-time', type: 'string' })
  knownAt?: Instant;
  @ApiProperty({ type: 'integer' })
  revision!: number;
}

/** As it stood on that day. The rows may show two revisions while one view is ahead: the older is told. */
export function baseOn(
  row: BaseRow,
  facts: readonly BaseFactRow[],
  mapped: (location: DivisionCode) => ZoneMapping | undefined,
  on: Day,
): PlainOf<BaseAnswer> {
  const one = (kind: BaseFactRow['kind']): Fact | null => shown(holdingOn(facts, kind, on));
  const standing = holdingOn(facts, 'standing', on);
  const { establishedOn, kind, platform, sponsor, field, functionsDeclared } = row;
  const { reviewDue, reviewOpenedOn, reviewOverdue, evidenceMissing, proposed } = row;
  const { filingDue, filedOn, filingOverdue } = row;
  const name = valueOn(facts, 'name', 'name', on) as string | undefined;
  const level = valueOn(facts, 'level', 'level', on) as BaseLevel | undefined;
  const capacity = valueOn(facts, 'capacity', 'capacity', on) as number | undefined;
  const place = placeOn(row, facts, on);
  const judged = { kind, level: level ?? row.level, location: place.location };
  return {
    ...{ id: row.base, stage: (standing?.data['stage'] as Stage | undefined) ?? 'not-yet' },
    ...{ kind, platform, sponsor, field, establishedOn },
    ...{ name: name ?? row.name, level: level ?? row.level, ...place },
    countsFor: countedFor({ ...judged, sponsor: sponsor ?? undefined }, mapped(place.location), on),
    ...{ capacity: capacity ?? row.capacity, standing: shown(standing) },
    ...{ functions: one('functions'), functionsDeclared },
    extensions: begunOn(facts, 'extension', on).map(plain),
    ...{ regime: one('regime'), regimeInputs: inputsOn(facts, on) },
    ...{ reviewDue, reviewOpenedOn, reviewOverdue, evidenceMissing, proposed },
    ...{ responsible: one('responsible'), filingDue, filedOn, filingOverdue },
    registration: one('registration'),
    revision: Math.min(row.revision, ...facts.map(({ revision }) => revision)),
  };
}

/** Before it stood anywhere, its first place. */
function placeOn(
  row: BaseRow,
  facts: readonly BaseFactRow[],
  on: Day,
): { location: DivisionCode; address: string | null } {
  const { data } = holdingOn(facts, 'location', on) ?? {};
  if (data === undefined) return { location: row.location, address: row.address };
  const { location, address = null } = data as { location: DivisionCode; address?: string };
  return { location, address };
}

function valueOn(
  facts: readonly BaseFactRow[],
  kind: BaseFactRow['kind'],
  field: string,
  on: Day,
): unknown {
  return holdingOn(facts, kind, on)?.data[field];
}

type Judged = Parameters<typeof countsForCounty>[0];

function countedFor(
  judged: Judged,
  zoneMapping: ZoneMapping | undefined,
  on: Day,
): DivisionCode | null {
  return countsForCounty(judged, zoneMapping === undefined ? {} : { zoneMapping }, on) ?? null;
}

function shown(row: BaseFactRow | undefined): Fact | null {
  return row === undefined ? null : plain(row);
}

function plain({ event, validFrom: since, source, data }: BaseFactRow): Fact {
  return { ...data, event, since, source };
}

/** One line of a list, as it stands today. */
export type BaseItem = Omit<BaseRow, 'stream' | 'revision' | 'base'> & {
  readonly id: BaseId;
  readonly countsFor: DivisionCode | null;
};

const noDay = { ...field.orNull(field.day), example: null };

/** How OpenAPI tells it. */
export const baseItem = rowOf(BaseEntity, {
  without: ['stream', 'revision', 'base'],
  also: {
    ...{
      id: field.id,
      countsFor: field.orNull(field.text('320106')),
      stage: field.oneOf(['active', 'not-yet', 'suspended', 'merged', 'closed']),
    },
    ...{ kind: field.oneOf(BaseKind.options), level: field.oneOf(BaseLevel.options) },
    platform: field.orNull(field.oneOf(PlatformKind.options)),
    functions: field.orNull(field.list(field.text('incubation'))),
    functionsDeclared: field.orNull(field.list(field.text('incubation'))),
    extensions: field.list(field.text('training')),
    regime: field.orNull(field.oneOf(['B', 'A', 'C', 'D', 'manual'])),
    ...{ reviewOverdue: field.no, evidenceMissing: field.no, filingOverdue: field.no },
    proposed: { ...field.orNull(field.open({})), example: null },
    responsible: { ...field.orNull(field.open({})), example: null },
    ...{ reviewOpenedOn: noDay, endedOn: noDay },
    into: { ...field.orNull(field.id), example: null },
  },
});

export function itemOf(row: BaseRow, zoneMapping: ZoneMapping | undefined, on: Day): BaseItem {
  const { stream: _stream, revision: _revision, base: id, ...item } = row;
  return { id, ...item, countsFor: countedFor(judgedIn(row), zoneMapping, on) };
}
