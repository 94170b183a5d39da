import type { AuthorityId, DivisionCode } from '@fuhua/kernel';
import { IsDivisionCode, IsId, PageQuery } from '@fuhua/platform/http';
import { FunctionCode } from '@fuhua/rules';
import { IsIn, IsOptional } from 'class-validator';
import { BaseKind, BaseLevel, Regime } from './base.events.ts';

const stages = ['active', 'suspended', 'merged', 'closed'] as const;
/** A regime, or none yet. */
const regimes = [...Regime.options, 'none'] as const;

export class BasesQuery extends PageQuery {
  /** It stands in that division. */
  @IsOptional()
  @IsDivisionCode()
  division?: DivisionCode;
  @IsOptional()
  @IsIn(BaseKind.options)
  kind?: BaseKind;
  @IsOptional()
  @IsIn(BaseLevel.options)
  level?: BaseLevel;
  @IsOptional()
  @IsIn(stages)
  stage?: (typeof stages)[number];
  /** Of special-field bases. */
  @IsOptional()
  @IsId()
  sponsor?: AuthorityId;
  @IsOptional()
  @IsIn(regimes)
  regime?: (typeof regimes)[number];
  /** Approved. */
  @IsOptional()
  @IsIn(FunctionCode.options)
  function?: FunctionCode;
}
