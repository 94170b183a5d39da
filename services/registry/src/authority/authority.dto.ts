import type { AuthorityId, Day, DivisionCode, EventId, PersonId } from '@fuhua/kernel';
import {
  AsOfQuery,
  IsDay,
  IsDivisionCode,
  IsId,
  Nested,
  PageQuery,
  validatedBy,
} from '@fuhua/platform/http';
import type { LegalKind } from '@fuhua/rules';
import { ApiProperty } from '@nestjs/swagger';
import {
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
import {
  AuthorityKind,
  AuthorityLevel,
  OrganizationKind,
  zoneMappingSet,
} from './authority.events.ts';

const TRIMMED = /^\S(.*\S)?$/;

const IsCountyOrNone = validatedBy('isCountyOrNone', zoneMappingSet.schema.shape.countsFor, {
  zh: '必须是区划代码，或 none',
  en: 'must be a division code, or none',
});

export class DepartmentBody {
  /** Tells the sponsors of one division apart, the same everywhere: education, culture … */
  @ApiProperty({ example: 'social-organizations' })
  @IsString()
  @Matches(/^[a-z][a-z0-9-]{1,39}$/)
  code!: string;
  /** 教育, 文旅 … */
  @ApiProperty({ example: '社会组织管理科' })
  @IsString()
  @Matches(TRIMMED)
  @MaxLength(100)
  name!: string;
}

class WithOfficePhone {
  /** 办公电话. The office's, never a person's. */
  @IsString()
  @Matches(/^\+?[0-9][0-9 -]{4,24}$/)
  officePhone!: string;
  /** 联系人 */
  @IsOptional()
  @IsId()
  contact?: PersonId;
}

class WithDocument {
  /** 文号 */
  @IsString()
  @Matches(TRIMMED)
  @MaxLength(100)
  document!: string;
}

export class RegisterAuthorityBody extends WithOfficePhone {
  @IsIn(AuthorityKind.options)
  kind!: AuthorityKind;
  /** Of the province, a city or a county; never of a functional zone, township or village. */
  @ApiProperty({ example: '320106' })
  @IsDivisionCode()
  division!: DivisionCode;
  /** Of a sponsor only, and always. */
  @IsOptional()
  @Nested(() => DepartmentBody)
  department?: DepartmentBody;
  @ApiProperty({ example: '南京市鼓楼区民政局' })
  @IsString()
  @Matches(TRIMMED)
  @MaxLength(100)
  name!: string;
  @IsDay()
  validFrom!: Day;
}

export class RenameAuthorityBody extends WithDocument {
  @ApiProperty({ example: '南京市鼓楼区民政局' })
  @IsString()
  @Matches(TRIMMED)
  @MaxLength(100)
  name!: string;
  @IsDay()
  validFrom!: Day;
}

export class SetContactBody extends WithOfficePhone {}

export class DissolveAuthorityBody extends WithDocument {
  /** From this day there is no such authority; today when missing. */
  @IsOptional()
  @IsDay()
  on?: Day;
  @IsOptional()
  @IsId()
  successor?: AuthorityId;
}

export class AcknowledgePolicyBody extends WithDocument {
  /** Today when missing. */
  @IsOptional()
  @IsDay()
  receivedOn?: Day;
}

export class ReplacingBody {
  /** The event that set what is replaced. */
  @IsId()
  event!: EventId;
  @IsString()
  @Matches(TRIMMED)
  @MaxLength(1000)
  reason!: string;
}

class Replaceable {
  /** 文号 */
  @IsOptional()
  @IsString()
  @Matches(TRIMMED)
  @MaxLength(100)
  document?: string;
  @IsOptional()
  @Nested(() => ReplacingBody)
  replacing?: ReplacingBody;
}

export class SetFilingDeadlineBody extends Replaceable {
  /** The year reported on; filing falls into the year after. */
  @IsInt()
  @Min(1999)
  @Max(2099)
  fiscalYear!: number;
  @IsIn(OrganizationKind.options)
  organizationKind!: LegalKind;
  @IsBoolean()
  charity!: boolean;
  /** As named in the notice; a day that is no working day rolls to the next one. */
  @IsDay()
  namedDay!: Day;
}

export class SetZoneMappingBody extends Replaceable {
  @IsDivisionCode()
  zone!: DivisionCode;
  /** The civil-affairs bureau that acts for the zone. */
  @IsId()
  actingAuthority!: AuthorityId;
  /** The county for which the zone's bases count, or `none`. */
  @IsCountyOrNone()
  countsFor!: DivisionCode | 'none';
  @IsDay()
  validFrom!: Day;
}

export class AuthoritiesQuery extends PageQuery {
  /** That division and those below it. */
  @IsOptional()
  @IsDivisionCode()
  division?: DivisionCode;
  @IsOptional()
  @IsIn(AuthorityKind.options)
  kind?: AuthorityKind;
  @IsOptional()
  @IsIn(AuthorityLevel.options)
  level?: AuthorityLevel;
}

export class AuthorityQuery extends AsOfQuery {}
