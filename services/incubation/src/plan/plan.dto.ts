import type { BaseId, Day, DivisionCode, EventId, OrganizationId } from '@fuhua/kernel';
import { IsEvidenceHash } from '@fuhua/platform/evidence';
import {
  IsDay,
  IsId,
  IsText,
  Nested,
  NestedList,
  PageQuery,
  validatedBy,
} from '@fuhua/platform/http';
import { ReportQuery } from '@fuhua/platform/service';
import { PlanTopic, PlanType } from '@fuhua/rules';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { SourceBody } from '../directory/source.dto.ts';
import { ActivitySeries, GuidanceAxis, Hours, Place, SupportCode } from './values.events.ts';

const IsHours = validatedBy('isHours', Hours, {
  zh: '必须是 0.5 的倍数，0.5 至 1000',
  en: 'must be hours in halves, 0.5 to 1000',
});
const IsPlace = validatedBy('isPlace', Place, {
  zh: '必须是 12 位区划代码',
  en: 'must be a division code of 12 digits',
});

export class InapplicableBody {
  @IsIn(PlanTopic.options)
  topic!: PlanTopic;
  @IsText(500)
  reason!: string;
}

export class ItemBody {
  @IsIn(PlanTopic.options)
  topic!: PlanTopic;
  /** What is to be done. */
  @IsText(500)
  task!: string;
  /** What will prove it; '' where none is said yet: such a plan is not approved. */
  @ApiProperty({ example: '管理制度文本' })
  @IsString()
  @MaxLength(500)
  evidence!: string;
  /** Missing where none is said yet: such a plan is not approved. */
  @IsOptional()
  @IsDay()
  dueOn?: Day;
  /** 基地 · 组织 · 双方 */
  @IsIn(['base', 'organization', 'both'])
  owner!: 'base' | 'organization' | 'both';
}

export class AmendedItemBody extends ItemBody {
  /** Missing: a new item. */
  @IsOptional()
  @IsInt()
  @Min(1)
  item?: number;
}

export class DraftPlanBody {
  /** 社会团体 · 社会服务机构 · 基金会 · 备案社区社会组织 */
  @IsIn(PlanType.options)
  planType!: PlanType;
  /** Missing: those of the template of type and stage, spread over `start` to `end`. */
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @NestedList(() => ItemBody)
  items?: ItemBody[];
  @IsDay()
  start!: Day;
  @IsDay()
  end!: Day;
  @ArrayMaxSize(20)
  @NestedList(() => InapplicableBody)
  inapplicable!: InapplicableBody[];
  @IsDay()
  on!: Day;
}

export class OnBody {
  @IsDay()
  on!: Day;
}

export class AmendmentBody {
  /** The whole plan as it would be. */
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @NestedList(() => AmendedItemBody)
  items!: AmendedItemBody[];
  @ArrayMaxSize(20)
  @NestedList(() => InapplicableBody)
  inapplicable!: InapplicableBody[];
  @IsText(1000)
  reason!: string;
  @IsDay()
  on!: Day;
}

export class PlanAgreementBody {
  @IsId()
  proposed!: EventId;
  @IsDay()
  on!: Day;
}

export class DeclinedBody extends PlanAgreementBody {
  @IsText(1000)
  reason!: string;
}

export class CompletionBody {
  @IsInt()
  @Min(1)
  item!: number;
  @IsDay()
  on!: Day;
  /** SHA-256 of each file. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @IsEvidenceHash({ each: true })
  evidence!: string[];
}

class WorkBody {
  @IsDay()
  on!: Day;
  /** In halves. */
  @IsHours()
  hours!: number;
  @Nested(() => SourceBody)
  source!: SourceBody;
}

export class SupportServiceBody extends WorkBody {
  @IsIn(SupportCode.options)
  code!: SupportCode;
  @IsInt()
  @Min(1)
  @Max(100_000)
  persons!: number;
}

export class GuidanceBody extends WorkBody {
  /** 系统指导 · 个性化指导 */
  @IsIn(['system', 'individual'])
  mode!: 'system' | 'individual';
  @IsIn(GuidanceAxis.options)
  axis!: GuidanceAxis;
  @IsInt()
  @Min(1)
  @Max(100_000)
  persons!: number;
}

export class ActivityBody extends WorkBody {
  @IsIn(ActivitySeries.options)
  series!: ActivitySeries;
  @ApiProperty({ example: '邻里守望助老活动' })
  @IsText(200)
  title!: string;
  /** 12 digits. */
  @ApiProperty({ example: '320106001001' })
  @IsPlace()
  place!: DivisionCode;
  @IsInt()
  @Min(0)
  @Max(10_000_000)
  beneficiaries!: number;
}

export class PlansQuery extends PageQuery {
  @IsOptional()
  @IsId()
  base?: BaseId;
  @IsOptional()
  @IsId()
  organization?: OrganizationId;
}

export class PeriodQuery extends ReportQuery {
  @ApiPropertyOptional({
    description: '起始日，缺省为所问之日当年1月1日 / from that day; else from the year’s first',
  })
  @IsOptional()
  @IsDay()
  from?: Day;
}
