import type {
  AuthorityId,
  BaseId,
  Day,
  DivisionCode,
  EventId,
  OrganizationId,
  PersonId,
} from '@fuhua/kernel';
import { IsDay, IsDivisionCode, IsId, IsText, Nested, PageQuery } from '@fuhua/platform/http';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Matches } from 'class-validator';
import { Role } from './person.events.ts';

export class RegisterPersonBody {
  /** 姓名. Kept sealed. */
  @ApiProperty({ example: '王芳' })
  @IsText(100)
  name!: string;

  /** 电话. Kept sealed. */
  @ApiProperty({ example: '13912345678' })
  @IsOptional()
  @IsString()
  @Matches(/^\+?[0-9][0-9 -]{4,24}$/)
  phone?: string;
}

export class ReachBody {
  @IsOptional()
  @IsId()
  authority?: AuthorityId;
  @IsOptional()
  @IsId()
  organization?: OrganizationId;
  @IsOptional()
  @IsId()
  base?: BaseId;
  @IsOptional()
  @IsDivisionCode()
  division?: DivisionCode;
}

export class GrantRoleBody {
  @IsIn(Role.options)
  role!: Role;
  @Nested(() => ReachBody)
  reach!: ReachBody;
  /** Today when missing. */
  @IsOptional()
  @IsDay()
  validFrom?: Day;
  @IsOptional()
  @IsDay()
  validTo?: Day;
}

class WithReason {
  @IsText(1000)
  reason!: string;
}

export class RevokeRoleBody extends WithReason {
  @IsId()
  grant!: EventId;
  /** From this day it holds no longer; today when missing. */
  @IsOptional()
  @IsDay()
  on?: Day;
}

export class SetDelegationBody extends WithReason {
  @IsId()
  grant!: EventId;
  @IsId()
  delegate!: PersonId;
  @IsDay()
  validFrom!: Day;
  @IsDay()
  validTo!: Day;
}

export class RevokeDelegationBody extends WithReason {
  @IsId()
  delegation!: EventId;
  @IsOptional()
  @IsDay()
  on?: Day;
}

export class ForgetPersonBody extends WithReason {}

export class PersonsQuery extends PageQuery {}
