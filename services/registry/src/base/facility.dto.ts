import type { Day, PersonId } from '@fuhua/kernel';
import { IsDay, IsId, IsText } from '@fuhua/platform/http';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsNumber, IsOptional, IsPositive, Max } from 'class-validator';
import { FactBody } from '../organization/fact.dto.ts';
import { FacilityKind, OperatingModel, PartyServicePlace } from './base.events.ts';

export class LinkHostFacilityBody extends FactBody {
  /** 乡镇（街道）综合服务设施 · 城乡社区综合服务设施 · 社会工作服务站点 · 其他 */
  @IsIn(FacilityKind.options)
  kind!: FacilityKind;
  @ApiProperty({ example: '宁海路街道社区服务中心' })
  @IsText(200)
  name!: string;
  /** Of what the base uses, in square metres. */
  @IsNumber({ maxDecimalPlaces: 2 })
  @IsPositive()
  @Max(1_000_000)
  areaM2!: number;
  /** 共用协议: its title or number. */
  @IsOptional()
  @IsText(200)
  sharedUse?: string;
  @IsDay()
  validFrom!: Day;
  /** The last day of the lease or agreement. */
  @IsOptional()
  @IsDay()
  validTo?: Day;
}

export class EnablePartyServiceBody extends FactBody {
  /** 专用房间 · 服务窗口 */
  @IsIn(PartyServicePlace.options)
  place!: PartyServicePlace;
  /** 负责人, by id. */
  @IsId()
  responsible!: PersonId;
  @IsDay()
  validFrom!: Day;
}

export class SetOperatingModelBody extends FactBody {
  /** 自主运营 · 政府购买 · 合作共建 · 其他 */
  @IsIn(OperatingModel.options)
  model!: OperatingModel;
  /** The rule or document it rests on. */
  @IsText(200)
  legalBasis!: string;
  /** Until the next. */
  @IsDay()
  since!: Day;
}
