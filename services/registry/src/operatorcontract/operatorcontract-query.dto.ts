import type { BaseId, DivisionCode, OrganizationId } from '@fuhua/kernel';
import { IsDivisionCode, IsId, PageQuery } from '@fuhua/platform/http';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { STAGES, type Stage } from './operatorcontract.view.ts';

const DAYS_MAX = 3_660;
const ALERTS = ['open', 'none'] as const;

export class OperatorContractsQuery extends PageQuery {
  @IsOptional()
  @IsId()
  base?: BaseId;
  @IsOptional()
  @IsId()
  operator?: OrganizationId;
  /** The base stands in that division or one below. */
  @IsOptional()
  @IsDivisionCode()
  division?: DivisionCode;
  @IsOptional()
  @IsIn(STAGES)
  status?: Stage;
  /** In force, and the operator's grade has its last day within so many days from today, or has lapsed. */
  @ApiPropertyOptional({ type: 'integer', minimum: 0, maximum: DAYS_MAX })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(DAYS_MAX)
  @Type(() => Number)
  lapsingWithin?: number;
  @IsOptional()
  @IsIn(ALERTS)
  alerts?: (typeof ALERTS)[number];
}

export class OperatorBarsQuery extends PageQuery {
  @IsOptional()
  @IsId()
  operator?: OrganizationId;
}

export class PublicQuery extends PageQuery {
  @IsOptional()
  @IsId()
  base?: BaseId;
  @IsOptional()
  @IsId()
  operator?: OrganizationId;
}
