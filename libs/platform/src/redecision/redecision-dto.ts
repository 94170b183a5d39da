import 'reflect-metadata';
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { PageQuery } from '../http/paging.ts';
import { IsText } from '../http/validators.ts';

export class RedecisionsQuery extends PageQuery {
  /** `true` those that wait, `false` those that are done; all when missing. */
  @ApiPropertyOptional({ enum: ['true', 'false'] })
  @IsOptional()
  @IsIn(['true', 'false'])
  open?: 'true' | 'false';
}

export class DependentsQuery {
  /** The stream whose facts were corrected or came late: `organization-<id>`. */
  @ApiProperty()
  @IsString()
  @MaxLength(200)
  @Matches(/^[a-z]+-\S+$/)
  on!: string;
}

export class CloseRedecisionBody {
  @ApiProperty({
    description:
      '如何处理的；不得含个人信息 / what was done about it; says nothing personal: it is kept readable',
  })
  @IsText(1_000)
  reason!: string;
}

class CauseSchema {
  @ApiProperty({ type: 'string' })
  stream!: string;
  @ApiProperty({ type: 'string', format: 'uuid' })
  event!: string;
  @ApiPropertyOptional({ type: 'string', format: 'uuid' })
  correction?: string | undefined;
}

class RuleChangeSchema {
  @ApiProperty({ type: 'string' })
  rule!: string;
  @ApiProperty({ type: 'string' })
  clause!: string;
  @ApiPropertyOptional({ type: 'string', enum: ['pass', 'fail', 'unknown'] })
  before?: string | undefined;
  @ApiPropertyOptional({ type: 'string', enum: ['pass', 'fail', 'unknown'] })
  after?: string | undefined;
  @ApiPropertyOptional({ type: 'object', additionalProperties: { type: 'string' } })
  reason?: { readonly zh: string; readonly en: string } | undefined;
}

class RuleSetSchema {
  @ApiProperty({ type: 'string', example: 'JS-2023' })
  id!: string;
  @ApiProperty({ type: 'integer' })
  version!: number;
}

/** A task to decide anew. */
@ApiSchema({ name: 'Redecision' })
export class RedecisionItem {
  @ApiProperty({ type: 'string', format: 'uuid' })
  redecision!: string;
  @ApiProperty({ type: 'string', description: '决定所在的流 / where the decision stands' })
  stream!: string;
  @ApiProperty({ type: 'string', format: 'uuid', description: '作出决定的事件 / its event' })
  decision!: string;
  @ApiProperty({ type: CauseSchema })
  cause!: CauseSchema;
  @ApiProperty({ type: RuleSetSchema })
  ruleSet!: RuleSetSchema;
  @ApiProperty({ type: 'string', description: '当时的结果 / the outcome then' })
  before!: string;
  @ApiProperty({ type: 'string', description: '按现有记录的结果 / on what is known now' })
  after!: string;
  @ApiProperty({ type: [RuleChangeSchema] })
  rules!: readonly RuleChangeSchema[];
  @ApiProperty({ type: 'string', format: 'date-time' })
  raisedAt!: Date;
  @ApiProperty({ type: 'boolean' })
  open!: boolean;
  @ApiPropertyOptional({ type: 'string', format: 'date-time', nullable: true })
  closedAt!: Date | null;
  @ApiPropertyOptional({ type: 'string', format: 'uuid', nullable: true })
  closedBy!: string | null;
  @ApiPropertyOptional({ type: 'string', nullable: true })
  reason!: string | null;
}

@ApiSchema({ name: 'Redecisions' })
export class RedecisionsPage {
  @ApiProperty({ type: [RedecisionItem] })
  items!: readonly RedecisionItem[];
  @ApiPropertyOptional({ type: 'string' })
  next?: string;
  @ApiProperty({ type: 'string' })
  position!: unknown;
}

/** A decision that rests on a stream, run again on what is known now. */
@ApiSchema({ name: 'DependentDecision' })
export class DependentItem {
  @ApiProperty({ type: 'string' })
  stream!: string;
  @ApiProperty({ type: 'string', format: 'uuid' })
  decision!: string;
  @ApiProperty({ type: 'string' })
  procedure!: string;
  @ApiProperty({ type: 'string', format: 'date' })
  effectiveFrom!: string;
  @ApiProperty({ type: 'string' })
  before!: string;
  @ApiProperty({ type: 'string' })
  after!: string;
  @ApiProperty({ type: [RuleChangeSchema], description: '不变则为空 / none where it is the same' })
  rules!: readonly RuleChangeSchema[];
  @ApiProperty({
    ...{ type: 'array', items: { type: 'string', format: 'uuid' } },
    description: '为此立的事项 / tasks that it led to',
  })
  redecisions!: readonly string[];
}

@ApiSchema({ name: 'DependentDecisions' })
export class DependentsAnswer {
  @ApiProperty({ type: [DependentItem] })
  items!: readonly DependentItem[];
}
