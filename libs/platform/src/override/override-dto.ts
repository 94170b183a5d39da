import 'reflect-metadata';
import type { EventId, OverridingOutcome } from '@fuhua/kernel';
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsObject, IsOptional } from 'class-validator';
import { IsEvidenceHash } from '../evidence/validators.ts';
import { CommandAnswerSchema } from '../http/answer.ts';
import { HASH_PATTERN } from '../http/openapi-examples.ts';
import { IsId, IsText } from '../http/validators.ts';

const NOTHING_PERSONAL = '不得含个人信息 / says nothing personal: it is kept readable';

export class RequestOverrideBody {
  @ApiProperty({
    format: 'uuid',
    description: '作出决定的事件 / the event that holds the decision',
  })
  @IsId()
  decision!: EventId;

  @ApiProperty({ enum: ['granted', 'refused'] })
  @IsIn(['granted', 'refused'])
  outcome!: OverridingOutcome;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description:
      '规则结论不止于准予与否时，代之以何 / what takes the place of a conclusion that says more than granted',
  })
  @IsOptional()
  @IsObject()
  conclusion?: Record<string, unknown>;

  @ApiProperty({ description: NOTHING_PERSONAL })
  @IsText(1_000)
  reason!: string;

  @ApiProperty({ type: [String], description: '已上传材料的散列值 / hashes of uploaded files' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @IsEvidenceHash({ each: true })
  evidence!: string[];
}

export class ApproveOverrideBody {
  @IsId()
  request!: EventId;
}

export class DeclineOverrideBody {
  @IsId()
  request!: EventId;

  @ApiProperty({ description: NOTHING_PERSONAL })
  @IsText(1_000)
  reason!: string;
}

/** How OpenAPI tells the answer to a request for an override. */
@ApiSchema({ name: 'OverrideAnswer' })
export class OverrideAnswerSchema extends CommandAnswerSchema {
  @ApiProperty({ type: 'string', format: 'uuid', description: '审批时使用 / what approval names' })
  request!: string;
}

/** How OpenAPI tells an `OverrideRequest`. */
@ApiSchema({ name: 'OverrideRequest' })
class OverrideRequestSchema {
  @ApiProperty({ type: 'string', format: 'uuid' })
  request!: string;
  @ApiProperty({ type: 'string', format: 'uuid' })
  decision!: string;
  @ApiProperty({ type: 'string', enum: ['granted', 'refused', 'insufficient-evidence'] })
  before!: string;
  @ApiProperty({ type: 'string', enum: ['granted', 'refused'] })
  outcome!: string;
  @ApiPropertyOptional({ type: 'object', additionalProperties: true })
  conclusion?: object;
  @ApiProperty({ type: 'string' })
  reason!: string;
  @ApiProperty({ type: 'array', items: { type: 'string', pattern: HASH_PATTERN } })
  evidence!: readonly string[];
  @ApiProperty({ type: 'string', format: 'uuid' })
  requestedBy!: string;
  @ApiProperty({ type: 'string', format: 'date-time' })
  requestedAt!: string;
  @ApiProperty({ type: 'string', enum: ['open', 'approved', 'declined'] })
  state!: string;
  @ApiPropertyOptional({ type: 'string', format: 'uuid' })
  decidedBy?: string;
  @ApiPropertyOptional({ type: 'string', format: 'date-time' })
  decidedAt?: string;
  @ApiPropertyOptional({ type: 'string' })
  declinedBecause?: string;
}

/** How OpenAPI tells the overrides of one stream. */
@ApiSchema({ name: 'Overrides' })
export class OverridesSchema {
  @ApiProperty({ type: [OverrideRequestSchema] })
  items!: readonly OverrideRequestSchema[];
  @ApiProperty({ type: 'integer' })
  revision!: number;
}
