import type { AuthorityId, DivisionCode } from '@fuhua/kernel';
import { IsDivisionCode, IsId, PageQuery } from '@fuhua/platform/http';
import type { LegalKind } from '@fuhua/rules';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { Grade, List, OrganizationKind, type Body } from './organization.events.ts';

const forms = ['registered', 'filed', 'preparing'] as const satisfies readonly Body['form'][];
const listed = ['any', 'none', ...List.options] as const;

export class OrganizationsQuery extends PageQuery {
  @IsOptional()
  @IsString()
  @MaxLength(40)
  uscc?: string;
  /** The authority that registers it, or in whose competence it lies. */
  @IsOptional()
  @IsId()
  registrar?: AuthorityId;
  /** It works from that division or one below. */
  @IsOptional()
  @IsDivisionCode()
  division?: DivisionCode;
  /** Of a team, the kind intended. */
  @IsOptional()
  @IsIn(OrganizationKind.options)
  kind?: LegalKind;
  @IsOptional()
  @IsIn(forms)
  form?: (typeof forms)[number];
  /** In force today. */
  @IsOptional()
  @IsIn(Grade.options)
  grade?: (typeof Grade.options)[number];
  /** Today: on that list, on any, or on none. */
  @IsOptional()
  @IsIn(listed)
  listed?: (typeof listed)[number];
}
