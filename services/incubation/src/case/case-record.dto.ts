import type { BaseId, Day, OrganizationId } from '@fuhua/kernel';
import { IsDay, IsId, Nested } from '@fuhua/platform/http';
import { Equals, IsBoolean, IsIn, IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { SourceBody } from '../directory/source.dto.ts';
import { MidtermBand } from './active.events.ts';
import { IncubationStage, Mode } from './entry.events.ts';

const MONTHS_MAX = 60;

const EXTENSION_MONTHS_MAX = 24;
const PAUSED_DAYS_MAX = 3_650;

/** 中期评估 */
export class MidtermHeldBody {
  /** The first one. */
  @IsDay()
  firstOn!: Day;
  /** 通过 · 改进 · 警示, of the newest one. */
  @IsIn(MidtermBand.options)
  band!: MidtermBand;
  /** 0.00 to 100.00 */
  @IsOptional()
  @Matches(/^(100\.00|\d{1,2}\.\d{2})$/)
  score?: string;
  /** 第二次机会未通过 */
  @IsBoolean()
  secondChanceFailed!: boolean;
  /** 再次评估期限, while a second chance is open. */
  @IsOptional()
  @IsDay()
  againBy?: Day;
}

/** 延期 */
export class ExtensionGivenBody {
  @IsInt()
  @Min(1)
  @Max(EXTENSION_MONTHS_MAX)
  months!: number;
  @IsDay()
  grantedOn!: Day;
}

/** 中止期间, both days in it. */
export class RunningPauseBody {
  @IsDay()
  from!: Day;
  @IsDay()
  until!: Day;
}

/** What was decided before this system. */
export class SoFarBody {
  /** 现届满日期, with extension and pauses that are over; missing: as agreed. */
  @IsOptional()
  @IsDay()
  endsOn?: Day;
  @IsOptional()
  @Nested(() => MidtermHeldBody)
  midterm?: MidtermHeldBody;
  @IsOptional()
  @Nested(() => ExtensionGivenBody)
  extension?: ExtensionGivenBody;
  /** Of pauses that are over. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(PAUSED_DAYS_MAX)
  pausedDays?: number;
  /** One that still runs. */
  @IsOptional()
  @Nested(() => RunningPauseBody)
  pause?: RunningPauseBody;
  /** Of a preparing team: its name is pre-approved or applied for (R-ENT-08). */
  @IsOptional()
  @Equals(true)
  named?: true;
}

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
  /** Missing: nothing but the start. */
  @IsOptional()
  @Nested(() => SoFarBody)
  soFar?: SoFarBody;
  @Nested(() => SourceBody)
  source!: SourceBody;
}
