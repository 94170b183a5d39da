import 'reflect-metadata';
import { parseInstant, type Day, type Instant } from '@fuhua/kernel';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { IsDay, IsInstant } from './validators.ts';

/** Which moment of one thing is asked about; now, when nothing is said. */
export class AsOfQuery {
  /** How it stood on that day, Asia/Shanghai. */
  @ApiPropertyOptional()
  @IsOptional()
  @IsDay()
  asOf?: Day;

  /** What was known at that instant: what was recorded later does not count, corrections included. */
  @ApiPropertyOptional()
  @IsOptional()
  @IsInstant()
  @Transform(({ value }) => normalised(value))
  knownAt?: Instant;

  /** A position token: the answer includes everything up to it, or is 503. */
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(1_000)
  atLeast?: string;
}

/** UTC, so that it compares as text; what is no instant is left for the rule to refuse. */
function normalised(value: unknown): unknown {
  try {
    return typeof value === 'string' ? parseInstant(value) : value;
  } catch {
    return value;
  }
}
