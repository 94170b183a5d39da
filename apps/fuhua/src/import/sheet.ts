import { statSync } from 'node:fs';
import { extname } from 'node:path';
import { UserError, type Text } from '../user-error.ts';
import { openCsv } from './csv.ts';
import { openXlsx } from './xlsx.ts';

/** A spreadsheet as rows of texts, whatever kind of file it is. */

export const FILE_MIB_MAX = 50;
export const ROWS_MAX = 200_000;

export interface SheetRow {
  /** As a spreadsheet counts: the heading of most files is row 1. */
  readonly number: number;
  readonly cells: readonly string[];
}

/** Rows of one file, read anew by each call. */
export interface RawSheet {
  readonly format: 'csv' | 'xlsx';
  rows(): AsyncIterable<readonly string[]>;
}

export interface Sheet {
  readonly format: RawSheet['format'];
  readonly heading: readonly string[];
  /** How many rows there are to read. */
  readonly count: number;
  /** Neither heading nor empty rows, nor those that begin with `#`. */
  rows(): AsyncIterable<SheetRow>;
}

/**
 * Reads the whole file once, so that one that is broken anywhere is refused before anything is written.
 * @param names of the sheet to read, where there are several; else the first
 * @throws UserError
 */
export async function openSheet(path: string, names: readonly string[]): Promise<Sheet> {
  const raw = await open(path, names);
  let heading: SheetRow | undefined;
  let count = 0;
  for await (const row of said(raw)) {
    if (heading === undefined) heading = row;
    else count += 1;
    if (count > ROWS_MAX) throw tooManyRows(path);
  }
  if (heading === undefined) throw new UserError(noHeading(path));
  const { cells, number } = heading;
  return {
    format: raw.format,
    heading: cells.map((cell) => cell.trim()),
    count,
    async *rows() {
      for await (const row of said(raw)) if (row.number > number) yield row;
    },
  };
}

function open(path: string, names: readonly string[]): Promise<RawSheet> {
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  if (size === undefined) {
    throw new UserError({ zh: `没有文件 ${path}。`, en: `There is no file ${path}.` });
  }
  if (size > FILE_MIB_MAX * 1_048_576) {
    throw new UserError({
      zh: `文件 ${path} 超过 ${FILE_MIB_MAX} MiB，请拆分后导入。`,
      en: `The file ${path} has more than ${FILE_MIB_MAX} MiB; split it.`,
    });
  }
  switch (extname(path).toLowerCase()) {
    case '.csv':
    case '.tsv':
    case '.txt':
      return openCsv(path);
    case '.xlsx':
      return openXlsx(path, names);
    default:
      throw new UserError({
        zh: `只能读取 .csv 和 .xlsx 文件：${path}（.xls 请另存为 .xlsx）。`,
        en: `Only .csv and .xlsx files can be read: ${path} (save an .xls as .xlsx).`,
      });
  }
}

async function* said(raw: RawSheet): AsyncIterable<SheetRow> {
  let number = 0;
  for await (const cells of raw.rows()) {
    number += 1;
    const isEmpty = cells.every((cell) => cell.trim() === '');
    const isComment = cells[0]?.trimStart().startsWith('#') === true;
    if (!isEmpty && !isComment) yield { number, cells };
  }
}

const noHeading = (path: string): Text => ({
  zh: `文件 ${path} 没有表头，请用 fuhua import template 生成模板。`,
  en: `The file ${path} has no heading; make a template with fuhua import template.`,
});

function tooManyRows(path: string): UserError {
  return new UserError({
    zh: `文件 ${path} 超过 ${ROWS_MAX} 行，请拆分后导入。`,
    en: `The file ${path} has more than ${ROWS_MAX} rows; split it.`,
  });
}
