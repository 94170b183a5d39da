import 'reflect-metadata';
import { dayOf, parseInstant, type Day, type Instant } from '@fuhua/kernel';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { invalidInput } from './headers.ts';
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

/** The moment asked about, which the answer carries back; nothing is in it when that is now. */
export interface Moment {
  readonly asOf?: Day;
  readonly knownAt?: Instant;
}

/**
 * Who asks only what was known at an instant is told how things stood on that day. A later `asOf` than today is answered
 * from what is on record: dated facts may begin later.
 *
 * @throws ProblemError 400 for a `knownAt` that has not come, whose answer would change, and for `atLeast` beside a
 *   moment: that is read from the history, which is never behind
 */
export function momentOf({ asOf, knownAt, atLeast }: AsOfQuery, now: Instant): Moment {
  if (asOf === undefined && knownAt === undefined) return {};
  if (knownAt !== undefined && knownAt > now) {
    throw invalidInput({
      field: 'knownAt',
      code: 'notInFuture',
      message: { zh: `不能晚于现在（${now}）`, en: `must not be later than now (${now})` },
    });
  }
  if (atLeast !== undefined) {
    throw invalidInput({
      field: 'atLeast',
      code: 'notWithMoment',
      message: {
        zh: '不能与 asOf 或 knownAt 同用：二者直接查询历史，总是最新',
        en: 'cannot stand beside asOf or knownAt: they are read from the history, which is never behind',
      },
    });
  }
  return knownAt === undefined
    ? { ...(asOf && { asOf }) }
    : { asOf: asOf ?? dayOf(knownAt), knownAt };
}

/** UTC, so that it compares as text; what is no instant is left for the rule to refuse. */
function normalised(value: unknown): unknown {
  try {
    return typeof value === 'string' ? parseInstant(value) : value;
  } catch {
    return value;
  }
}
