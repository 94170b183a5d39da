import type { BaseId, Day, OrganizationId, PersonId } from '@fuhua/kernel';
import { IsDay, IsId, IsText, Nested, NestedList, PageQuery } from '@fuhua/platform/http';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsOptional } from 'class-validator';
import { SourceBody } from '../organization/source.dto.ts';
import { DelegatedService, Interest, ResearchForm, StandardLevel } from './delegation.events.ts';

class OfBase {
  /** The county base. */
  @IsId()
  base!: BaseId;
  /** 依据 */
  @Nested(() => SourceBody)
  source!: SourceBody;
}

export class AssignBody extends OfBase {
  /** 等级评估 · 公益创投 · 能力提升 · 人才培养 */
  @IsIn(DelegatedService.options)
  service!: DelegatedService;
  /** 委托范围 */
  @IsText(1000)
  scope!: string;
  @IsDay()
  validFrom!: Day;
  /** The last day. */
  @IsDay()
  validTo!: Day;
}

export class InterestBody {
  @IsId()
  organization!: OrganizationId;
  @IsIn(Interest.options)
  interest!: Interest;
}

export class DeclarationBody {
  /** Who signed, for the base or its operator. */
  @IsId()
  person!: PersonId;
  /** Every organization in which the one who carries it out has an interest; empty: none. */
  @ArrayMaxSize(200)
  @NestedList(() => InterestBody)
  interests!: InterestBody[];
  @IsDay()
  on!: Day;
  @Nested(() => SourceBody)
  source!: SourceBody;
}

export class DeliveryBody {
  @IsDay()
  on!: Day;
  /** Those that were rated, chosen or trained. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @IsId({ each: true })
  organizations!: OrganizationId[];
  @Nested(() => SourceBody)
  source!: SourceBody;
}

export class RevocationBody {
  /** From this day on the base acts no longer. */
  @IsDay()
  on!: Day;
  @IsText(1000)
  reason!: string;
  /** 文号 */
  @IsText(100)
  document!: string;
}

export class ResearchBody extends OfBase {
  @ApiProperty({ example: '县级孵化基地运行情况调研' })
  @IsText(200)
  title!: string;
  /** 调研报告 · 论文 · 政策建议 · 案例 */
  @IsIn(ResearchForm.options)
  form!: (typeof ResearchForm.options)[number];
  @IsDay()
  completedOn!: Day;
}

export class StandardBody extends OfBase {
  @ApiProperty({ example: '县级社会组织孵化基地服务规范' })
  @IsText(200)
  title!: string;
  /** 标准号 or 文号 */
  @ApiProperty({ example: 'DB3201/T 1100—2023' })
  @IsText(100)
  number!: string;
  /** 地方标准 · 团体标准 · 本级规范 · 基地规范 */
  @IsIn(StandardLevel.options)
  level!: (typeof StandardLevel.options)[number];
  /** 发布单位 */
  @IsText(200)
  issuedBy!: string;
  @IsDay()
  adoptedOn!: Day;
}

export class TakenBackBody {
  @IsDay()
  on!: Day;
  @IsText(1000)
  reason!: string;
}

export class DelegationsQuery extends PageQuery {
  @IsOptional()
  @IsId()
  base?: BaseId;
  @IsOptional()
  @IsIn(['mandate', 'research', 'standard'])
  kind?: 'mandate' | 'research' | 'standard';
  /** Those that hold on this day. */
  @IsOptional()
  @IsDay()
  on?: Day;
}
