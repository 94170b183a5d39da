import type { Day } from '@fuhua/kernel';
import { IsEvidenceHash } from '@fuhua/platform/evidence';
import { IsDay, IsText, Nested, NestedList } from '@fuhua/platform/http';
import { ExitGround, ExitMeasure, HandoverItem } from '@fuhua/rules';
import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
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
  ValidateIf,
} from 'class-validator';
import { IsFiles, OccurredBody, PaperTextBody, REASON_CHARACTERS_MAX } from './entry.dto.ts';
import { ServiceMethod, type ServedDocument } from './entry.events.ts';

const EVIDENCE_MAX = 50;

/** 证据 (R-EXT-01) */
export class ExitEvidenceBody {
  @ApiProperty({ example: '现场检查记录' })
  @IsText(200)
  title!: string;
  /** Where it was taken from. */
  @ApiProperty({ example: '2024年12月2日现场检查' })
  @IsText(200)
  source!: string;
  @IsDay()
  date!: Day;
  /** SHA-256 of the file. */
  @IsOptional()
  @IsEvidenceHash()
  file?: string;
}

export class SuspendSupportBody extends OccurredBody {
  @IsText(REASON_CHARACTERS_MAX)
  reason!: string;
  @NestedList(() => ExitEvidenceBody)
  @ArrayMinSize(1)
  @ArrayMaxSize(EVIDENCE_MAX)
  evidence!: ExitEvidenceBody[];
}

export class OrderCureBody extends OccurredBody {
  /** The duty of the agreement that is broken. */
  @IsText(500)
  brokenDuty!: string;
  @IsText(REASON_CHARACTERS_MAX)
  facts!: string;
  @NestedList(() => ExitEvidenceBody)
  @ArrayMinSize(1)
  @ArrayMaxSize(EVIDENCE_MAX)
  evidence!: ExitEvidenceBody[];
}

export class RecordCureBody extends OccurredBody {
  @IsText(REASON_CHARACTERS_MAX)
  facts!: string;
  @IsFiles(1)
  files!: string[];
}

/** 立案调查, which carries no exit, or a decision that took effect. */
export class OffenceBody {
  @IsIn(['investigation', 'decision'])
  is!: 'investigation' | 'decision';
  /** Of an investigation. */
  @ValidateIf(({ is }: OffenceBody) => is === 'investigation')
  @IsDay()
  since?: Day;
  /** 文号, of a decision. */
  @ValidateIf(({ is }: OffenceBody) => is === 'decision')
  @IsText(100)
  number?: string;
  /** Of a decision. */
  @ValidateIf(({ is }: OffenceBody) => is === 'decision')
  @IsDay()
  effectiveOn?: Day;
}

/** What a ground rests on (R-EXT-01). */
export class GroundBody {
  /** G1 违反约定 · G2 未按时参加年检 · G3 年检不合格 · G4 其他违法违规 */
  @IsIn(ExitGround.options)
  ground!: ExitGround;
  /** Of G1: the duty of the agreement that is broken. */
  @IsOptional()
  @IsText(500)
  brokenDuty?: string;
  /** Of G1: 可以改正. */
  @IsBoolean()
  curable!: boolean;
  /** Of G1: the second chance of the midterm failed. */
  @IsBoolean()
  midterm!: boolean;
  /** Of G2 and G3: the year reported on. */
  @IsOptional()
  @IsInt()
  @Min(1950)
  @Max(2200)
  fiscalYear?: number;
  /** Of G4. */
  @IsOptional()
  @Nested(() => OffenceBody)
  offence?: OffenceBody;
  @NestedList(() => ExitEvidenceBody)
  @ArrayMaxSize(EVIDENCE_MAX)
  evidence!: ExitEvidenceBody[];
}

export class NoticeTextBody {
  @ApiProperty({ example: '连续三个月未开展活动' })
  @IsText(REASON_CHARACTERS_MAX)
  facts!: string;
  @ApiProperty({ example: '孵化协议第八条' })
  @IsText(REASON_CHARACTERS_MAX)
  basis!: string;
  @ApiProperty({ example: '可在十个工作日内陈述申辩，五个工作日内申请听证' })
  @IsText(REASON_CHARACTERS_MAX)
  rights!: string;
}

/** The notice as a paper, with the proof of its service. */
export class NoticePaperBody {
  /** 文号 */
  @IsText(100)
  number!: string;
  @Nested(() => PaperTextBody)
  text!: PaperTextBody;
  @IsIn(ServiceMethod.options)
  method!: ServedDocument['method'];
  @IsFiles(1)
  proof!: string[];
}

/** `occurredOn` is the day of service: its clocks run from there. */
export class NotifyExitBody extends OccurredBody {
  @Nested(() => GroundBody)
  ground!: GroundBody;
  @Nested(() => NoticeTextBody)
  text!: NoticeTextBody;
  /** 责令整改 · 警示 · 提前退出, as it is announced. */
  @IsIn(ExitMeasure.options)
  measure!: ExitMeasure;
  @Nested(() => NoticePaperBody)
  document!: NoticePaperBody;
}

export class DefenceBody extends OccurredBody {
  @ApiProperty({ example: ['九月和十月的活动已补办，附签到表'] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @Matches(/^\S([\s\S]*\S)?$/, { each: true })
  @MaxLength(REASON_CHARACTERS_MAX, { each: true })
  points!: string[];
  @IsFiles(0)
  files!: string[];
}

export class NotifyHearingBody extends OccurredBody {
  @IsDay()
  heldOn!: Day;
  @IsText(200)
  place!: string;
}

/** `occurredOn` is the day on which it was held. */
export class HoldHearingBody extends OccurredBody {
  /** Whether the organization came. */
  @IsBoolean()
  attended!: boolean;
  @IsFiles(1)
  record!: string[];
}

export class ExitOutcomeBody {
  @IsIn(ExitMeasure.options)
  measure!: ExitMeasure;
  @IsIn(ExitGround.options)
  ground!: ExitGround;
}

/** 逐条答复 (R-EXT-04) */
export class DefenceAnswerBody {
  /** As the points of the defence are numbered. */
  @ApiProperty({ example: '1' })
  @Matches(/^[1-9][0-9]{0,2}$/)
  point!: string;
  @IsText(REASON_CHARACTERS_MAX)
  answer!: string;
}

export class ProposeExitBody extends OccurredBody {
  @Nested(() => ExitOutcomeBody)
  outcome!: ExitOutcomeBody;
  @IsText(REASON_CHARACTERS_MAX)
  reasons!: string;
  @NestedList(() => DefenceAnswerBody)
  @ArrayMaxSize(100)
  answers!: DefenceAnswerBody[];
  /** 救济途径 */
  @ApiProperty({ example: '可自送达之日起十五个工作日内向上一级民政部门申请复核' })
  @IsText(REASON_CHARACTERS_MAX)
  remedies!: string;
  /** 安全需要: why its effects cannot wait for a review. */
  @IsOptional()
  @IsText(REASON_CHARACTERS_MAX)
  safety?: string;
}

const RESCISSIONS = ['cured', 'late-acceptance', 'defence', 'other'] as const;

export class RescindExitBody extends OccurredBody {
  /** 已改正 · 登记管理机关按时受理回执 · 申辩成立 · 其他 */
  @IsIn(RESCISSIONS)
  because!: (typeof RESCISSIONS)[number];
  @IsText(REASON_CHARACTERS_MAX)
  reason!: string;
  @IsFiles(0)
  files!: string[];
}

export class RequestReviewBody extends OccurredBody {
  @IsText(REASON_CHARACTERS_MAX)
  grounds!: string;
  @IsFiles(0)
  files!: string[];
}

export class DecideReviewBody extends OccurredBody {
  /** 维持 · 撤销 */
  @IsIn(['upheld', 'revoked'])
  outcome!: 'upheld' | 'revoked';
  @IsText(REASON_CHARACTERS_MAX)
  reasons!: string;
}

export class HandedOverBody {
  /** 场地 · 印章 · 数据导出 */
  @IsIn(HandoverItem.options)
  item!: HandoverItem;
  @IsDay()
  doneOn!: Day;
  @IsFiles(0)
  files!: string[];
}

export class HandoverBody extends OccurredBody {
  @NestedList(() => HandedOverBody)
  @ArrayMinSize(1)
  @ArrayMaxSize(HandoverItem.options.length)
  items!: HandedOverBody[];
}
