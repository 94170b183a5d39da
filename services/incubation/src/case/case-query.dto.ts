import type { BaseId, DivisionCode, OrganizationId } from '@fuhua/kernel';
import { IsDivisionCode, IsId, PageQuery } from '@fuhua/platform/http';
import { IsIn, IsOptional } from 'class-validator';
import { STAGES, type Stage } from './case-board.view.ts';
import { Mode } from './entry.events.ts';

const OVERDUE = ['yes', 'no'] as const;

export class CasesQuery extends PageQuery {
  /** The base stands in that division or one below. */
  @IsOptional()
  @IsDivisionCode()
  division?: DivisionCode;
  @IsOptional()
  @IsId()
  base?: BaseId;
  @IsOptional()
  @IsId()
  applicant?: OrganizationId;
  /** 壳内 · 壳外（虚拟） */
  @IsOptional()
  @IsIn(Mode.options)
  mode?: Mode;
  @IsOptional()
  @IsIn(STAGES)
  stage?: Stage;
  /** 有时限逾期: a clock was missed, or has run past its last day. */
  @IsOptional()
  @IsIn(OVERDUE)
  overdue?: (typeof OVERDUE)[number];
}
