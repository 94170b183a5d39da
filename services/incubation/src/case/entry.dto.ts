import type { BaseId, Day, EventId, OrganizationId } from '@fuhua/kernel';
import { IsEvidenceHash } from '@fuhua/platform/evidence';
import { IsDay, IsId, IsText, Nested, NestedList } from '@fuhua/platform/http';
import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  IsUrl,
  Matches,
  MaxLength,
} from 'class-validator';
import {
  DocumentKind,
  Gate,
  IncubationStage,
  Mode,
  ServiceMethod,
  type ServedDocument,
} from './entry.events.ts';

export const REASON_CHARACTERS_MAX = 1000;
const FILES_MAX = 20;

/** SHA-256 of each file, in hexadecimal. */
export const IsFiles = (min: 0 | 1): PropertyDecorator =>
  applyDecorators(
    IsArray(),
    ArrayMinSize(min),
    ArrayMaxSize(FILES_MAX),
    ArrayUnique(),
    IsEvidenceHash({ each: true }),
  );
const IsCodes = (min: 0 | 1): PropertyDecorator =>
  applyDecorators(
    IsArray(),
    ArrayMinSize(min),
    ArrayMaxSize(50),
    ArrayUnique(),
    Matches(/^[A-Za-z][A-Za-z0-9-]{1,49}$/, { each: true }),
  );

/** On which day it happened: today when missing (definition 1). */
export class OccurredBody {
  @IsOptional()
  @IsDay()
  occurredOn?: Day;
}

export class ApplyBody extends OccurredBody {
  @IsId()
  base!: BaseId;
  @IsId()
  applicant!: OrganizationId;
  /** 壳内 · 壳外（虚拟） */
  @IsIn(Mode.options)
  mode!: Mode;
  /** 萌芽 · 初创 · 成长 · 枢纽 · 支持 */
  @IsIn(IncubationStage.options)
  incubationStage!: IncubationStage;
  /** Of an applicant outside the target of the base's level (R-ENT-05). */
  @IsOptional()
  @IsText(REASON_CHARACTERS_MAX)
  outsideTargetReason?: string;
  @IsFiles(1)
  files!: string[];
}

export class GapBody {
  @ApiProperty({ example: 'charter-draft' })
  @Matches(/^[A-Za-z][A-Za-z0-9-]{1,49}$/)
  code!: string;
  @IsText(REASON_CHARACTERS_MAX)
  text!: string;
}

export class NotifyGapsBody extends OccurredBody {
  @NestedList(() => GapBody)
  @ArrayMaxSize(50)
  gaps!: GapBody[];
}

export class SupplementBody extends OccurredBody {
  /** Codes of the gaps that it closes. */
  @ApiProperty({ example: ['charter-draft'] })
  @IsCodes(1)
  gaps!: string[];
  @IsFiles(1)
  files!: string[];
}

export class LapseBody extends OccurredBody {
  /** Codes of gaps that what was supplied does not close. */
  @ApiProperty({ example: ['charter-draft'] })
  @IsCodes(0)
  open!: string[];
  @IsText(REASON_CHARACTERS_MAX)
  reason!: string;
}

export class PreReviewBody extends OccurredBody {
  @IsIn(['recommended', 'not-recommended'])
  opinion!: 'recommended' | 'not-recommended';
  @IsText(REASON_CHARACTERS_MAX)
  remarks!: string;
}

export class ReasonBody extends OccurredBody {
  @IsText(REASON_CHARACTERS_MAX)
  reason!: string;
}

/** Where the notice can be read: one of both. */
export class PostNoticeBody extends OccurredBody {
  @IsOptional()
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true })
  @MaxLength(2000)
  url?: string;
  @IsOptional()
  @IsText(200)
  place?: string;
}

export class ObjectionBody {
  @ApiProperty({ example: '公示的拟入壳组织未在本区开展过服务' })
  @IsText(REASON_CHARACTERS_MAX)
  text!: string;
  @IsFiles(0)
  evidence!: string[];
}

export class AnswerObjectionBody extends OccurredBody {
  @IsId()
  objection!: EventId;
  @IsBoolean()
  upheld!: boolean;
  @IsText(REASON_CHARACTERS_MAX)
  answer!: string;
}

export class AgreementBody extends OccurredBody {
  /** 两次中期评估低于 50 分即属违约 */
  @IsBoolean()
  twoMidtermsBreach!: boolean;
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(500, { each: true })
  duties!: string[];
  @IsFiles(1)
  files!: string[];
}

/** What the paper says, or the SHA-256 of the file that does. */
export class PaperTextBody {
  @ApiProperty({ example: '经审查，同意入驻' })
  @IsOptional()
  @IsText(20_000)
  inline?: string;
  @IsOptional()
  @IsEvidenceHash()
  file?: string;
}

/** `occurredOn` is the day of service. */
export class ServeBody extends OccurredBody {
  /** 文号 */
  @IsText(100)
  number!: string;
  @IsIn(DocumentKind.options)
  kind!: DocumentKind;
  @Nested(() => PaperTextBody)
  text!: PaperTextBody;
  @IsIn(ServiceMethod.options)
  method!: ServedDocument['method'];
  @IsFiles(1)
  proof!: string[];
}

export class PartyWorkBody extends OccurredBody {
  @IsIn(Gate.options)
  gate!: Gate;
  @IsText(REASON_CHARACTERS_MAX)
  findings!: string;
  @IsFiles(0)
  evidence!: string[];
}

export class CorrectDayBody {
  /** The day on which the clocks of the stage run. */
  @IsDay()
  day!: Day;
  @IsText(REASON_CHARACTERS_MAX)
  reason!: string;
  @IsFiles(1)
  evidence!: string[];
}
