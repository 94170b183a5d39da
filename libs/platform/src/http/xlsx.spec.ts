import { buffer } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';
import readXlsxFile from 'read-excel-file/node';
import { workbook, type Cell, type Sheet } from './xlsx.ts';

const sheet = (rows: Iterable<readonly Cell[]>, name = '数据'): Sheet => ({
  ...{ name, widths: [20, 10], headings: 1, rows },
});

async function readBack(...sheets: readonly Sheet[]): Promise<Readonly<Record<string, unknown>>> {
  const read = await readXlsxFile(await buffer(workbook(sheets)));
  return Object.fromEntries(read.map(({ sheet: name, data }) => [name, data]));
}

test('every sheet is read back as it was written', async () => {
  const rows = [
    ['名称', 'n'],
    ['华士镇 <A&B> "中心"', 1.5],
    [null, true],
    ['two\nlines', -3],
  ];
  const notes = [['说明', 'x']];
  expect(await readBack(sheet(rows), sheet(notes, '说明'))).toEqual({ 数据: rows, 说明: notes });
});

test.each(['=1+1', '+1', '-2', '@SUM(A1)', '=HYPERLINK("http://x")'])(
  '%s stays a text',
  async (text) => {
    const bytes = await buffer(workbook([sheet([['a'], [text]])]));
    const [{ data } = { data: [] }] = await readXlsxFile(bytes);
    expect(data[1]).toEqual([text]);
  },
);

test('what XML cannot hold is replaced', async () => {
  const rows = [['a\u0000b\u0007c\uD800d']];
  expect(await readBack(sheet(rows))).toEqual({ 数据: [['a\uFFFDb\uFFFDc\uFFFDd']] });
});

test('columns beyond Z have two letters', async () => {
  const rows = [Array.from({ length: 60 }, (_, index) => index)];
  expect(await readBack(sheet(rows))).toEqual({ 数据: rows });
});

test('rows are asked for as the bytes are read, not before', async () => {
  let asked = 0;
  function* rows(): Generator<readonly Cell[]> {
    for (; asked < 50_000; asked += 1) yield [`第${asked}行`, asked];
  }
  const stream = workbook([sheet(rows())]);
  for await (const chunk of stream) {
    if ((chunk as Buffer).length > 0 && asked > 0) break;
  }
  expect(asked).toBeGreaterThan(0);
  expect(asked).toBeLessThan(50_000);
});
