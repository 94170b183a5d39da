import type { AuthorityId, Day, OrganizationId } from '@fuhua/kernel';
import { IsDay, IsId, IsText, Nested } from '@fuhua/platform/http';
import { ArrayNotEmpty, ArrayUnique, IsArray, IsIn, IsOptional } from 'class-validator';
import { EndBody, FactBody, IsReason } from '../organization/fact.dto.ts';
import { ActorKind, ActorRole, BaseField, BaseSystem } from './base.events.ts';

/** An authority or an organization by id, or another body by name: one of them. */
export class ActorRefBody {
  @IsOptional()
  @IsId()
  authority?: AuthorityId;
  @IsOptional()
  @IsId()
  organization?: OrganizationId;
  @IsOptional()
  @IsText(200)
  name?: string;
}

export class AssignActorBody extends FactBody {
  /** 党建 · 政府 · 部门 · 运营方 · 社会力量 */
  @IsIn(ActorKind.options)
  kind!: ActorKind;
  @Nested(() => ActorRefBody)
  actor!: ActorRefBody;
  /** 执行 · 负责 · 咨询 · 知会 */
  @IsIn(ActorRole.options)
  role!: ActorRole;
  @IsDay()
  validFrom!: Day;
  /** The last day, if it is known. */
  @IsOptional()
  @IsDay()
  validTo?: Day;
}

export class EstablishSystemBody extends FactBody {
  /** 人员 · 财务 · 项目 · 绩效 · 信息公开 */
  @IsIn(BaseSystem.options)
  system!: BaseSystem;
  /** Title of the document, with its number if it has one. */
  @IsText(200)
  document!: string;
  /** In place of the version before. */
  @IsDay()
  since!: Day;
}

export class VerifyBaseBody extends FactBody {
  @IsDay()
  on!: Day;
  /** What was compared with how things are. */
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(BaseField.options, { each: true })
  checked!: BaseField[];
}

export class FlagDataBody extends FactBody {
  @IsIn(BaseField.options)
  field!: BaseField;
  @IsReason()
  reason!: string;
  @IsDay()
  on!: Day;
}

export class ClearFlagBody extends EndBody {
  /** What came out. */
  @IsReason()
  finding!: string;
}
