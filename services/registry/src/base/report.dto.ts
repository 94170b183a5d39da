import { ReportQuery } from '@fuhua/platform/service';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';

/** 党群服务 · 五项制度 · 责任主体 · 核实 */
export const LACKING = ['party-service', 'systems', 'responsible-body', 'verification'] as const;
export type Lacking = (typeof LACKING)[number];

export class BasesLackingQuery extends ReportQuery {
  @ApiProperty({
    description:
      '党群服务；五项制度不全；无责任主体、登记或运营方；12 个月内未核实 / Party service; any of the five systems; a responsible body, registration or operator; verification within 12 months',
  })
  @IsIn(LACKING)
  what!: Lacking;
}
