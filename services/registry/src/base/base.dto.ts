import type { AuthorityId, BaseId, Day, DivisionCode } from '@fuhua/kernel';
import { IsDay, IsId, IsText, Nested, validatedBy } from '@fuhua/platform/http';
import { FunctionCode } from '@fuhua/rules';
import {
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  Max,
  Min,
} from 'class-validator';
import { FactBody, IsReason } from '../organization/fact.dto.ts';
import { SourceBody } from '../organization/source.dto.ts';
import { BaseKind, BaseLevel, FieldCode, Location, PlatformKind } from './base.events.ts';

const IsLocation = validatedBy('isLocation', Location, {
  zh: '必须是 12 位区划代码，到村（社区）',
  en: 'must be a division code of 12 digits, down to the village',
});
const IsFieldCode = validatedBy('isFieldCode', FieldCode, {
  zh: '必须是 2 到 40 个小写字母、数字或连字符',
  en: 'must be 2 to 40 of a-z, 0-9 and -',
});
const IsFunctionCode = validatedBy('isFunctionCode', FunctionCode, {
  zh: '必须是功能代码',
  en: 'must be the code of a function',
});

export class RegisterBaseBody extends FactBody {
  @IsText(200)
  name!: string;
  /** 孵化基地 · 区域平台 */
  @IsIn(BaseKind.options)
  kind!: BaseKind;
  /** Of a regional platform, and only of one: 创新园 · 孵化器 · 众创空间 · 其他 */
  @IsOptional()
  @IsIn(PlatformKind.options)
  platform?: PlatformKind;
  /** Of a regional platform its host's. */
  @IsIn(BaseLevel.options)
  level!: BaseLevel;
  @IsLocation()
  location!: DivisionCode;
  @IsOptional()
  @IsText(200)
  address?: string;
  @IsDay()
  establishedOn!: Day;
  /** Organizations it can take in at one time. */
  @IsInt()
  @Min(0)
  @Max(10_000)
  capacity!: number;
  /** 专门领域基地: its sponsor, who registers it; with `field`. */
  @IsOptional()
  @IsId()
  sponsor?: AuthorityId;
  @IsOptional()
  @IsFieldCode()
  field?: string;
}

class OnBody extends FactBody {
  @IsDay()
  on!: Day;
}
class SinceBody extends FactBody {
  @IsDay()
  since!: Day;
}
class ReasonedBody extends OnBody {
  @IsReason()
  reason!: string;
}

export class AssignLevelBody extends OnBody {
  @IsIn(BaseLevel.options)
  level!: BaseLevel;
}

export class RenameBaseBody extends SinceBody {
  @IsText(200)
  name!: string;
}

export class SetCapacityBody extends SinceBody {
  @IsInt()
  @Min(0)
  @Max(10_000)
  capacity!: number;
}

export class RelocateBaseBody extends OnBody {
  @IsLocation()
  location!: DivisionCode;
  @IsOptional()
  @IsText(200)
  address?: string;
}

export class SuspendBaseBody extends ReasonedBody {}
export class ResumeBaseBody extends OnBody {}
export class CloseBaseBody extends ReasonedBody {}

export class MergeBaseBody extends ReasonedBody {
  /** The base that goes on. */
  @IsId()
  into!: BaseId;
}

class FunctionsBody {
  /** Codes such as `resource-link`. */
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsFunctionCode({ each: true })
  functions!: FunctionCode[];
  @IsDay()
  on!: Day;
}

/** The whole set. */
export class DeclareFunctionsBody extends FunctionsBody {}

export class ApprovedFunctionsBody extends FunctionsBody {
  @Nested(() => SourceBody)
  source!: SourceBody;
}

export class ApproveExtensionBody extends ApprovedFunctionsBody {
  @IsReason()
  reason!: string;
}
