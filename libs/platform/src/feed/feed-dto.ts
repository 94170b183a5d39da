import 'reflect-metadata';
import type { DivisionCode } from '@fuhua/kernel';
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { PAGE_MAX } from '../http/paging.ts';
import { IsDivisionCode } from '../http/validators.ts';

export class FeedQuery {
  @ApiPropertyOptional({
    description:
      '上一页的 next，或列表、命令答复中的 position；缺省从头开始 / `next` of the page before, or any `position` of this service; from the first event when missing',
  })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  after?: string;

  @ApiPropertyOptional({
    description:
      '以逗号分隔的公开事件类型；要得知更正，请包含 EventCorrected / public types, separated by commas; name EventCorrected too to hear of corrections',
  })
  @IsOptional()
  @IsString()
  @MaxLength(4_000)
  types?: string;

  @ApiPropertyOptional({
    description: '仅该区划及其以下 / only this division and everything below it',
  })
  @IsOptional()
  @IsDivisionCode()
  division?: DivisionCode;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: PAGE_MAX, default: PAGE_MAX })
  @IsInt()
  @Min(1)
  @Max(PAGE_MAX)
  @Type(() => Number)
  limit: number = PAGE_MAX;
}

/** How OpenAPI tells an `Envelope`. */
@ApiSchema({ name: 'Envelope' })
class EnvelopeSchema {
  @ApiProperty({ type: 'string', enum: ['1.0'] })
  specversion!: string;
  @ApiProperty({ type: 'string', format: 'uuid' })
  id!: string;
  @ApiProperty({ type: 'string', description: 'urn:fuhua:<service>' })
  source!: string;
  @ApiProperty({ type: 'string' })
  type!: string;
  @ApiProperty({ type: 'string', description: '<category>-<id>' })
  subject!: string;
  @ApiProperty({ type: 'string', format: 'date-time' })
  time!: string;
  @ApiProperty({ type: 'string', enum: ['application/json'] })
  datacontenttype!: string;
  @ApiProperty({ type: 'integer', description: '(epoch, subject, sequence) tells a repeat' })
  sequence!: number;
  @ApiProperty({ type: 'string' })
  epoch!: string;
  @ApiProperty({ type: 'string' })
  position!: string;
  @ApiProperty({ type: 'string', format: 'date-time' })
  recordedat!: string;
  @ApiPropertyOptional({ type: 'string' })
  division?: string;
  @ApiProperty({ type: 'string' })
  correlationid!: string;
  @ApiPropertyOptional({ type: 'string' })
  causationid?: string;
  @ApiProperty({ type: 'object', additionalProperties: true })
  data!: object;
}

/** How OpenAPI tells a `FeedPage`. */
@ApiSchema({ name: 'FeedPage' })
export class FeedPageSchema {
  @ApiProperty({ type: [EnvelopeSchema] })
  items!: readonly EnvelopeSchema[];
  @ApiProperty({ type: 'string', description: 'service:epoch:position' })
  next!: string;
  @ApiProperty({ type: 'string', description: 'service:epoch:position' })
  position!: string;
}
