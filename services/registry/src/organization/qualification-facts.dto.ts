import type { Day } from '@fuhua/kernel';
import { IsDay, IsText } from '@fuhua/platform/http';
import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';
import { FactBody } from './fact.dto.ts';
import { Classification, Grade, PlateLevel, TaxQualification } from './organization.events.ts';

class ValidityBody extends FactBody {
  @IsDay()
  validFrom!: Day;
}

export class GradeBody extends ValidityBody {
  @IsIn(Grade.options)
  grade!: (typeof Grade.options)[number];
  /** 谁评估、谁授牌. */
  @ApiProperty({ example: '南京市民政局' })
  @IsText(200)
  rater!: string;
  /** That of the rater. */
  @IsIn(PlateLevel.options)
  plateLevel!: (typeof PlateLevel.options)[number];
  @IsDay()
  awardedOn!: Day;
  /** Five years from `validFrom` when missing. */
  @IsOptional()
  @IsDay()
  validTo?: Day;
}

export class TaxQualificationBody extends ValidityBody {
  @IsIn(TaxQualification.options)
  qualification!: TaxQualification;
  /** When missing, five years from `validFrom` for an exemption, three for a deduction. */
  @IsOptional()
  @IsDay()
  validTo?: Day;
}

export class CharityStatusBody extends FactBody {
  @IsBoolean()
  charity!: boolean;
  @IsDay()
  since!: Day;
}

export class PublicFundraisingBody extends ValidityBody {
  /** Without end when missing. */
  @IsOptional()
  @IsDay()
  validTo?: Day;
}

export class ClassificationBody extends ValidityBody {
  @IsIn(Classification.options)
  classification!: (typeof Classification.options)[number];
  /** Without end when missing. */
  @IsOptional()
  @IsDay()
  validTo?: Day;
}
