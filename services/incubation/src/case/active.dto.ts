import type { Day } from '@fuhua/kernel';
import { IsDay, IsText, Nested } from '@fuhua/platform/http';
import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { ExtensionReason, PauseReason, RegistrationStep } from './active.events.ts';
import { IsFiles, OccurredBody, REASON_CHARACTERS_MAX } from './entry.dto.ts';

const MONTHS_MAX = 24;

/** Up to 20 texts of 500 characters, neither empty nor with blanks around. */
const IsTexts = (min: 0 | 1): PropertyDecorator =>
  applyDecorators(
    IsArray(),
    ArrayMinSize(min),
    ArrayMaxSize(20),
    ArrayUnique(),
    IsString({ each: true }),
    Matches(/^\S([\s\S]*\S)?$/, { each: true }),
    MaxLength(500, { each: true }),
  );

export class EvaluateMidtermBody extends OccurredBody {
  /** 改进方案 or 警示内容: of every band but 通过. */
  @ApiProperty({ example: '完善财务制度，补齐活动记录' })
  @IsOptional()
  @IsText(REASON_CHARACTERS_MAX)
  measures?: string;
}

/** From `occurredOn`, or today, through `until`. */
export class PauseBody extends OccurredBody {
  /** 不可抗力 · 其他 */
  @IsIn(PauseReason.options)
  reason!: PauseReason;
  @ApiProperty({ example: '台风受灾，场地停用' })
  @IsText(REASON_CHARACTERS_MAX)
  grounds!: string;
  @IsFiles(0)
  files!: string[];
  @IsDay()
  until!: Day;
}

export class ApplyExtensionBody extends OccurredBody {
  /** 登记办理中 · 项目收尾 · 不可抗力 · 其他 */
  @IsIn(ExtensionReason.options)
  reason!: ExtensionReason;
  @ApiProperty({ example: '登记材料已报送，预计三个月内办结' })
  @IsText(REASON_CHARACTERS_MAX)
  grounds!: string;
  @IsInt()
  @Min(1)
  @Max(MONTHS_MAX)
  months!: number;
  @IsFiles(0)
  files!: string[];
}

export class ApplyGraduationBody extends OccurredBody {
  @IsFiles(1)
  files!: string[];
}

/** What no register tells, as the authority found it; what is left out is not known (R-GRD-02). */
export class GraduationFoundBody {
  /** 登记路径已获批准: of a filed organization. */
  @IsOptional()
  @IsIn(['approved', 'none'])
  registrationPath?: 'approved' | 'none';
  /** 账目独立 */
  @IsOptional()
  @IsBoolean()
  accountsSeparate?: boolean;
  /** Duties of the agreement that are still open; an empty list is none. */
  @IsOptional()
  @IsTexts(0)
  openDuties?: string[];
}

export class DecideGraduationBody extends OccurredBody {
  @Nested(() => GraduationFoundBody)
  found!: GraduationFoundBody;
  /** 跟踪条件: of 70 to 79 points, and only of them. */
  @IsOptional()
  @IsTexts(0)
  conditions?: string[];
  /** Of 60 to 69 points; without it, as many as there may be. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MONTHS_MAX)
  extensionMonths?: number;
}

export class LeaveBody extends OccurredBody {
  @ApiProperty({ example: '理事会决定不再继续孵化' })
  @IsText(REASON_CHARACTERS_MAX)
  reason!: string;
}

export class RegistrationStepBody extends OccurredBody {
  /** 名称已预先核准 · 名称已提出申请 · 已登记 */
  @IsIn(RegistrationStep.options)
  step!: RegistrationStep;
  @IsFiles(1)
  files!: string[];
}

export class CheckFollowUpBody extends OccurredBody {
  /** Which check: so many months after the graduation. */
  @IsInt()
  @Min(1)
  @Max(MONTHS_MAX)
  month!: number;
  /** 正常开展活动 */
  @IsBoolean()
  active!: boolean;
  /** Of those it graduated on. */
  @IsTexts(0)
  openConditions!: string[];
}
