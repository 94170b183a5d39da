import type { BaseId, Day, OrganizationId } from '@fuhua/kernel';
import { IsDay, IsId, Nested } from '@fuhua/platform/http';
import { IsBoolean, IsIn, IsInt, Max, Min } from 'class-validator';
import { SourceBody } from '../directory/source.dto.ts';
import { IncubationStage, Mode } from './entry.events.ts';

const MONTHS_MAX = 60;

/** A running case, as its papers tell it. */
export class MigratedCaseBody {
  @IsId()
  base!: BaseId;
  @IsId()
  applicant!: OrganizationId;
  /** 壳内 · 壳外（虚拟） */
  @IsIn(Mode.options)
  mode!: Mode;
  /** 萌芽 · 初创 · 成长 · 枢纽 · 支持 */
  @IsIn(IncubationStage.options)
  incubationStage!: IncubationStage;
  @IsDay()
  appliedOn!: Day;
  @IsDay()
  approvedOn!: Day;
  /** The first day of the term. */
  @IsDay()
  startedOn!: Day;
  /** The last day of the term, as agreed. */
  @IsDay()
  termEnd!: Day;
  /** The term as agreed, extensions left out. */
  @IsInt()
  @Min(1)
  @Max(MONTHS_MAX)
  months!: number;
  /** 两次中期评估低于 50 分即属违约 */
  @IsBoolean()
  twoMidtermsBreach!: boolean;
  @Nested(() => SourceBody)
  source!: SourceBody;
}
