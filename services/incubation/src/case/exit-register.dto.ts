import type { BaseId, DivisionCode, OrganizationId } from '@fuhua/kernel';
import { IsDivisionCode, IsId, PageQuery } from '@fuhua/platform/http';
import { IsOptional } from 'class-validator';

export class EarlyExitsQuery extends PageQuery {
  @IsOptional()
  @IsId()
  base?: BaseId;
  @IsOptional()
  @IsId()
  organization?: OrganizationId;
  /** The base stood in that division or one below when the case began. */
  @IsOptional()
  @IsDivisionCode()
  division?: DivisionCode;
}
