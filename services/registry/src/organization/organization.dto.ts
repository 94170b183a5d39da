import type { AuthorityId, Day, DivisionCode } from '@fuhua/kernel';
import type { LegalKind } from '@fuhua/rules';
import { IsDay, IsDivisionCode, IsId, IsText, Nested } from '@fuhua/platform/http';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { OrganizationKind } from './organization.events.ts';
import { SourceBody } from './source.dto.ts';

/** 登记管理机关: an authority of the province, or the division of one outside it. */
export class RegistrarBody {
  @IsOptional()
  @IsId()
  authority?: AuthorityId;
  @IsOptional()
  @IsDivisionCode()
  outsideDivision?: DivisionCode;
}

export class DomicileBody {
  @IsDivisionCode()
  division!: DivisionCode;
  @IsText(200)
  address!: string;
}

const forms = ['registered', 'filed', 'preparing'] as const;

export class RegisterOrganizationBody {
  @ApiProperty({ example: '南京市鼓楼区邻里互助服务中心' })
  @IsText(200)
  name!: string;
  /** 已登记 · 已备案 · 筹备中. Each has fields of its own below. */
  @IsIn(forms)
  form!: (typeof forms)[number];
  /** Registered: its legal kind. Preparing: the one intended, if known. */
  @IsOptional()
  @IsIn(OrganizationKind.options)
  kind?: LegalKind;
  /** Registered only. */
  @IsOptional()
  @IsString()
  @MaxLength(40)
  uscc?: string;
  /** Filed only: the township or subdistrict it is filed with, 9 digits. */
  @IsOptional()
  @IsDivisionCode()
  township?: DivisionCode;
  /** Preparing only (R-ENT-08). */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(1000)
  corePersons?: number;
  /** For a body that is not registered: the bureau in whose competence it lies. */
  @Nested(() => RegistrarBody)
  registrar!: RegistrarBody;
  /** Registered or filed on, or together since. */
  @IsDay()
  since!: Day;
  @IsOptional()
  @Nested(() => DomicileBody)
  domicile?: DomicileBody;
  /** 业务主管单位, by name. */
  @IsOptional()
  @IsText(200)
  sponsoringUnit?: string;
  @Nested(() => SourceBody)
  source!: SourceBody;
}

export class LinkToCodeBody {
  @IsIn(OrganizationKind.options)
  kind!: LegalKind;
  @IsString()
  @MaxLength(40)
  uscc!: string;
  @IsDay()
  registeredOn!: Day;
  /** Who registered it. */
  @Nested(() => RegistrarBody)
  registrar!: RegistrarBody;
  @Nested(() => SourceBody)
  source!: SourceBody;
}

export class VoidRecordBody {
  @IsText(1000)
  reason!: string;
  @Nested(() => SourceBody)
  source!: SourceBody;
}
