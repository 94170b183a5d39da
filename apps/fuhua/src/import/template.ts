import { createWriteStream } from 'node:fs';
import { extname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import writeXlsxFile, { type Sheet } from 'write-excel-file/node';
import { UserError } from '../user-error.ts';
import type { Column, Kind } from './table.ts';

/**
 * A file to be filled in: the headings, and beside them what each column takes and invented examples, marked 测试. In a
 * .csv these stand in rows that begin with `#`, which no import reads; in an .xlsx on a sheet of their own.
 * @throws UserError for another ending
 */
export async function writeTemplate(kind: Kind, file: string): Promise<void> {
  switch (extname(file).toLowerCase()) {
    case '.csv': {
      const lines = stringify({ bom: true, record_delimiter: 'windows' });
      return pipeline(Readable.from(csvRows(kind)), lines, createWriteStream(file));
    }
    case '.xlsx':
      return writeXlsxFile([fillIn(kind), explanation(kind)]).toFile(file);
    default:
      throw new UserError({
        zh: `模板须为 .csv 或 .xlsx：${file}。`,
        en: `A template is a .csv or an .xlsx: ${file}.`,
      });
  }
}

function csvRows({ columns, examples }: Kind): readonly (readonly string[])[] {
  const comment = ([first = '', ...others]: readonly string[]): readonly string[] => [
    `# ${first}`,
    ...others,
  ];
  return [
    columns.map(({ zh }) => zh),
    comment(columns.map((column) => `${needed(column).zh}：${column.hint.zh}`)),
    comment(columns.map((column) => `${column.en}, ${needed(column).en}: ${column.hint.en}`)),
    ...examples.map((example) => comment(columns.map((column) => cellOf(example, column)))),
  ];
}

const needed = ({ required }: Column<unknown>) =>
  required ? { zh: '必填', en: 'required' } : { zh: '选填', en: 'optional' };

function cellOf(example: Kind['examples'][number], { en }: Column<unknown>): string {
  return example[en] ?? '';
}

function fillIn({ title, columns }: Kind): Sheet<never> {
  return {
    sheet: title.zh,
    stickyRowsCount: 1,
    columns: columns.map(() => ({ width: 20 })),
    data: [columns.map(({ zh }) => heading(zh))],
  };
}

const heading = (value: string) => ({ value, type: String, fontWeight: 'bold' as const });
const cell = (value: string) => ({ value, type: String, wrap: true });

function explanation({ columns, examples }: Kind): Sheet<never> {
  const names = ['列', 'column', '必填', 'required', '说明', 'what it takes'];
  const numbered = examples.map((_, index) => `示例（测试）${index + 1}`);
  return {
    sheet: '说明',
    columns: [...names, ...numbered].map(() => ({ width: 24 })),
    data: [
      [...names, ...numbered].map(heading),
      ...columns.map((column) =>
        [
          ...[column.zh, column.en, needed(column).zh, needed(column).en],
          ...[column.hint.zh, column.hint.en],
          ...examples.map((example) => cellOf(example, column)),
        ].map(cell),
      ),
    ],
  };
}
