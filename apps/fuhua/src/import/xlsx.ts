import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import readXlsxFile, { InvalidInputError, InvalidSpreadsheetError } from 'read-excel-file/node';
import { UserError } from '../user-error.ts';
import type { RawSheet } from './sheet.ts';
import { inflatesTo } from './zip-size.ts';

/** Of all that is packed in a file. */
const INFLATED_MIB_MAX = 500;

/** Digits of a number that a spreadsheet keeps. */
const KEPT_MAX = 999_999_999_999_999;

/** @throws UserError for what is no .xlsx, and for one that would fill the memory */
export async function openXlsx(path: string, names: readonly string[]): Promise<RawSheet> {
  const file = await readFile(path);
  if (!inflatesTo(file, INFLATED_MIB_MAX * 1_048_576)) throw unreadable(path);
  const sheets = await readXlsxFile<string>(file, { parseNumber }).catch((error: unknown) => {
    const isBroken = error instanceof InvalidInputError || error instanceof InvalidSpreadsheetError;
    throw isBroken ? unreadable(path) : error;
  });
  const named = sheets.find(({ sheet }) => names.includes(sheet)) ?? sheets[0];
  const rows = (named?.data ?? []).map((row) => row.map(textOf));
  return { format: 'xlsx', rows: () => Readable.from(rows) as AsyncIterable<readonly string[]> };
}

/** A code that was typed as a number keeps its digits; one too long for that is told in its short form. */
function parseNumber(text: string): string {
  const number = Number(text);
  return Math.abs(number) > KEPT_MAX ? number.toExponential() : String(number);
}

function textOf(cell: unknown): string {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  return typeof cell === 'string' ? cell : '';
}

function unreadable(path: string): UserError {
  return new UserError({
    zh: `文件 ${path} 不是有效的 .xlsx，或解压后超过 ${INFLATED_MIB_MAX} MiB。`,
    en: `The file ${path} is no .xlsx, or holds more than ${INFLATED_MIB_MAX} MiB unpacked.`,
  });
}
