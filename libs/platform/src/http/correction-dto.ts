import 'reflect-metadata';
import type { EventId } from '@fuhua/kernel';
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsNotEmpty, IsObject, IsString, MaxLength } from 'class-validator';
import { CommandAnswerSchema } from './answer.ts';
import { IsId } from './validators.ts';

const NOTHING_PERSONAL = '不得含个人信息 / says nothing personal: it is kept readable';

export class RequestCorrectionBody {
  @ApiProperty({ format: 'uuid', description: '要更正的事件 / the event to correct' })
  @IsId()
  event!: EventId;

  @ApiProperty({
    example: { name: '南京市鼓楼区邻里互助服务中心' },
    type: 'object',
    additionalProperties: true,
    description:
      '各字段的新值；null 表示去掉可选字段 / new values by field; null takes an optional one away',
  })
  @IsObject()
  values!: Record<string, unknown>;

  @ApiProperty({ description: NOTHING_PERSONAL })
  @IsString()
  @IsNotEmpty()
  @MaxLength(1_000)
  reason!: string;

  @ApiProperty({
    example: ['鼓民发〔2024〕12号'],
    type: [String],
    description: '佐证材料的散列值或文号 / content hashes of files, or numbers of documents',
  })
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @IsNotEmpty({ each: true })
  @MaxLength(200, { each: true })
  evidence!: string[];
}

export class ApproveCorrectionBody {
  @IsId()
  request!: EventId;
}

export class DeclineCorrectionBody {
  @IsId()
  request!: EventId;

  @ApiProperty({ description: NOTHING_PERSONAL })
  @IsString()
  @IsNotEmpty()
  @MaxLength(1_000)
  reason!: string;
}

/** How OpenAPI tells the answer to a request for correction. */
@ApiSchema({ name: 'CorrectionAnswer' })
export class CorrectionAnswerSchema extends CommandAnswerSchema {
  @ApiProperty({ type: 'string', format: 'uuid', description: '审批时使用 / what approval names' })
  request!: string;
}

/** How OpenAPI tells a `CorrectionRequest`. */
@ApiSchema({ name: 'CorrectionRequest' })
class CorrectionRequestSchema {
  @ApiProperty({ type: 'string', format: 'uuid' })
  request!: string;
  @ApiProperty({ type: 'string', format: 'uuid' })
  event!: string;
  @ApiProperty({ example: 'OrganizationRenamed', type: 'string' })
  eventType!: string;
  @ApiProperty({
    example: { name: '鼓楼区邻里互助服务中心' },
    type: 'object',
    additionalProperties: true,
    description: '原值 / as it was',
  })
  before!: object;
  @ApiProperty({
    example: { name: '南京市鼓楼区邻里互助服务中心' },
    type: 'object',
    additionalProperties: true,
    description: '新值 / as it shall be',
  })
  after!: object;
  @ApiProperty({ type: 'string' })
  reason!: string;
  @ApiProperty({ example: ['鼓民发〔2024〕12号'], type: [String] })
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

/** How OpenAPI tells the corrections of one stream. */
@ApiSchema({ name: 'Corrections' })
export class CorrectionsSchema {
  @ApiProperty({ type: [CorrectionRequestSchema] })
  items!: readonly CorrectionRequestSchema[];
  @ApiProperty({ type: 'integer' })
  revision!: number;
}
