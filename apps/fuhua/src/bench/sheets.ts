import { makeUscc, type Uscc } from '@fuhua/rules';
import { factColumns } from '../import/fact-columns.ts';

/** Spreadsheets for specs and the bench. All that is in them is invented. */

const CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** The code of the nth invented organization of 吴中区. */
export function usccOf(n: number): Uscc {
  const digits = [0, 1, 2, 3, 4, 5].map((place) =>
    CHARACTERS.charAt(Math.floor(n / CHARACTERS.length ** (5 - place)) % CHARACTERS.length),
  );
  return makeUscc('52320506', `MJ${digits.join('')}`);
}

export const bureaus = [
  ['类别', '区划代码', '名称', '办公电话', '设立日期'],
  ['民政部门', '320000', '江苏省民政厅(测试)', '025-83590000', '2000-01-01'],
  ['民政部门', '320500', '苏州市民政局(测试)', '0512-65221234', '2000/1/1'],
  ['民政部门', '320506', '苏州市吴中区民政局(测试)', '0512-65225678', '2001年2月28日'],
];

export function organizationRows(count: number, from = 0): readonly (readonly string[])[] {
  const rows = Array.from({ length: count }, (_, n) => [
    ...[
      usccOf(from + n),
      `晴天服务中心${from + n}(测试)`,
      '民办非企业单位',
      '320506',
      '1999-05-06',
    ],
    ...['320506', `测试路${n + 1}号`],
  ]);
  return [
    [
      '统一社会信用代码',
      '名称',
      '类型',
      '登记管理机关区划',
      '成立登记日期',
      '住所区划',
      '住所地址',
    ],
    ...rows,
  ];
}

type Cells = Partial<Record<keyof typeof factColumns, string>>;

const FIRST_YEAR = 2001;
const YEARS = 24;
/** Facts of one organization: a filing and a conclusion a year. */
export const FACTS_EACH = 2 * YEARS;

/** The nth of many facts, organization by organization. */
export function factOf(n: number): Cells {
  const of = n % FACTS_EACH;
  const year = FIRST_YEAR + Math.floor(of / 2);
  const common = { uscc: usccOf(Math.floor(n / FACTS_EACH)), fiscalYear: String(year) };
  return of % 2 === 0
    ? { ...common, fact: '年检年报报送', from: `${year + 1}-05-20`, filing: '年检' }
    : { ...common, fact: '年检结论', from: `${year + 1}/9/3`, conclusion: '合格' };
}

/** Ten ways to spoil a good one. */
export const ways: readonly ((good: Cells, n: number) => Cells)[] = [
  (good) => ({ ...good, uscc: `${(good.uscc ?? '').slice(0, 17)}#` }),
  (good) => ({ ...good, uscc: '5.23205060000001E+17' }),
  (good, n) => ({ ...good, uscc: usccOf(900_000 + n) }),
  (good) => ({ ...good, fact: '年审' }),
  (good) => ({ ...good, from: '2024-02-30' }),
  ({ filing: _filing, conclusion: _conclusion, ...good }) => good,
  (good) => ({ ...good, grade: '3A' }),
  (good) => ({ ...good, from: '2099-05-20' }),
  (good) => ({ ...good, from: '2000-05-20' }),
  (good) => ({ ...good, fiscalYear: '二〇二三' }),
];

/** A sheet of facts with the headings of the columns that are used. */
export function factSheet(rows: readonly Cells[]): readonly (readonly string[])[] {
  const fields = (Object.keys(factColumns) as (keyof Cells)[]).filter((field) =>
    rows.some((row) => row[field] !== undefined),
  );
  return [
    fields.map((field) => factColumns[field].zh),
    ...rows.map((row) => fields.map((field) => row[field] ?? '')),
  ];
}

/** Every 25th is spoiled, in each way in turn; its good twin is not in the sheet. */
export function spoiltFacts(count: number): readonly Cells[] {
  return Array.from({ length: count }, (_, n) => {
    const good = factOf(n);
    const way = n % 25 === 24 ? ways[Math.floor(n / 25) % ways.length] : undefined;
    return way === undefined ? good : way(good, n);
  });
}

export function csvOf(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.join(',')).join('\r\n');
}
