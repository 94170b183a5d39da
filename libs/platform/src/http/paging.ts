import 'reflect-metadata';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { cursorOf, type CursorPart } from './cursor.ts';
import { invalidInput } from './headers.ts';

export { cursorOf, type CursorPart } from './cursor.ts';

export const PAGE_MAX = 200;
const PAGE_USUAL = 50;
const CURSOR_CHARS_MAX = 1_000;

/** The query of a list: extend it by filters of named fields. */
export class PageQuery {
  /** `next` of the page before. */
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(CURSOR_CHARS_MAX)
  after?: string;

  /** Items a page, 1 … 200. */
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: PAGE_MAX, default: PAGE_USUAL })
  @IsInt()
  @Min(1)
  @Max(PAGE_MAX)
  @Type(() => Number)
  limit: number = PAGE_USUAL;

  /** A position token: the answer includes everything up to it, or is 503. */
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(CURSOR_CHARS_MAX)
  atLeast?: string;
}

export interface Page<Row> {
  readonly items: readonly Row[];
  /** Cursor of the next page; missing on the last. */
  readonly next?: string;
}

/**
 * The sort key after which the page begins; undefined for the first page. `shape` tells the types expected, so that
 * a cursor of another list cannot reach SQL.
 * @throws ProblemError 400 for anything that `cursorOf` did not make
 */
export function parseCursor(
  after: string | undefined,
  shape: readonly ('string' | 'number')[],
): readonly CursorPart[] | undefined {
  if (after === undefined) return undefined;
  try {
    const parts: unknown = JSON.parse(Buffer.from(after, 'base64url').toString('utf8'));
    if (Array.isArray(parts) && cursorOf(parts as CursorPart[]) === after && fits(parts, shape)) {
      return parts as CursorPart[];
    }
  } catch {
    // Told below.
  }
  throw invalidInput({
    field: 'after',
    code: 'cursor',
    message: { zh: '必须是上一页给出的 next', en: 'must be the next of a page before' },
  });
}

function fits(parts: readonly unknown[], shape: readonly string[]): boolean {
  return (
    parts.length === shape.length &&
    parts.every((part, index) => typeof part === shape[index] && !String(part).includes('\0'))
  );
}

/**
 * One page of rows that were read with a limit of `limit + 1`, in the order of the sort key.
 * @param keyOf the whole sort key of a row, unique
 */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => readonly CursorPart[],
): Page<Row> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return rows.length > limit && last !== undefined
    ? { items, next: cursorOf(keyOf(last)) }
    : { items };
}
