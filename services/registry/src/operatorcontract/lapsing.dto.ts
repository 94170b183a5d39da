import { ReportQuery } from '@fuhua/platform/service';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';

const DAYS_USUAL = 90;
const DAYS_MAX = 3_660;

export class LapsingOperatorsQuery extends ReportQuery {
  @ApiPropertyOptional({
    ...{ type: 'integer', minimum: 0, maximum: DAYS_MAX, default: DAYS_USUAL },
    description: '等级在此天数内到期 / the grade has its last day within so many days',
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(DAYS_MAX)
  @Type(() => Number)
  within: number = DAYS_USUAL;
}
