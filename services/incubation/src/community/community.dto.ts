import type { BaseId, Day, DivisionCode, OrganizationId, PersonId } from '@fuhua/kernel';
import { IsEvidenceHash } from '@fuhua/platform/evidence';
import { IsDay, IsDivisionCode, IsId, IsText, Nested } from '@fuhua/platform/http';
import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { SourceBody } from '../directory/source.dto.ts';
import { GuidanceChannel, LeaderEnd, LeaderTag, RemedyKind } from './community.events.ts';

class OfBase {
  @IsId()
  base!: BaseId;
}

export class ConsentBody {
  @IsDay()
  on!: Day;
  /** SHA-256 of what the person signed. */
  @IsEvidenceHash()
  file!: string;
}

export class LeaderBody extends OfBase {
  @IsId()
  person!: PersonId;
  /** Self-declared: 身边好人 · 专业人士 · 企业家 · 居民 · 驻区单位党员 · 人大代表 · 政协委员 */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(LeaderTag.options, { each: true })
  tags!: LeaderTag[];
  /** The organization that the person leads. */
  @IsId()
  organization!: OrganizationId;
  @IsDay()
  since!: Day;
  @Nested(() => ConsentBody)
  consent!: ConsentBody;
  @Nested(() => SourceBody)
  source!: SourceBody;
}

export class DrawnInBody {
  @IsId()
  organization!: OrganizationId;
  @IsDay()
  on!: Day;
  @Nested(() => SourceBody)
  source!: SourceBody;
}

export class LeaderEndBody {
  @IsDay()
  on!: Day;
  /** 离任 · 撤回同意 · 其他 */
  @IsIn(LeaderEnd.options)
  why!: (typeof LeaderEnd.options)[number];
}

export class MediatorBody extends OfBase {
  @IsId()
  person!: PersonId;
  @IsDay()
  validFrom!: Day;
  /** The last day. */
  @IsDay()
  validTo!: Day;
  @Nested(() => SourceBody)
  source!: SourceBody;
}

export class ReleaseBody {
  @IsDay()
  on!: Day;
  @IsText(1000)
  reason!: string;
}

export class ReferralBody extends OfBase {
  @IsIn(RemedyKind.options)
  kind!: RemedyKind;
  @IsInt()
  @Min(1)
  @Max(100_000)
  count!: number;
  @IsDay()
  on!: Day;
  @Nested(() => SourceBody)
  source!: SourceBody;
}

export class GuidanceRequestBody extends OfBase {
  @IsOptional()
  @IsId()
  organization?: OrganizationId;
  /** As it calls itself. */
  @IsText(200)
  requester!: string;
  @IsId()
  contact!: PersonId;
  @IsOptional()
  @Matches(/^\+?[0-9][0-9 -]{4,24}$/)
  phone?: string;
  @IsIn(GuidanceChannel.options)
  channel!: GuidanceChannel;
  @ApiProperty({ example: '请指导财务制度的建立' })
  @IsText(1000)
  subject!: string;
  @IsDay()
  receivedOn!: Day;
}

export class GuidanceAnswerBody {
  @IsDay()
  on!: Day;
  @IsText(1000)
  answer!: string;
}

export class StatisticsQuery {
  @IsOptional()
  @IsId()
  base?: BaseId;
  /** In that division or one below. */
  @IsOptional()
  @IsDivisionCode()
  division?: DivisionCode;
  @IsDay()
  from!: Day;
  @IsDay()
  to!: Day;
  /** A position token: the answer includes everything up to it, or is 503. */
  @IsOptional()
  @IsString()
  @MaxLength(1_000)
  atLeast?: string;
}
