import type { Day, PersonId } from '@fuhua/kernel';
import { IsDay, IsId, IsText, NestedList, validatedBy } from '@fuhua/platform/http';
import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsBoolean,
  IsIn,
  IsOptional,
} from 'class-validator';
import { FactBody } from '../organization/fact.dto.ts';
import { Candidate, SocialWorkLevel, TotalScore } from './base.events.ts';

const IsCandidate = validatedBy('isCandidate', Candidate, {
  zh: '必须是人员编号（UUID）或 A3 这样的序号，不得填写姓名',
  en: 'must be a person’s id, or a number such as A3; never a name',
});

const IsTotalScore = validatedBy('isTotalScore', TotalScore, {
  zh: '必须是不小于 0 的数，最多两位小数，写作文本',
  en: 'must be 0 or more, with up to two decimals, as a text',
});

export class AssignStaffBody extends FactBody {
  /** By id: the name is in the person's own record. */
  @IsId()
  person!: PersonId;
  /** 岗位 */
  @ApiProperty({ example: '专职社会工作者' })
  @IsText(200)
  post!: string;
  /** 专职 */
  @IsBoolean()
  fullTime!: boolean;
  @IsDay()
  validFrom!: Day;
  /** The last day, if it is known. */
  @IsOptional()
  @IsDay()
  validTo?: Day;
}

export class SocialWorkQualificationBody extends FactBody {
  @IsId()
  person!: PersonId;
  /** 助理社会工作师 · 社会工作师 · 高级社会工作师 */
  @IsIn(SocialWorkLevel.options)
  level!: SocialWorkLevel;
  @IsDay()
  validFrom!: Day;
  @IsOptional()
  @IsDay()
  validTo?: Day;
}

export class ApplicantBody {
  @ApiProperty({ example: 'A3' })
  @IsCandidate()
  candidate!: string;
  @IsTotalScore()
  totalScore!: string;
  /** Whoever has one on record here has it, whatever this says. */
  @IsBoolean()
  socialWorkQualification!: boolean;
}

export class ChooseStaffBody extends FactBody {
  @IsText(200)
  post!: string;
  @ArrayNotEmpty()
  @ArrayMaxSize(200)
  @ArrayUnique(({ candidate }: ApplicantBody) => candidate)
  @NestedList(() => ApplicantBody)
  candidates!: ApplicantBody[];
  /** One of the candidates, who must stand first (R-STF-01). */
  @ApiProperty({ example: 'A3' })
  @IsCandidate()
  chosen!: string;
  @IsDay()
  on!: Day;
}
