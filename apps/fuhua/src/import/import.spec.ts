import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readSheet } from 'read-excel-file/node';
import writeXlsxFile from 'write-excel-file/node';
import { badFileOf } from './bad-rows.ts';
import { oneOf, text } from './cell.ts';
import { importFile, type ImportOptions } from './import.ts';
import { kinds } from './kinds.ts';
import type { System } from './system.ts';
import { bad, kindOf, optional, required, type Table } from './table.ts';
import { writeTemplate } from './template.ts';

const told = (zh: string, en: string) => ({ zh, en, hint: { zh: '说明', en: 'hint' } });
const columns = {
  code: required(told('代码', 'code'), text(9)),
  colour: required(told('颜色', 'colour'), oneOf({ 红: 'red', 绿: 'green' })),
  note: optional(told('备注', 'note'), text(20)),
};

let directory: string;
let keys: string[];
let recorded: string[];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'import-'));
  keys = [];
  recorded = [];
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

/** Keeps what it is given; refuses the code `forbidden`. */
const things: Table<typeof columns> = {
  kind: 'things',
  title: { zh: '东西', en: 'things' },
  columns,
  keyOf: ({ code }) => [code],
  subjectOf: ({ code }) => code,
  async record({ code, colour }, _, { dryRun, keyFor }) {
    if (code === 'forbidden') return bad({ reason: { zh: '不许', en: 'not allowed' } });
    if (!dryRun) keys.push(keyFor('record'));
    if (!dryRun) recorded.push(`${code} ${colour}`);
    return { is: 'kept' };
  },
  examples: [],
};

const path = (name: string): string => join(directory, name);

function importing(name: string, options: Partial<ImportOptions> = {}) {
  return importFile({
    kind: kindOf(things),
    file: path(name),
    badFile: badFileOf(path(name)),
    dryRun: false,
    concurrency: 4,
    system: { settled: () => Promise.resolve() } as System,
    onRow: () => undefined,
    ...options,
  });
}

test('good rows are kept and bad ones come back with row, column and reasons in both languages', async () => {
  writeFileSync(
    path('a.csv'),
    '颜色,代码,备注\n红,a,\n蓝,b,\n,一二三四五六七八九十,=1+1\n绿,forbidden,\n绿,a,\n红,a,\n红,c,,多\n',
  );
  const summary = await importing('a.csv');
  expect(summary).toMatchObject({ rows: 7, kept: 1, unchanged: 1, bad: 5 });
  expect(recorded).toEqual(['a red']);
  expect(readFileSync(path('a.bad.csv'), 'utf8').split('\r\n')).toEqual([
    '\uFEFF颜色,代码,备注,行号,列,原因',
    '蓝,b,,3,颜色,"颜色：应为以下之一：红、绿 / colour must be one of red, green"',
    ",一二三四五六七八九十,'=1+1,4,代码、颜色,代码：最多 9 个字符；颜色：必须填写 / code must have at most 9 characters; colour is required",
    '绿,forbidden,,5,,不许 / not allowed',
    '绿,a,,6,,与第 2 行是同一对象而内容不同，请只保留一行 / row 2 is about the same and says otherwise; keep one of them',
    '红,c,,8,,有内容超出表头各列，可能是分隔符错位 / there is something beyond the columns of the heading; a separator may be misplaced',
    '',
  ]);
});

test('the file of bad rows is imported like any other once it is mended, and is not written over', async () => {
  writeFileSync(path('a.csv'), 'code,colour\na,蓝\n');
  await importing('a.csv');
  writeFileSync(
    path('a.bad.csv'),
    readFileSync(path('a.bad.csv'), 'utf8').replace('a,蓝', "'-a,红"),
  );
  expect(await importing('a.bad.csv')).toMatchObject({ kept: 1, bad: 0, badFile: undefined });
  expect(recorded).toEqual(['-a red']);
  expect(await importing('a.csv')).toMatchObject({ badFile: path('a.bad-2.csv') });
});

test('an .xlsx gives an .xlsx, where nothing is a formula', async () => {
  await writeXlsxFile([
    ['代码', '颜色', '备注'],
    ['a', '蓝', { value: '=1+1', type: String }],
    ['b', '红', null],
  ]).toFile(path('a.xlsx'));
  expect(await importing('a.xlsx')).toMatchObject({ kept: 1, bad: 1 });
  expect(await readSheet(path('a.bad.xlsx'))).toEqual([
    ['代码', '颜色', '备注', '行号', '列', '原因'],
    ['a', '蓝', '=1+1', '2', '颜色', expect.stringContaining('must be one of red, green')],
  ]);
});

test('a row has the same key however its file is written, and another once it says otherwise', async () => {
  writeFileSync(path('a.csv'), '代码,颜色\na,红\nb,绿\n');
  writeFileSync(path('b.csv'), 'colour\tcode\tnote\ngreen\tb\t\nred\t a\t\nred\tc\t\n');
  writeFileSync(path('c.csv'), '代码,颜色\na,绿\n');
  for (const name of ['a.csv', 'b.csv', 'c.csv']) await importing(name);
  const [a, b, ...others] = keys;
  expect(others.slice(0, 2)).toEqual([b, a]);
  expect(new Set(keys).size).toBe(4);
});

test.each([
  ['代码,颜色,味道\n', '不认识的列：味道', 'unknown columns 味道'],
  ['代码\n', '缺少必填的列：颜色', 'missing columns colour'],
  ['代码,颜色,code\n', '重复的列：代码', 'columns there twice code'],
])('with the heading %j no row is imported', async (heading, zh, en) => {
  writeFileSync(path('a.csv'), `${heading}a,红\n`);
  const refused = await importing('a.csv').catch((error: unknown) => error);
  expect(refused).toMatchObject({ text: { zh: expect.stringContaining(zh) as unknown } });
  expect(refused).toMatchObject({ text: { en: expect.stringContaining(en) as unknown } });
  expect(recorded).toEqual([]);
});

test('a dry run writes nothing and says what would happen', async () => {
  writeFileSync(path('a.csv'), '代码,颜色\na,红\nforbidden,红\n');
  expect(await importing('a.csv', { dryRun: true })).toMatchObject({ kept: 1, bad: 1 });
  expect(recorded).toEqual([]);
});

test('a failure leaves no half file behind', async () => {
  writeFileSync(path('a.csv'), '代码,颜色\na,蓝\nb,红\n');
  const failing = { ...things, record: () => Promise.reject(new Error('no answer')) };
  await expect(importing('a.csv', { kind: kindOf(failing) })).rejects.toThrow('no answer');
  expect(existsSync(path('a.bad.csv'))).toBe(false);
});

test.each(kinds.map((kind) => [kind.kind, kind] as const))(
  'the template of %s has its headings, imports nothing as it is, and its examples can be read',
  async (_, kind) => {
    for (const name of ['t.csv', 't.xlsx']) {
      await writeTemplate(kind, path(name));
      expect(await importing(name, { kind })).toMatchObject({ rows: 0, bad: 0 });
    }
    expect(readFileSync(path('t.csv'), 'utf8')).toMatch(/^\uFEFF.*\r\n# 必填/);
    expect(kind.examples.length).toBeGreaterThan(0);
    for (const example of kind.examples) {
      expect(Object.values(example).join()).toContain('测试');
      const read = kind.read(({ en }) => example[en] ?? '');
      expect(read.ok ? [] : read.faults).toEqual([]);
    }
  },
);
