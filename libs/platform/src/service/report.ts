import 'reflect-metadata';
import { dayOf, type Day, type DivisionCode } from '@fuhua/kernel';
import { StreamableFile } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import type { EntityManager } from 'typeorm';
import { field, page, whole, type Fields } from '../http/answer-schema.ts';
import { pageOf, PageQuery, parseCursor, type CursorPart, type Page } from '../http/paging.ts';
import { problem } from '../http/problem.ts';
import { ReadRoute } from '../http/route.ts';
import type { Bilingual } from '../http/text.ts';
import { IsDay, IsDivisionCode } from '../http/validators.ts';
import { workbook, XLSX, type Cell, type Sheet } from '../http/xlsx.ts';
import { formatPosition, type View } from '../views/index.ts';
import type { ServicePorts } from './ports.ts';
import { readPage, type ReadPorts } from './read.ts';

/** A list that is also wanted whole, as a spreadsheet. */
export interface Report<Item> {
  /** `bases-on-record`: begins the name of the file. */
  readonly name: string;
  readonly title: Bilingual;
  readonly views: readonly View[];
  readonly columns: readonly Column<Item>[];
}

export interface Column<Item> {
  readonly title: Bilingual;
  /** In characters. */
  readonly width: number;
  readonly cell: (item: Item) => Cell;
}

/** One row, with its whole sort key. */
export interface Line<Item> {
  readonly key: SortKey;
  readonly item: Item;
}
export type SortKey = readonly [string, string];

/** What is asked of a report's rows. */
export interface Wanted {
  readonly manager: EntityManager;
  /** The day that they tell of. */
  readonly on: Day;
  /** The sort key after which they begin. */
  readonly after: SortKey | undefined;
  /** How many rows make sense to be read at once. */
  readonly batch: number;
}
export type Rows<Item> = (wanted: Wanted) => AsyncIterable<Line<Item>>;

/** The query of a report: extend it by filters of named fields. */
export class ReportQuery extends PageQuery {
  /** In that division or one below; a functional zone is in the county that its bases count for. */
  @ApiPropertyOptional({
    description: '所在区划，含其下级；功能区归其计入的县 / in that division, as it is placed today',
  })
  @IsOptional()
  @IsDivisionCode()
  division?: DivisionCode;

  @ApiPropertyOptional({
    description:
      '所问之日，缺省为今天；按今天的区划筛选和排序 / as of that day, by what is known today; filtered and ordered by today’s places',
  })
  @IsOptional()
  @IsDay()
  asOf?: Day;

  @ApiPropertyOptional({
    description:
      'xlsx：导出全部各行，不分页，最多 100,000 行 / xlsx: the whole result as a spreadsheet, 100,000 rows at most',
  })
  @IsOptional()
  @IsIn(['json', 'xlsx'])
  format: 'json' | 'xlsx' = 'json';
}

const BATCH_ROWS_MAX = 200;
const EXPORT_ROWS_MAX = 100_000;
const EXPORT_PROBLEM = 'platform.export-too-large';

/** A report's documentation: what an item of it holds. */
export function ReportRoute<Item>(summary: Bilingual, item: Fields<Item>): MethodDecorator {
  const { properties, ...rest } = page(whole(item));
  const answer = { ...rest, properties: { ...properties, on: field.day } };
  return ReadRoute({ summary, problems: [EXPORT_PROBLEM], answer, files: [XLSX] });
}

/**
 * A page of the report, or all of it as a spreadsheet, read at one moment.
 * @param rows in the order of their keys
 * @throws ProblemError `platform.export-too-large` beyond 100,000 rows @throws as `readPage`
 */
export async function answerReport<Item>(
  ports: ReadPorts & Pick<ServicePorts, 'clock'>,
  report: Report<Item>,
  query: ReportQuery,
  rows: Rows<Item>,
): Promise<StreamableFile | (Page<Item> & { readonly on: Day; readonly position: bigint })> {
  const on = query.asOf ?? dayOf(ports.clock.now());
  const last = parseCursor(query.after, ['string', 'string']);
  const whole = query.format === 'xlsx';
  const page = await readPage(ports, report.views, query.atLeast, async (manager) => {
    const after = whole ? undefined : keyIn(last);
    const batch = whole ? BATCH_ROWS_MAX : Math.min(query.limit + 1, BATCH_ROWS_MAX);
    const lines = rows({ manager, on, after, batch });
    return whole ? wholeOf(lines) : pageOfLines(lines, query.limit);
  });
  if (!whole) return { ...page, on };
  const { items, position } = page;
  const token = formatPosition({ service: ports.service, epoch: ports.store.epoch(), position });
  return spreadsheet(report, items, on, token);
}

function keyIn(last: readonly CursorPart[] | undefined): SortKey | undefined {
  return last && [String(last[0]), String(last[1])];
}

async function pageOfLines<Item>(
  lines: AsyncIterable<Line<Item>>,
  limit: number,
): Promise<Page<Item>> {
  const first = await firstOf(lines, limit + 1);
  const { items, ...more } = pageOf(first, limit, ({ key }) => key);
  return { items: items.map(({ item }) => item), ...more };
}

/** @throws ProblemError `platform.export-too-large` */
export async function wholeOf<Item>(
  lines: AsyncIterable<Line<Item>>,
  rowsMax = EXPORT_ROWS_MAX,
): Promise<Page<Item>> {
  const all = await firstOf(lines, rowsMax + 1);
  if (all.length > rowsMax) throw problem(EXPORT_PROBLEM, { rowsMax });
  return { items: all.map(({ item }) => item) };
}

async function firstOf<T>(all: AsyncIterable<T>, most: number): Promise<readonly T[]> {
  const first: T[] = [];
  for await (const one of all) {
    first.push(one);
    if (first.length === most) break;
  }
  return first;
}

function spreadsheet<Item>(
  { name, title, columns }: Report<Item>,
  items: readonly Item[],
  on: Day,
  position: string,
): StreamableFile {
  const titles = (language: keyof Bilingual): readonly Cell[] =>
    columns.map((column) => column.title[language]);
  function* rows(): Generator<readonly Cell[]> {
    yield titles('zh');
    yield titles('en');
    for (const item of items) yield columns.map(({ cell }) => cell(item));
  }
  const notes: Sheet = {
    ...{ name: '说明', widths: [24, 24, 60], headings: 1 },
    rows: [
      ['报表', 'Report', `${title.zh} / ${title.en}`],
      ['所问之日', 'As of', on],
      ['行数', 'Rows', items.length],
      ['记录位置', 'Position', position],
    ],
  };
  const data: Sheet = {
    ...{ name: '数据', widths: columns.map(({ width }) => width), headings: 2, rows: rows() },
  };
  const named = encodeURIComponent(`${title.zh}-${on}.xlsx`);
  return new StreamableFile(workbook([data, notes]), {
    type: XLSX,
    disposition: `attachment; filename="${name}-${on}.xlsx"; filename*=UTF-8''${named}`,
  });
}
