import { basename } from 'node:path';
import { UserError } from '../user-error.ts';
import { badRows, isReason, type BadRows } from './bad-rows.ts';
import { inOrder } from './in-order.ts';
import { openSheet, type Sheet, type SheetRow } from './sheet.ts';
import type { System } from './system.ts';
import { bad, type Column, type Entry, type Kind, type Outcome } from './table.ts';

export interface ImportOptions {
  readonly kind: Kind;
  readonly file: string;
  /** Where bad rows go. */
  readonly badFile: string;
  readonly dryRun: boolean;
  /** Rows in work at once. */
  readonly concurrency: number;
  readonly system: System;
  /** Told after each row. */
  readonly onRow: (done: number, total: number) => void;
}

export interface Summary {
  readonly rows: number;
  readonly kept: number;
  readonly unchanged: number;
  readonly bad: number;
  /** Undefined when no row was bad. */
  readonly badFile: string | undefined;
  readonly seconds: number;
}

/** A row on its way: one that can be recorded, or one that is settled as it was read. */
type Item = { readonly row: SheetRow } & (
  { readonly entry: Entry } | { readonly outcome: Outcome }
);

/**
 * Good rows are recorded, bad ones told in a file of their own. May be stopped anywhere and run again: a row has the
 * same identity each time.
 * @throws UserError when the file cannot be read as this kind, or nobody answers
 */
export async function importFile(options: ImportOptions): Promise<Summary> {
  const { kind, file, badFile, dryRun, concurrency, system, onRow } = options;
  const beganAt = performance.now();
  const sheet = await openSheet(file, [kind.title.zh, kind.title.en]);
  const read = readerOf(kind, sheet.heading);
  const rejected = badRows(badFile, sheet);
  const counts = { kept: 0, unchanged: 0, bad: 0 };
  const how = { file: basename(file), dryRun };
  await inOrder(itemsOf(sheet, read), {
    concurrency,
    subjectOf: (item) => ('entry' in item ? item.entry.subject : undefined),
    work: async (item) => ({
      row: item.row,
      outcome: 'entry' in item ? await item.entry.record(system, how) : item.outcome,
    }),
    settle: async ({ row, outcome }) => {
      counts[outcome.is] += 1;
      await reject(rejected, row, outcome);
      onRow(counts.kept + counts.unchanged + counts.bad, sheet.count);
    },
  });
  const written = await rejected.close();
  await system.settled();
  const seconds = (performance.now() - beganAt) / 1_000;
  return { rows: sheet.count, ...counts, badFile: written, seconds };
}

async function reject(rejected: BadRows, row: SheetRow, outcome: Outcome): Promise<void> {
  if (outcome.is === 'bad') await rejected.add(row, outcome.faults);
}

async function* itemsOf(sheet: Sheet, read: Reader): AsyncIterable<Item> {
  const seen = new Map<string, { readonly digest: string; readonly row: number }>();
  for await (const row of sheet.rows()) {
    const result = read(row.cells);
    if (!result.ok) {
      yield { row, outcome: bad(...result.faults) };
      continue;
    }
    const { entry } = result;
    const first = seen.get(entry.key);
    if (first === undefined) {
      seen.set(entry.key, { digest: entry.digest, row: row.number });
      yield { row, entry };
    } else if (first.digest === entry.digest) {
      yield { row, outcome: { is: 'unchanged' } };
    } else {
      yield { row, outcome: bad({ reason: repeats(first.row) }) };
    }
  }
}

const repeats = (row: number) => ({
  zh: `与第 ${row} 行是同一对象而内容不同，请只保留一行`,
  en: `row ${row} is about the same and says otherwise; keep one of them`,
});

type Reader = (cells: readonly string[]) => ReturnType<Kind['read']>;

/** Columns are found by either heading, in any order. @throws UserError for one unknown, missing or there twice */
function readerOf({ columns, title, read }: Kind, heading: readonly string[]): Reader {
  const names = (column: Column<unknown>): readonly string[] => [column.zh, column.en];
  const known = new Set([...columns.flatMap(names)]);
  const unknown = heading.filter((name) => name !== '' && !known.has(name) && !isReason(name));
  const places = new Map(
    columns.map((column) => [
      column,
      heading.flatMap((name, index) => (names(column).includes(name) ? [index] : [])),
    ]),
  );
  const absent = columns.filter((column) => column.required && places.get(column)?.length === 0);
  const doubled = columns.filter((column) => (places.get(column)?.length ?? 0) > 1);
  if (unknown.length > 0 || absent.length > 0 || doubled.length > 0) {
    throw misfit(title, unknown, absent, doubled);
  }
  return (cells) => {
    const beyond = cells.some((cell, index) => cell.trim() !== '' && !heading[index]);
    if (beyond) return { ok: false, faults: [{ reason: tooManyCells }] };
    return read((column) => plain(cells[places.get(column)?.[0] ?? -1] ?? ''));
  };
}

/** The `'` before what would be a formula is a spreadsheet's, or our own. */
function plain(cell: string): string {
  return cell.trim().replace(/^'(?=[=+\-@])/, '');
}

const tooManyCells = {
  zh: '有内容超出表头各列，可能是分隔符错位',
  en: 'there is something beyond the columns of the heading; a separator may be misplaced',
};

function misfit(
  title: Kind['title'],
  unknown: readonly string[],
  absent: readonly Column<unknown>[],
  doubled: readonly Column<unknown>[],
): UserError {
  const told = (part: 'zh' | 'en', label: string, of: readonly Column<unknown>[]): string[] =>
    of.length === 0 ? [] : [label + of.map((column) => column[part]).join('、')];
  const zh = [
    ...(unknown.length === 0 ? [] : [`不认识的列：${unknown.join('、')}`]),
    ...told('zh', '缺少必填的列：', absent),
    ...told('zh', '重复的列：', doubled),
  ];
  const en = [
    ...(unknown.length === 0 ? [] : [`unknown columns ${unknown.join(', ')}`]),
    ...told('en', 'missing columns ', absent),
    ...told('en', 'columns there twice ', doubled),
  ];
  return new UserError({
    zh: `文件不符合“${title.zh}”的表头，未导入任何行。${zh.join('；')}。`,
    en: `The heading is not that of ${title.en}; no row was imported: ${en.join('; ')}.`,
  });
}
