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

const CITIES = 13;

/** The nth of many sponsors, city by city in turn. */
function sponsorOf(n: number): readonly string[] {
  const division = `32${String((n % CITIES) + 1).padStart(2, '0')}`;
  const name = `第${n}局(测试)`;
  return ['业务主管单位', division, name, `d${n}`, `部门${n}`, '025-83590000', '2001-02-28'];
}

/** Ten ways to spoil a good one: the place of the cell and what stands there, or the row as a whole. */
const ways: readonly ((good: readonly string[], n: number) => readonly string[])[] = [
  (good) => good.with(0, '业务主管'),
  (good) => good.with(1, '32050'),
  (good) => good.with(1, '329999'),
  (good) => good.with(1, '320576'),
  (good) => good.with(2, ''),
  (good) => good.with(3, ''),
  (good) => good.with(3, '教育'),
  (good) => good.with(5, '无'),
  (good) => good.with(6, '2024-02-30'),
  (_, n) => sponsorOf(n - 1).with(2, '另一局(测试)'),
];

/** Sponsors, of which every 25th is spoiled, in each way in turn. */
export function spoiltSponsors(count: number): readonly (readonly string[])[] {
  const rows = Array.from({ length: count }, (_, n) => {
    const good = sponsorOf(n);
    const way = isSpoilt(n) ? ways[Math.floor(n / 25) % ways.length] : undefined;
    return way === undefined ? good : way(good, n);
  });
  return [['类别', '区划代码', '名称', '部门代码', '部门名称', '办公电话', '设立日期'], ...rows];
}

export const isSpoilt = (n: number): boolean => n % 25 === 24;

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

export function csvOf(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.join(',')).join('\r\n');
}
