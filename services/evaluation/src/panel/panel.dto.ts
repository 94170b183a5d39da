import { EvaluationPurpose, type Day, type OrganizationId, type PersonId } from '@fuhua/kernel';
import { IsEvidenceHash } from '@fuhua/platform/evidence';
import { IsDay, IsId, IsText, NestedList, PageQuery } from '@fuhua/platform/http';
import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  Matches,
  MaxLength,
} from 'class-validator';
import { Statement } from './panel.events.ts';

const RELATIONS = ['works-for', 'heads', 'controls', 'paid-by'] as const;

export class AssignBody {
  @IsId()
  rater!: PersonId;
  /** Not of the base, its operator or its authority. */
  @IsBoolean()
  outside!: boolean;
}

export class ReplaceBody extends AssignBody {
  /** Whose place it takes. */
  @IsId()
  instead!: PersonId;
}

export class RecuseBody {
  @IsId()
  rater!: PersonId;
  @IsText(1000)
  reason!: string;
}

export class LinkBody {
  @IsId()
  organization!: OrganizationId;
  /** 任职 · 负责 · 控制 · 取得报酬 */
  @IsIn(RELATIONS)
  relation!: (typeof RELATIONS)[number];
  @IsDay()
  validFrom!: Day;
  /** The last day. */
  @IsOptional()
  @IsDay()
  validTo?: Day;
}

export class DeclarationBody {
  /** 无利害关系 · 有利害关系 */
  @IsIn(Statement.options)
  statement!: Statement;
  /** To any organization, in the last 24 months; empty: none. */
  @ArrayMaxSize(50)
  @NestedList(() => LinkBody)
  links!: LinkBody[];
}

export class GivenBody {
  /** The code of the indicator. */
  @ApiProperty({ example: 'board-meetings' })
  @IsText(60)
  indicator!: string;
  /** Up to its maximum, up to two decimals. */
  @ApiProperty({ example: '17.50' })
  @Matches(/^(100|[1-9]?\d)(\.\d{1,2})?$/)
  @MaxLength(6)
  points!: string;
  @IsText(1000)
  reason!: string;
}

export class ScoreBody {
  /** Every indicator of the rubric once. */
  @ArrayMinSize(1)
  @ArrayMaxSize(600)
  @ArrayUnique(({ indicator }: GivenBody) => indicator)
  @NestedList(() => GivenBody)
  scores!: GivenBody[];
}

export class CalibrationBody {
  /** SHA-256 of the minutes. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @IsEvidenceHash({ each: true })
  evidence!: string[];
}

export class PanelsQuery extends PageQuery {
  /** The stream that asked. */
  @IsOptional()
  @IsText(100)
  subject?: string;
  @IsOptional()
  @IsIn(EvaluationPurpose.options)
  purpose?: EvaluationPurpose;
  @IsOptional()
  @IsIn(['open', 'concluded', 'cancelled'])
  stage?: 'open' | 'concluded' | 'cancelled';
}
