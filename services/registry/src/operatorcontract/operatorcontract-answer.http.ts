import type {
  AuthorityId,
  BaseId,
  Day,
  DivisionCode,
  EventId,
  OperatorContractId,
  OrganizationId,
} from '@fuhua/kernel';
import type { PlainOf } from '@fuhua/platform/http';
import { ApiProperty } from '@nestjs/swagger';
import type { OperatorExceptionRow } from './operator-exception.view.ts';
import { Grade, Route, Waivable, type Kpi, type Line } from './operatorcontract.events.ts';
import { stageOn, STAGES, type OperatorContractRow, type Stage } from './operatorcontract.view.ts';

/** How nominations and contracts are told. No person stands in it. */

const day = { format: 'date', type: 'string', nullable: true } as const;

export class OperatorContractItem {
  @ApiProperty({ type: 'string', format: 'uuid' })
  id!: OperatorContractId;
  @ApiProperty({ type: 'string', format: 'uuid' })
  base!: BaseId;
  @ApiProperty({ type: 'string', format: 'uuid' })
  operator!: OrganizationId;
  @ApiProperty({ type: 'string' })
  division!: DivisionCode;
  @ApiProperty({ enum: STAGES })
  status!: Stage;
  @ApiProperty({ type: 'string', enum: Route.options, nullable: true })
  route!: Route | null;
  @ApiProperty({ type: 'boolean', nullable: true })
  recurring!: boolean | null;
  @ApiProperty(day)
  signingDay!: Day | null;
  @ApiProperty(day)
  signedOn!: Day | null;
  @ApiProperty(day)
  start!: Day | null;
  @ApiProperty(day)
  end!: Day | null;
  @ApiProperty({ type: 'string', nullable: true, description: 'fen' })
  priceFen!: string | null;
  @ApiProperty()
  migrated!: boolean;
  @ApiProperty(day)
  publishBy!: Day | null;
  @ApiProperty(day)
  publishedOn!: Day | null;
  @ApiProperty({ type: 'string', enum: Grade.options, nullable: true })
  grade!: Grade | null;
  @ApiProperty(day)
  gradeValidTo!: Day | null;
  @ApiProperty({ type: 'integer' })
  openAlerts!: number;
  @ApiProperty()
  terminationOpened!: boolean;
  @ApiProperty(day)
  endedOn!: Day | null;
  @ApiProperty({ format: 'uuid', type: 'string', nullable: true })
  previous!: OperatorContractId | null;
}

export class OperatorContractAnswer extends OperatorContractItem {
  @ApiProperty({ type: 'integer' })
  revision!: number;
  /** Decisions, exceptions, KPIs, lines, alerts, warnings, as far as there are any. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  detail!: OperatorContractRow['detail'];
}

export function itemOn(row: OperatorContractRow, on: Day): PlainOf<OperatorContractItem> {
  const { contract: id, stage: _stage, stream: _s, revision: _r, detail: _d, ...shown } = row;
  return { ...shown, id, status: stageOn(row, on) };
}

export function answerOn(row: OperatorContractRow, on: Day): PlainOf<OperatorContractAnswer> {
  return { ...itemOn(row, on), revision: row.revision, detail: row.detail };
}

/** What everybody may read of a contract: its terms, price and KPIs (102号令第23条). */
export class PublicContract {
  @ApiProperty({ type: 'string', format: 'uuid' })
  id!: OperatorContractId;
  @ApiProperty({ type: 'string', format: 'uuid' })
  base!: BaseId;
  @ApiProperty({ type: 'string', format: 'uuid' })
  operator!: OrganizationId;
  @ApiProperty({ type: 'string', format: 'date' })
  signedOn!: Day | null;
  @ApiProperty({ type: 'string', format: 'date' })
  start!: Day | null;
  @ApiProperty({ type: 'string', format: 'date' })
  end!: Day | null;
  @ApiProperty(day)
  endedOn!: Day | null;
  @ApiProperty({ type: 'string', description: 'fen' })
  priceFen!: string | null;
  @ApiProperty({
    ...{ type: 'array', items: { type: 'object' } },
    example: [{ name: '年度新入壳组织数', target: '不少于三十家' }],
  })
  kpis!: readonly Kpi[];
  @ApiProperty({
    ...{ type: 'array', items: { type: 'object' } },
    example: [{ kind: 'incubation-service', text: '为入壳组织提供日常辅导' }],
  })
  lines!: readonly Line[];
  @ApiProperty(day)
  publishedOn!: Day | null;
  @ApiProperty({ type: 'object', additionalProperties: true })
  publishedAt!: NonNullable<OperatorContractRow['detail']['publishedAt']>;
}

export function publicContract(row: OperatorContractRow): PlainOf<PublicContract> {
  const { contract: id, base, operator, signedOn, start, end, endedOn, priceFen } = row;
  const { kpis = [], lines = [], publishedAt = {} } = row.detail;
  const terms = { signedOn, start, end, endedOn, priceFen, kpis, lines };
  return { id, base, operator, ...terms, publishedOn: row.publishedOn, publishedAt };
}

export class PublicException {
  @ApiProperty({ type: 'string', format: 'uuid' })
  id!: EventId;
  @ApiProperty({ type: 'string', format: 'uuid' })
  contract!: OperatorContractId;
  @ApiProperty({ type: 'string', format: 'uuid' })
  base!: BaseId;
  @ApiProperty({ type: 'string', format: 'uuid' })
  operator!: OrganizationId;
  @ApiProperty({ enum: Waivable.options, isArray: true })
  waives!: readonly Waivable[];
  @ApiProperty({ type: 'string', format: 'date' })
  validFrom!: Day;
  @ApiProperty({ type: 'string', format: 'date' })
  validTo!: Day;
  @ApiProperty()
  reason!: string;
  @ApiProperty({ type: 'string', format: 'uuid', description: '批准机关 / who approved it' })
  authority!: AuthorityId;
  @ApiProperty({ type: 'string', format: 'date' })
  approvedOn!: Day;
}

export function publicException(row: OperatorExceptionRow): PlainOf<PublicException> {
  const { event: id, stream: _stream, revision: _revision, ...shown } = row;
  return { id, ...shown };
}
