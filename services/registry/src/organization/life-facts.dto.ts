import type { Day, PersonId } from '@fuhua/kernel';
import { IsDay, IsId, Nested, IsText } from '@fuhua/platform/http';
import type { LegalKind } from '@fuhua/rules';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, Max, Min } from 'class-validator';
import { FactBody, IsReason } from './fact.dto.ts';
import { DomicileBody, RegistrarBody } from './organization.dto.ts';
import { OrganizationKind, Post } from './organization.events.ts';

class SinceBody extends FactBody {
  @IsDay()
  since!: Day;
}

export class NameChangeBody extends SinceBody {
  @ApiProperty({ example: '南京市鼓楼区邻里互助服务中心' })
  @IsText(200)
  name!: string;
}

export class DomicileChangeBody extends SinceBody {
  @Nested(() => DomicileBody)
  domicile!: DomicileBody;
}

export class RegistrarChangeBody extends SinceBody {
  /** The new one. */
  @Nested(() => RegistrarBody)
  registrar!: RegistrarBody;
}

export class HeadBody extends SinceBody {
  @IsId()
  person!: PersonId;
  @IsIn(Post.options)
  post!: (typeof Post.options)[number];
}

export class CoreTeamBody extends SinceBody {
  /** R-ENT-08: persons at the core of the team, a count. */
  @IsInt()
  @Min(0)
  @Max(1000)
  corePersons!: number;
}

export class NamePreApprovalBody extends FactBody {
  @ApiProperty({ example: '南京市鼓楼区邻里互助服务中心' })
  @IsText(200)
  name!: string;
  @IsDay()
  on!: Day;
}

export class RegistrationApplicationBody extends FactBody {
  @IsIn(OrganizationKind.options)
  kind!: LegalKind;
  @IsDay()
  on!: Day;
}

/** Inclusive at both ends. */
export class SuspensionBody extends FactBody {
  @IsDay()
  validFrom!: Day;
  @IsDay()
  validTo!: Day;
}

/** From `on` the organization is no more. */
export class OrganizationEndBody extends FactBody {
  @IsDay()
  on!: Day;
  @IsReason()
  reason!: string;
}
