import { EvaluationPurpose, type AuthorityId, type Day } from '@fuhua/kernel';
import { IsDay, IsId, IsText, Nested, NestedList, PageQuery } from '@fuhua/platform/http';
import { RubricDrop, RubricPoints } from '@fuhua/rules';
import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsIn,
  IsInt,
  IsOptional,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';

const POINTS = /^(100|[1-9]?\d)\.\d{2}$/;
const CODE = /^[a-z0-9]+(-[a-z0-9]+)*$/;

export class NameBody {
  @IsText(200)
  zh!: string;
  @IsText(200)
  en!: string;
}

class Named {
  /** Lower-case words joined by hyphens; once in the rubric. */
  @Matches(CODE)
  @MaxLength(60)
  code!: string;
  @Nested(() => NameBody)
  name!: NameBody;
}

export class IndicatorBody extends Named {
  /** The most points; over the whole rubric 100.00. */
  @Matches(POINTS)
  max!: RubricPoints;
}

export class DimensionBody extends Named {
  @ArrayMinSize(1)
  @ArrayMaxSize(30)
  @NestedList(() => IndicatorBody)
  indicators!: IndicatorBody[];
}

export class BandBody extends Named {
  /** The lowest mean of it; it ends below the next higher one. */
  @ApiProperty({ example: '70.00' })
  @Matches(POINTS)
  from!: RubricPoints;
  /** Percent of its maximum that no dimension's mean may be below. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100)
  dimensionPercentMin?: number;
}

export class DraftRubricBody {
  /** 入壳 · 中期 · 出壳 */
  @IsIn(EvaluationPurpose.options)
  purpose!: EvaluationPurpose;
  @ApiProperty({ example: { zh: '出壳评估标准', en: 'Standard of graduation' } })
  @Nested(() => NameBody)
  name!: NameBody;
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @NestedList(() => DimensionBody)
  dimensions!: DimensionBody[];
  /** 不去分 · 去一个最高分和一个最低分 */
  @IsIn(RubricDrop.options)
  drop!: RubricDrop;
  /** The highest first, the lowest from 0.00. */
  @ArrayMinSize(1)
  @ArrayMaxSize(10)
  @NestedList(() => BandBody)
  bands!: BandBody[];
  /** Percentage points of an indicator's maximum above which raters calibrate. */
  @IsInt()
  @Min(1)
  @Max(100)
  calibrationPercent!: number;
}

export class ReleaseBody {
  /** Today or later, and after the version before. */
  @IsDay()
  effectiveFrom!: Day;
}

export class RubricsQuery extends PageQuery {
  @IsOptional()
  @IsId()
  authority?: AuthorityId;
  @IsOptional()
  @IsIn(EvaluationPurpose.options)
  purpose?: EvaluationPurpose;
  /** Those that new panels rate by on this day. */
  @IsOptional()
  @IsDay()
  on?: Day;
}
