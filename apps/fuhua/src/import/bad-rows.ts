import { once } from 'node:events';
import { createWriteStream, existsSync, renameSync } from 'node:fs';
import { extname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import writeXlsxFile from 'write-excel-file/node';
import type { Sheet, SheetRow } from './sheet.ts';
import type { Fault } from './table.ts';

/** What a file of bad rows has beside the columns of the file: row, column, reason. A file may be read again with them. */
export const REASON_HEADINGS = ['行号', '列', '原因'] as const;

/** The rows that were not kept, in a file of the same format, to be mended and imported again. */
export interface BadRows {
  add(row: SheetRow, faults: readonly Fault[]): Promise<void>;
  /** Writes the file whole; undefined when no row was bad. */
  close(): Promise<string | undefined>;
}

/** `list.csv` gives `list.bad.csv`, or the next `list.bad-2.csv` that is free: what somebody is mending is not written over. */
export function badFileOf(file: string): string {
  const ending = extname(file);
  const stem = file.slice(0, file.length - ending.length);
  for (let n = 1; ; n += 1) {
    const path = `${stem}.bad${n === 1 ? '' : `-${n}`}${ending}`;
    if (!existsSync(path)) return path;
  }
}

export function badRows(
  path: string,
  { format, heading }: Pick<Sheet, 'format' | 'heading'>,
): BadRows {
  const original = heading.flatMap((name, index) => (isReason(name) ? [] : [index]));
  const head = [...original.map((index) => heading[index] ?? ''), ...REASON_HEADINGS];
  const lineOf = ({ number, cells }: SheetRow, faults: readonly Fault[]): readonly string[] => [
    ...original.map((index) => cells[index] ?? ''),
    ...[String(number), columnsIn(faults), reasonsIn(faults)],
  ];
  const draft = `${path}.${String(process.pid)}`;
  const open = format === 'csv' ? csvSink : xlsxSink;
  let sink: Sink | undefined;
  return {
    async add(row, faults) {
      sink ??= open(draft, head);
      await sink.write(lineOf(row, faults));
    },
    async close() {
      if (sink === undefined) return undefined;
      await sink.end();
      renameSync(draft, path);
      return path;
    },
  };
}

export function isReason(heading: string): boolean {
  return (REASON_HEADINGS as readonly string[]).includes(heading);
}

function columnsIn(faults: readonly Fault[]): string {
  const named = faults.flatMap(({ column }) => (column === undefined ? [] : [column.zh]));
  return [...new Set(named)].join('、');
}

function reasonsIn(faults: readonly Fault[]): string {
  const zh = faults.map(({ column, reason }) => (column ? `${column.zh}：` : '') + reason.zh);
  const en = faults.map(({ column, reason }) => (column ? `${column.en} ` : '') + reason.en);
  return `${zh.join('；')} / ${en.join('; ')}`;
}

interface Sink {
  write(cells: readonly string[]): Promise<void>;
  end(): Promise<void>;
}

/** Excel knows the encoding by its mark; a cell that would be a formula there begins with `'`. */
function csvSink(path: string, head: readonly string[]): Sink {
  const lines = stringify({ bom: true, escape_formulas: true, record_delimiter: 'windows' });
  const written = pipeline(lines, createWriteStream(path));
  // Told by `end`, or by the write that waits.
  written.catch(() => undefined);
  lines.write(head);
  return {
    async write(cells) {
      if (!lines.write(cells)) await Promise.race([once(lines, 'drain'), written]);
    },
    end() {
      lines.end();
      return written;
    },
  };
}

/** Every cell is written as a text: none is a formula, and codes keep their zeros. */
function xlsxSink(path: string, head: readonly string[]): Sink {
  const rows: (readonly string[])[] = [head];
  return {
    write(cells) {
      rows.push(cells);
      return Promise.resolve();
    },
    end() {
      const data = rows.map((row) => row.map((value) => ({ value, type: String })));
      return writeXlsxFile(data).toFile(path);
    },
  };
}
