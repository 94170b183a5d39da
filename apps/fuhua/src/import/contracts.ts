import type { BaseId, Day, OrganizationId } from '@fuhua/kernel';
import { baseNamed } from './bases.ts';
import { day, oneOf, text, uscc, yesOrNo, yuan, type Parser } from './cell.ts';
import { baseColumns, noSuchBase, noSuchOrganization, outcomeOf } from './known.ts';
import type { System } from './system.ts';
import {
  bad,
  differences,
  optional,
  required,
  told,
  type Fault,
  type How,
  type Outcome,
  type RowOf,
  type Table,
} from './table.ts';

interface Kpi {
  readonly name: string;
  readonly target: string;
}

/** 指标：目标, between `；`. */
const kpis: Parser<readonly Kpi[]> = (cell) => {
  const parts = partsOf(cell).map((part) => /^([^：:]{1,200})[：:](.{1,200})$/.exec(part));
  const found = parts.flatMap((match) =>
    match === null ? [] : [{ name: match[1]?.trim() ?? '', target: match[2]?.trim() ?? '' }],
  );
  if (found.length === parts.length) return { ok: true, value: found };
  const reason = {
    zh: '应为“指标：目标”，多项用“；”分隔',
    en: 'must be "name: target", several of them between ;',
  };
  return { ok: false, reason };
};

const partsOf = (cell: string): readonly string[] =>
  cell
    .split(/[;；\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

const columns = {
  ...baseColumns,
  operator: required(
    told('运营方代码', 'operatorUscc', '统一社会信用代码', 'unified social credit code'),
    uscc,
  ),
  start: required(told('起始日期', 'start', '合同期首日', 'the first day'), day),
  end: required(told('截止日期', 'end', '合同期末日', 'the last day'), day),
  signedOn: required(told('签订日期', 'signedOn', '双方签字之日', 'both sides signed on'), day),
  price: required(told('金额（元）', 'priceYuan', '合同总价', 'the whole price'), yuan),
  recurring: required(
    told('稳定经常性服务', 'recurring', '是或否；是的最长三年', 'yes or no; three years if so'),
    yesOrNo,
  ),
  route: required(
    told('取得方式', 'route', '政府购买服务，或其他', 'government-purchase or other'),
    oneOf({ 政府购买服务: 'government-purchase', 其他: 'other' }),
  ),
  kpis: optional(
    told('绩效指标', 'kpis', '指标：目标；指标：目标', 'name: target; name: target'),
    kpis,
  ),
  lines: optional(
    told('服务内容', 'lines', '逐项，用“；”分隔', 'one by one, between ;'),
    text(5_000),
  ),
  renewalTerms: optional(
    told('续签条件', 'renewalTerms', '合同所载', 'as the contract has it'),
    text(2_000),
  ),
  institutionClass: optional(
    told('事业单位类别', 'institutionClass', '公益一类、公益二类、非事业单位', 'I, II or none'),
    oneOf({ 公益一类: 'I', 公益二类: 'II', 非事业单位: 'none' }),
  ),
  document: optional(told('文号', 'document', '合同编号', 'of the contract'), text(100)),
};

type Row = RowOf<typeof columns>;

/** Operator contracts signed before this system: recorded as they were, and decided no more (definition 23). */
export const contracts: Table<typeof columns> = {
  kind: 'contracts',
  title: { zh: '运营合同', en: 'contracts' },
  columns,
  keyOf: ({ base, location: at, operator, start }) => [base, at, operator, start],
  subjectOf: ({ base, location: at }) => `${at} ${base}`,
  record,
  examples: [
    {
      ...{ base: '吴中区社会组织孵化基地(测试)', location: '320506001012' },
      ...{ operatorUscc: '52320506MJ0000018Y', start: '2025-01-01', end: '2025-12-31' },
      ...{ signedOn: '2024-12-20', priceYuan: '300,000', recurring: '否' },
      ...{ route: '政府购买服务', kpis: '在孵组织：10 家；出壳：3 家', lines: '孵化服务' },
    },
  ],
};

const noSuchOperator: Fault = { column: columns.operator, reason: noSuchOrganization };

async function record(row: Row, system: System, how: How): Promise<Outcome> {
  const base = await baseNamed(system, row.location, row.base);
  if (base === undefined) return bad(noSuchBase);
  const operator = await system.organization(row.operator);
  if (operator === undefined) return bad(noSuchOperator);
  const before = await compared(row, base.id, operator, system);
  if (before !== undefined) return before;
  if (how.dryRun) return { is: 'kept' };
  const { start, end, signedOn, price: priceFen, recurring, route, document } = row;
  const { kpis: measured = [], lines = '', renewalTerms, institutionClass } = row;
  const sent = await system.post(
    '/operator-contracts/record-migrated',
    {
      ...{ base: base.id, operator, start, end, signedOn, priceFen, recurring, route },
      ...{ kpis: measured, lines: partsOf(lines).map((part) => ({ kind: 'service', text: part })) },
      ...{ renewalTerms, institutionClass },
      source: { name: how.file, document, migrated: true },
    },
    how.keyFor('record-migrated'),
  );
  return outcomeOf(sent);
}

interface ListedContract {
  readonly start: Day | null;
  readonly end: Day | null;
  readonly signedOn: Day | null;
  readonly priceFen: string | null;
  readonly recurring: boolean | null;
  readonly route: string | null;
}

/** Undefined: no contract of theirs begins on that day. */
async function compared(
  row: Row,
  base: BaseId,
  operator: OrganizationId,
  system: System,
): Promise<Outcome | undefined> {
  const page = await system.get<{ readonly items: readonly ListedContract[] }>(
    `/operator-contracts?base=${base}&operator=${operator}&limit=200`,
  );
  const standing = page?.items.find(({ start }) => start === row.start);
  if (standing === undefined) return undefined;
  const faults = differences([
    { column: columns.end, standing: standing.end, wanted: row.end },
    { column: columns.signedOn, standing: standing.signedOn, wanted: row.signedOn },
    { column: columns.price, standing: standing.priceFen, wanted: row.price },
    { column: columns.recurring, standing: standing.recurring, wanted: row.recurring },
    { column: columns.route, standing: standing.route, wanted: row.route },
  ]);
  return faults.length > 0 ? bad(...faults) : { is: 'unchanged' };
}
