import type { Day, DivisionCode, OrganizationId } from '@fuhua/kernel';
import { IsDay, IsDivisionCode, IsId, IsText, Nested } from '@fuhua/platform/http';
import { ApiProperty } from '@nestjs/swagger';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { FactBody, IsFen, IsReason } from '../organization/fact.dto.ts';
import { BodyKind, LegalForm, Regime, Responsible } from './base.events.ts';

/** What is left out is not known. */
export class RegimeInputsBody extends FactBody {
  /** As found on that day. */
  @IsDay()
  on!: Day;
  /** 性质可界定 */
  @IsOptional()
  @IsBoolean()
  natureDefinable?: boolean;
  /** 符合登记条件 */
  @IsOptional()
  @IsBoolean()
  meetsRegistrationConditions?: boolean;
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1_000_000)
  areaM2?: number;
  /** Without it, those on the roster count. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(10_000)
  fullTimeStaff?: number;
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(10_000)
  liveIncubatees?: number;
  /** In fen, as a text. */
  @IsOptional()
  @IsFen()
  yearlyFundsFen?: string;
  /** 有章程 */
  @IsOptional()
  @IsBoolean()
  hasCharter?: boolean;
  /** 有定期会议 */
  @IsOptional()
  @IsBoolean()
  hasRegularMeeting?: boolean;
  /** 有独立账户 */
  @IsOptional()
  @IsBoolean()
  hasOwnAccount?: boolean;
}

export class NamedBody {
  @IsIn(BodyKind.options)
  kind!: BodyKind;
  @ApiProperty({ example: '南京市鼓楼区宁海路街道办事处' })
  @IsText(200)
  name!: string;
  @IsOptional()
  @IsDivisionCode()
  division?: DivisionCode;
}

const byHand = Responsible.options.map(({ shape }) => shape.regime.value);

/** B names `manager`, C `lead` and `guide`, D `body`. */
export class ProposeManualRegimeBody extends FactBody {
  @IsIn(byHand)
  regime!: Responsible['regime'];
  @IsOptional()
  @Nested(() => NamedBody)
  manager?: NamedBody;
  @IsOptional()
  @Nested(() => NamedBody)
  lead?: NamedBody;
  @IsOptional()
  @Nested(() => NamedBody)
  guide?: NamedBody;
  @IsOptional()
  @Nested(() => NamedBody)
  body?: NamedBody;
  @IsReason()
  reason!: string;
  @IsDay()
  on!: Day;
}

const table = Regime.exclude(['manual']).options;

/** Of what was classified before this system; `source.migrated` says so. */
export class RecordRegimeBody extends FactBody {
  @IsIn(table)
  regime!: (typeof table)[number];
  @IsDay()
  on!: Day;
}

export class RegistrationFilingBody extends FactBody {
  @IsDay()
  filedOn!: Day;
}

export class LegalRegistrationBody extends FactBody {
  /** 公益一类、二类事业单位 · 社会服务机构 */
  @IsIn(LegalForm.options)
  form!: LegalForm;
  @IsString()
  @MaxLength(40)
  uscc!: string;
  /** Its record here, where it has one. */
  @IsOptional()
  @IsId()
  organization?: OrganizationId;
  @IsDay()
  registeredOn!: Day;
}

class SinceBody extends FactBody {
  @IsDay()
  since!: Day;
}

export class TownshipManagementBody extends SinceBody {
  @Nested(() => NamedBody)
  manager!: NamedBody;
}

export class CommunityPartyLeadershipBody extends SinceBody {
  @Nested(() => NamedBody)
  lead!: NamedBody;
  @Nested(() => NamedBody)
  guide!: NamedBody;
}

export class ResponsibleBodyBody extends SinceBody {
  @Nested(() => NamedBody)
  body!: NamedBody;
  @IsReason()
  reason!: string;
  /** To be looked at again by then, which is within twelve months of the classification. */
  @IsOptional()
  @IsDay()
  reviewBy?: Day;
}
