import type { BaseId, Day, OrganizationId } from '@fuhua/kernel';
import { baseNamed, location } from './bases.ts';
import { day, decimal, oneOf, text, uscc, whole, yesOrNo } from './cell.ts';
import type { System } from './system.ts';
import {
  bad,
  differences,
  optional,
  required,
  type Fault,
  type How,
  type Outcome,
  type RowOf,
  type Table,
} from './table.ts';

const told = (zh: string, en: string, hintZh: string, hintEn: string) => ({
  ...{ zh, en },
  hint: { zh: hintZh, en: hintEn },
});

const columns = {
  uscc: required(told('统一社会信用代码', 'uscc', '在孵组织', 'of the organization'), uscc),
  base: required(told('基地名称', 'base', '已建档的基地', 'of a base on record'), text(200)),
  location: required(
    told('基地所在地区划', 'location', '12 位，到村（社区）', '12 digits, down to the village'),
    location,
  ),
  mode: required(
    told('孵化方式', 'mode', '壳内，或壳外（虚拟）', 'in-shell or virtual'),
    oneOf({ 壳内: 'in-shell', 壳外: 'virtual', 虚拟: 'virtual' }),
  ),
  incubationStage: required(
    told(
      '发展阶段',
      'incubationStage',
      '萌芽、初创、成长、枢纽、支持',
      'seed, start-up, growth, hub, support',
    ),
    oneOf({
      ...{ 萌芽: 'seed', 初创: 'start-up', 成长: 'growth' },
      ...{ 枢纽: 'hub', 支持: 'support' },
    }),
  ),
  appliedOn: required(told('申请日期', 'appliedOn', '申请入壳之日', 'applied on'), day),
  approvedOn: required(told('批准日期', 'approvedOn', '批准入壳之日', 'approved on'), day),
  startedOn: required(told('起始日期', 'startedOn', '孵化期首日', 'first day of the term'), day),
  months: required(
    told('约定月数', 'months', '协议约定，不含延期', 'as agreed, extension left out'),
    whole(1, 60),
  ),
  termEnd: required(
    told('约定截止日期', 'termEnd', '协议约定的末日', 'the last day, as agreed'),
    day,
  ),
  twoMidtermsBreach: required(
    told(
      '中期评估违约约定',
      'twoMidtermsBreach',
      '协议是否约定两次低于 50 分即违约：是或否',
      'yes or no: whether two midterms below 50 are a breach by the agreement',
    ),
    yesOrNo,
  ),
  midtermOn: optional(
    told('中期评估日期', 'midtermOn', '首次评估之日', 'of the first evaluation'),
    day,
  ),
  midtermBand: optional(
    told(
      '中期评估结果',
      'midtermBand',
      '通过、改进、警示；最近一次',
      'continue, improve, warn; of the newest',
    ),
    oneOf({ 通过: 'continue', 改进: 'improve', 警示: 'warn' }),
  ),
  midtermScore: optional(
    told('中期评估得分', 'midtermScore', '0 至 100，最近一次', '0 to 100, of the newest'),
    decimal(100),
  ),
  midtermAgainBy: optional(
    told('再次评估期限', 'midtermAgainBy', '尚未再次评估的填写', 'while it is still to be held'),
    day,
  ),
  secondChanceFailed: optional(
    told('再次评估未通过', 'secondChanceFailed', '是或否', 'yes or no: held, and not passed'),
    yesOrNo,
  ),
  extensionMonths: optional(
    told('延期月数', 'extensionMonths', '已批准的延期', 'of the extension that was given'),
    whole(1, 24),
  ),
  extensionOn: optional(
    told('延期批准日期', 'extensionOn', '与延期月数同时填写', 'together with its months'),
    day,
  ),
  pausedDays: optional(
    told('已中止天数', 'pausedDays', '已结束的中止，合计', 'of pauses that are over, in all'),
    whole(1, 3_650),
  ),
  endsOn: optional(
    told(
      '现截止日期',
      'endsOn',
      '有延期或已结束的中止时填写',
      'the last day now, after an extension or pauses that are over',
    ),
    day,
  ),
  pausedFrom: optional(
    told('中止起始日期', 'pausedFrom', '正在中止的填写', 'of a pause that still runs'),
    day,
  ),
  pausedUntil: optional(
    told('中止截止日期', 'pausedUntil', '含当日', 'its last day, included'),
    day,
  ),
  document: optional(
    told('文号', 'document', '入壳批复或孵化协议', 'of the approval or the agreement'),
    text(100),
  ),
};

type Row = RowOf<typeof columns>;

/** Cases that were running before this system: recorded as they stand, asked of the guards, decided no more (definition 23). */
export const cases: Table<typeof columns> = {
  kind: 'cases',
  title: { zh: '在孵个案', en: 'running cases' },
  columns,
  check,
  keyOf: ({ uscc: code, base, location: at, mode, startedOn }) => [code, base, at, mode, startedOn],
  subjectOf: (row) => row.uscc,
  record,
  examples: [
    {
      ...{ uscc: '52320506MJ0000018Y', base: '吴中区社会组织孵化基地(测试)' },
      ...{ location: '320506001012', mode: '壳内', incubationStage: '初创' },
      ...{ appliedOn: '2026-02-02', approvedOn: '2026-02-20', startedOn: '2026-03-02' },
      ...{ months: '12', termEnd: '2027-03-01', twoMidtermsBreach: '是' },
      ...{ midtermOn: '2026-08-28', midtermBand: '改进', midtermScore: '58.5' },
      ...{ midtermAgainBy: '2026-10-27', extensionMonths: '3', extensionOn: '2026-09-15' },
      ...{ endsOn: '2027-06-01', document: '吴民孵〔2026〕3号(测试)' },
    },
  ],
};

/** Where the first is filled, so must be the others; without it none is. */
const together: readonly (readonly [whole: keyof Row, ...parts: (keyof Row)[]])[] = [
  ['midtermOn', 'midtermBand'],
  ['extensionMonths', 'extensionOn'],
  ['pausedFrom', 'pausedUntil'],
];
/** Only beside a midterm evaluation. */
const ofMidterm: readonly (keyof Row)[] = ['midtermScore', 'midtermAgainBy', 'secondChanceFailed'];

function check(row: Row): readonly Fault[] {
  const isFilled = (field: keyof Row): boolean => row[field] !== undefined;
  const absent = together.flatMap((fields) =>
    fields.some(isFilled) ? fields.filter((field) => !isFilled(field)) : [],
  );
  const alone = isFilled('midtermOn') ? [] : ofMidterm.filter(isFilled);
  const isLonger = isFilled('extensionMonths') || isFilled('pausedDays');
  return [
    ...absent.map((field) => ({ column: columns[field], reason: goTogether })),
    ...alone.map((field) => ({ column: columns[field], reason: noMidterm })),
    ...(isLonger === isFilled('endsOn') ? [] : [{ column: columns.endsOn, reason: whenLonger }]),
  ];
}

const goTogether = { zh: '须与相关各列同时填写', en: 'goes together with the columns beside it' };
const noMidterm = { zh: '仅在已有中期评估时填写', en: 'goes only with a midterm evaluation' };
const whenLonger = {
  zh: '有延期或已结束的中止时须填写，否则留空',
  en: 'is needed with an extension or pauses that are over, and only then',
};
const noSuchBase: Fault = {
  column: columns.base,
  reason: {
    zh: '该地没有此名称的基地，请先导入基地',
    en: 'no base of that name stands there; import bases first',
  },
};
const noSuchOrganization: Fault = {
  column: columns.uscc,
  reason: {
    zh: '该代码的社会组织尚未建档，请先导入社会组织',
    en: 'no organization with this code is on record; import organizations first',
  },
};
const isResident: Fault = {
  column: columns.uscc,
  reason: {
    zh: '该组织已有同一方式的在孵个案（R-ENT-07）',
    en: 'the organization is in incubation in this mode already (R-ENT-07)',
  },
};

async function record(row: Row, system: System, how: How): Promise<Outcome> {
  const base = await baseNamed(system, row.location, row.base);
  if (base === undefined) return bad(noSuchBase);
  const organization = await system.organization(row.uscc);
  if (organization === undefined) return bad(noSuchOrganization);
  const known = await casesOf(organization, row, system);
  const here = known.filter((one) => one.base === base.id);
  const standing = here.find(({ startedOn }) => startedOn === row.startedOn);
  if (standing !== undefined) return compared(row, standing);
  if (known.some(({ stage }) => RESIDENT.has(stage))) return bad(isResident);
  if (how.dryRun) return { is: 'kept' };
  // One that a guard refused stays on record as it was asked: after that the row asks anew.
  const refused = here.filter((one) => one.how === 'rejected' && one.appliedOn === row.appliedOn);
  const sent = await system.incubation.post(
    '/cases/record-migrated',
    bodyOf(row, { base: base.id, applicant: organization }, how),
    how.keyFor(`record-migrated:${String(refused.length)}`),
  );
  if (sent.is === 'refused') return bad({ reason: sent.reason });
  return { is: sent.is === 'known' ? 'unchanged' : 'kept' };
}

/** What the route takes. */
export function bodyOf(
  row: Row,
  whose: { readonly base: BaseId; readonly applicant: OrganizationId },
  { file }: Pick<How, 'file'>,
): object {
  const { mode, incubationStage, appliedOn, approvedOn, startedOn, termEnd, months } = row;
  const { twoMidtermsBreach, document } = row;
  return {
    ...{ ...whose, mode, incubationStage, appliedOn, approvedOn, startedOn, termEnd, months },
    ...{ twoMidtermsBreach, soFar: soFarOf(row) },
    source: { name: file, document, migrated: true },
  };
}

/** Undefined: nothing but the start. */
function soFarOf(row: Row): object | undefined {
  const { midtermOn: firstOn, midtermBand: band, midtermScore, midtermAgainBy: againBy } = row;
  const { extensionMonths: months, extensionOn: grantedOn, pausedDays, endsOn } = row;
  const { pausedFrom: from, pausedUntil: until, secondChanceFailed = false } = row;
  const score = midtermScore?.toFixed(2);
  const soFar = {
    ...(firstOn && { midterm: { firstOn, band, score, secondChanceFailed, againBy } }),
    ...(months !== undefined && { extension: { months, grantedOn } }),
    ...(pausedDays !== undefined && { pausedDays }),
    ...(from && { pause: { from, until } }),
    ...(endsOn && { endsOn }),
  };
  return Object.keys(soFar).length === 0 ? undefined : soFar;
}

interface KnownCase {
  readonly base: BaseId;
  readonly incubationStage: string;
  readonly stage: string;
  readonly how: string | null;
  readonly appliedOn: Day;
  readonly approvedOn: Day | null;
  readonly startedOn: Day | null;
}

/** From the approval to the end (R-ENT-07). */
const RESIDENT: ReadonlySet<string> = new Set([
  ...['approved', 'noticed', 'agreeing', 'planning', 'active'],
]);

async function casesOf(
  applicant: OrganizationId,
  { mode }: Row,
  { incubation }: System,
): Promise<readonly KnownCase[]> {
  const page = await incubation.get<{ readonly items: readonly KnownCase[] }>(
    `/cases?applicant=${applicant}&mode=${mode}&limit=200`,
  );
  return page?.items ?? [];
}

/** What became of the term since is no difference. */
function compared(row: Row, { incubationStage, appliedOn, approvedOn }: KnownCase): Outcome {
  const faults = differences([
    {
      column: columns.incubationStage,
      standing: incubationStage,
      wanted: row.incubationStage,
    },
    { column: columns.appliedOn, standing: appliedOn, wanted: row.appliedOn },
    { column: columns.approvedOn, standing: approvedOn, wanted: row.approvedOn },
  ]);
  return faults.length > 0 ? bad(...faults) : { is: 'unchanged' };
}
