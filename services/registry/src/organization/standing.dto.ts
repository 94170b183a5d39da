import type { AuthorityId } from '@fuhua/kernel';
import { IsId } from '@fuhua/platform/http';
import { ReportQuery } from '@fuhua/platform/service';
import { IsIn, IsOptional } from 'class-validator';

export const STANDINGS = [
  ...(['graded', 'ungraded', 'abnormal', 'serious'] as const),
  ...(['filing-late', 'filing-missing', 'penalized'] as const),
] as const;
export type Standing = (typeof STANDINGS)[number];

export class StandingCountsQuery extends ReportQuery {
  /** The registrar, as it is today. */
  @IsOptional()
  @IsId()
  registrar?: AuthorityId;
}

export class StandingQuery extends StandingCountsQuery {
  /** Only those of that standing. */
  @IsOptional()
  @IsIn(STANDINGS)
  standing?: Standing;
}
