import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import writeXlsxFile from 'write-excel-file/node';
import { openSheet } from './sheet.ts';
import { inflatesTo } from './zip-size.ts';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sheets-'));
});
afterAll(() => {
  rmSync(directory, { recursive: true });
});

const path = (name: string): string => join(directory, name);

/** 代码,名称 and 一,𠮷江, with a character of four bytes. */
const GB18030 = Buffer.from('b4fac2eb2cc3fbb3c60ad2bb2c9534b235bdad', 'hex');

async function read(name: string, content?: string | Buffer, names: readonly string[] = []) {
  if (content !== undefined) writeFileSync(path(name), content);
  const sheet = await openSheet(path(name), names);
  const rows: (readonly string[])[] = [];
  for await (const { number, cells } of sheet.rows()) rows.push([String(number), ...cells]);
  expect(sheet.count).toBe(rows.length);
  return { heading: sheet.heading, rows };
}

test.each([
  ['UTF-8', '代码,名称\n一,𠮷江\n'],
  ['UTF-8 with a mark', '\uFEFF代码,名称\r\n一,𠮷江'],
  ['GB18030', GB18030],
  ['UTF-8 between tabs', '代码\t名称\n一\t𠮷江\n'],
])('a .csv in %s is read', async (_, content) => {
  expect(await read('one.csv', content)).toEqual({
    heading: ['代码', '名称'],
    rows: [['2', '一', '𠮷江']],
  });
});

test('quoted separators and line ends stay in their cell, and rows are numbered as a spreadsheet does', async () => {
  const content = '# 说明\n代码,地址\n\n一,"东路1号,\n二楼"\n# 示例,x\n,\n二,"他说""好"""\n';
  expect(await read('quoted.csv', content)).toEqual({
    heading: ['代码', '地址'],
    rows: [
      ['4', '一', '东路1号,\n二楼'],
      ['7', '二', '他说"好"'],
    ],
  });
});

test('an .xlsx gives texts: days, codes typed as numbers, and numbers too long to be true', async () => {
  await writeXlsxFile([
    { sheet: '说明', data: [['别的']] },
    {
      sheet: '社会组织',
      data: [
        ['代码', '日期', '信用代码', '是否'],
        [320506, { value: new Date(Date.UTC(2024, 2, 4)), type: Date, format: 'yyyy-mm-dd' }],
        [null, 45355, 531000005000216, true],
        ['0512', '2024年3月4日', 53100000500021680, '=1+1'],
      ],
    },
  ]).toFile(path('one.xlsx'));
  expect(await read('one.xlsx', undefined, ['社会组织', 'organizations'])).toEqual({
    heading: ['代码', '日期', '信用代码', '是否'],
    rows: [
      ['2', '320506', '2024-03-04', '', ''],
      ['3', '', '45355', '531000005000216', 'TRUE'],
      ['4', '0512', '2024年3月4日', '5.310000050002168e+16', '=1+1'],
    ],
  });
  expect(await read('one.xlsx', undefined, ['没有'])).toEqual({ heading: ['别的'], rows: [] });
});

test.each([
  ['no.csv', undefined, 'There is no file'],
  ['none.csv', '\n\n', 'has no heading'],
  ['open.csv', '代码\n"一\n', 'quotes do not close'],
  ['binary.csv', Buffer.from([0xff, 0xff, 0x80]), 'neither UTF-8 nor GB18030'],
  ['old.xls', 'x', 'Only .csv and .xlsx'],
  ['fake.xlsx', 'PK but nothing else', 'is no .xlsx'],
])('%s is refused as a whole, in one sentence', async (name, content, says) => {
  if (content !== undefined) writeFileSync(path(name), content);
  await expect(openSheet(path(name), [])).rejects.toThrow(says);
});

test('a file of more than 50 MiB, or of more than 200,000 rows, is refused before anything is written', async () => {
  writeFileSync(path('large.csv'), '');
  truncateSync(path('large.csv'), 50 * 1_048_576 + 1);
  await expect(openSheet(path('large.csv'), [])).rejects.toThrow('more than 50 MiB');
  writeFileSync(path('long.csv'), `代码\n${'1\n'.repeat(200_001)}`);
  await expect(openSheet(path('long.csv'), [])).rejects.toThrow('more than 200000 rows');
});

/** One entry of zeros that says it has so many bytes. */
function archive(bytes: number, says: number): Buffer {
  const packed = deflateRawSync(Buffer.alloc(bytes));
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt32LE(says, 24);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(local.length + packed.length, 16);
  return Buffer.concat([local, packed, entry, end]);
}

test('an archive is measured by what it says and by what it is', () => {
  expect(inflatesTo(archive(1_000_000, 1_000_000), 1_000_000)).toBe(true);
  expect(inflatesTo(archive(1_000_001, 1_000_001), 1_000_000)).toBe(false);
  expect(inflatesTo(archive(1_000_001, 10), 1_000_000)).toBe(false);
  expect(inflatesTo(Buffer.from('no archive'), 1_000_000)).toBe(false);
});
