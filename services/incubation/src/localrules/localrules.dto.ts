import type { AuthorityId, Day } from '@fuhua/kernel';
import { IsEvidenceHash } from '@fuhua/platform/evidence';
import { IsDay, IsId, IsText, Nested, PageQuery } from '@fuhua/platform/http';
import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  MaxLength,
} from 'class-validator';
import { LocalRuleKind, type LocalRuleId } from './localrules.events.ts';

const CHARACTERS_MAX = 10_000;

/** The five mandatory sections; '' where nothing is written yet. */
export class SectionsBody {
  /** 服务内容 */
  @ApiProperty({ example: '为入壳组织提供场地、辅导和资源链接' })
  @IsString()
  @MaxLength(CHARACTERS_MAX)
  'service-content'!: string;
  /** 入驻条件 */
  @ApiProperty({ example: '在本区开展服务、信用良好的社会组织或筹备团队' })
  @IsString()
  @MaxLength(CHARACTERS_MAX)
  'entry-conditions'!: string;
  /** 申请程序 */
  @ApiProperty({ example: '申请、初审、评审、决定、公示' })
  @IsString()
  @MaxLength(CHARACTERS_MAX)
  'application-procedure'!: string;
  /** 孵化期限 */
  @ApiProperty({ example: '一般为二十四个月，可延期一次' })
  @IsString()
  @MaxLength(CHARACTERS_MAX)
  'incubation-term'!: string;
  /** 孵化流程 */
  @ApiProperty({ example: '入壳、中期评估、出壳评估、跟踪' })
  @IsString()
  @MaxLength(CHARACTERS_MAX)
  'incubation-flow'!: string;
}

export class DraftBody {
  /** 本级运营规程 · 第三方运营管理 · 入壳申报审核 · 孵化评估细则 · 出壳评估标准 */
  @IsIn(LocalRuleKind.options)
  kind!: LocalRuleKind;
  @IsText(200)
  title!: string;
  /** Of the operating rules, and of them alone. */
  @IsOptional()
  @Nested(() => SectionsBody)
  sections?: SectionsBody;
  /** SHA-256 of each file. */
  @IsArray()
  @ArrayMaxSize(20)
  @IsEvidenceHash({ each: true })
  files!: string[];
}

/** The whole draft, in place of the one before. */
export class RedraftBody extends DraftBody {
  @IsId()
  rule!: LocalRuleId;
}

export class AdoptionBody {
  @IsId()
  rule!: LocalRuleId;
  /** 文号 */
  @IsText(100)
  number!: string;
  @IsDay()
  adoptedOn!: Day;
  @IsDay()
  publishedOn!: Day;
  /** The first day on which it holds; not before it is published. */
  @IsDay()
  effectiveFrom!: Day;
  /** SHA-256 of each file of what was adopted. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @IsEvidenceHash({ each: true })
  files!: string[];
}

export class RepealBody {
  @IsId()
  rule!: LocalRuleId;
  /** From this day it holds no longer. */
  @IsDay()
  on!: Day;
  @IsText(1000)
  reason!: string;
  /** 文号 of the repeal */
  @IsText(100)
  number!: string;
}

export class LocalRulesQuery extends PageQuery {
  @IsOptional()
  @IsId()
  authority?: AuthorityId;
  @IsOptional()
  @IsIn(LocalRuleKind.options)
  kind?: LocalRuleKind;
  /** Those in force on this day. */
  @IsOptional()
  @IsDay()
  on?: Day;
}
