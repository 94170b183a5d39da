import type { BaseId, Day, EventId, OrganizationId } from '@fuhua/kernel';
import { IsDay, IsId, IsText, Nested, NestedList } from '@fuhua/platform/http';
import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsHash,
  IsIn,
  IsOptional,
  IsUrl,
  Matches,
  MaxLength,
} from 'class-validator';
import { IsFen, IsReason } from '../organization/fact.dto.ts';
import { SourceBody } from '../organization/source.dto.ts';
import { InstitutionClass, Route, Waivable } from './operatorcontract.events.ts';

/** SHA-256 of each file, in hexadecimal; at least one. */
const IsFiles = (): PropertyDecorator =>
  applyDecorators(
    IsArray(),
    ArrayMinSize(1),
    ArrayMaxSize(20),
    ArrayUnique(),
    IsHash('sha256', { each: true }),
  );

export class SubmitCapabilityFileBody {
  @IsId()
  base!: BaseId;
  /** The organization that would operate it. */
  @IsId()
  operator!: OrganizationId;
  @IsFiles()
  files!: string[];
}

/** What the approver adds. */
export class RemarksBody {
  @IsOptional()
  @IsReason()
  remarks?: string;
}

/** Inclusive at both ends. */
export class TermBody {
  @IsDay()
  start!: Day;
  @IsDay()
  end!: Day;
}

/** A nomination of the operator whose capability file was submitted, or whose contract is to be renewed. */
export class NominationBody {
  @IsIn(Route.options)
  route!: Route;
  /** The day on which the contract is meant to be signed. */
  @IsDay()
  signingDay!: Day;
  @Nested(() => TermBody)
  term!: TermBody;
  /** 稳定、经常性服务 */
  @IsBoolean()
  recurring!: boolean;
  /** The event that recorded the award it rests on. */
  @IsOptional()
  @IsId()
  award?: EventId;
}

export class NominateBody extends NominationBody {
  @IsId()
  base!: BaseId;
  @IsId()
  operator!: OrganizationId;
}

export class RequestExceptionBody {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(Waivable.options, { each: true })
  waives!: Waivable[];
  @IsDay()
  validFrom!: Day;
  /** Twelve months at most. */
  @IsDay()
  validTo!: Day;
  @IsReason()
  reason!: string;
}

export class ReasonBody {
  @IsReason()
  reason!: string;
}

export class KpiBody {
  @ApiProperty({ example: '年度新入壳组织数' })
  @IsText(200)
  name!: string;
  @IsText(200)
  target!: string;
}

export class LineBody {
  /** Such as `incubation-service`; `public-welfare-post` may not be bought. */
  @ApiProperty({ example: 'incubation-service' })
  @Matches(/^[a-z][a-z0-9-]{1,39}$/)
  kind!: string;
  @ApiProperty({ example: '为入壳组织提供能力建设和日常辅导' })
  @IsText(500)
  text!: string;
}

export class TermsBody extends TermBody {
  /** The day on which both sides signed: today, or earlier. */
  @IsDay()
  signedOn!: Day;
  @IsFen()
  priceFen!: string;
  @NestedList(() => KpiBody)
  @ArrayMaxSize(50)
  kpis!: KpiBody[];
  @NestedList(() => LineBody)
  @ArrayMaxSize(100)
  lines!: LineBody[];
  /** 续签条件 */
  @IsOptional()
  @IsText(2_000)
  renewalTerms?: string;
  /** Of the contractor, if it is a public institution; unknown when missing. */
  @IsOptional()
  @IsIn(InstitutionClass.options)
  institutionClass?: InstitutionClass;
}

/** A contract signed before this system, as it was. */
export class MigratedContractBody extends TermsBody {
  @IsId()
  base!: BaseId;
  @IsId()
  operator!: OrganizationId;
  @IsBoolean()
  recurring!: boolean;
  @IsIn(Route.options)
  route!: Route;
  @Nested(() => SourceBody)
  source!: SourceBody;
}

export class CorrectPeriodBody extends TermBody {
  @IsReason()
  reason!: string;
  @IsFiles()
  evidence!: string[];
}

/** Where it can be read: one of both at least. */
export class PublishBody {
  @IsDay()
  on!: Day;
  @IsOptional()
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true })
  @MaxLength(2_000)
  url?: string;
  /** 文号 */
  @IsOptional()
  @IsText(100)
  document?: string;
}

export class OnForReasonBody extends ReasonBody {
  @IsDay()
  on!: Day;
}

export class BarBody extends ReasonBody {
  @IsDay()
  validFrom!: Day;
  /** 36 months when missing. */
  @IsOptional()
  @IsDay()
  validTo?: Day;
}

export class LiftBarBody extends OnForReasonBody {
  @IsId()
  bar!: EventId;
}
