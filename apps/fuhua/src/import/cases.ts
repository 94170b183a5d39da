import type { BaseId, Day, OrganizationId } from '@fuhua/kernel';
import { baseNamed } from './bases.ts';
import { caseColumns as columns } from './case-columns.ts';
import { noSuchBase, noSuchOrganization, outcomeOf } from './known.ts';
import type { KnownBase, System } from './system.ts';
import {
  bad,
  differences,
  type Fault,
  type How,
  type Outcome,
  type RowOf,
  type Table,
} from './table.ts';

type Row = RowOf<typeof columns>;

/** Cases that were running before this system: recorded as they stand, asked of the guards, decided no more (definition 23). */
export const cases: Table<typeof columns> = {
  kind: 'cases',
  title: { zh: '在孵个案', en: 'running cases' },
  columns,
  check,
  keyOf: ({ uscc: code, base, location: at, mode, startedOn }) => [code, base, at, mode, startedOn],
  subjectOf: ({ base, location: at }) => `${at} ${base}`,
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
const noSuchApplicant: Fault = { column: columns.uscc, reason: noSuchOrganization };
const isResident: Fault = {
  column: columns.uscc,
  reason: {
    zh: '该组织已有同一方式的在孵个案（R-ENT-07）',
    en: 'the organization is in incubation in this mode already (R-ENT-07)',
  },
};

const noPlace: Fault = {
  column: columns.base,
  reason: { zh: '基地没有空余名额', en: 'the base has no free place' },
};

async function record(row: Row, system: System, how: How): Promise<Outcome> {
  const base = await baseNamed(system, row.location, row.base);
  if (base === undefined) return bad(noSuchBase);
  const organization = await system.organization(row.uscc);
  if (organization === undefined) return bad(noSuchApplicant);
  const known = await casesOf(organization, row, system);
  const here = known.filter((one) => one.base === base.id);
  const standing = here.find(({ startedOn }) => startedOn === row.startedOn);
  if (standing !== undefined) return compared(row, standing);
  if (known.some(({ stage }) => RESIDENT.has(stage))) return bad(isResident);
  if (row.mode === 'in-shell' && (await isFull(base, system))) return bad(noPlace);
  if (how.dryRun) return { is: 'kept' };
  // One that a guard refused stays on record as it was asked: after that the row asks anew.
  const refused = here.filter((one) => one.how === 'rejected' && one.appliedOn === row.appliedOn);
  const sent = await system.incubation.post(
    '/cases/record-migrated',
    bodyOf(row, { base: base.id, applicant: organization }, how),
    how.keyFor(`record-migrated:${String(refused.length)}`),
  );
  return outcomeOf(sent);
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

/** So that a row that no guard will let in leaves nothing behind, however often it is run. */
async function isFull({ id, capacity }: KnownBase, { incubation }: System): Promise<boolean> {
  if (capacity > PAGE) return false;
  const page = await incubation.get<{ readonly items: readonly unknown[] }>(
    `/cases?base=${id}&mode=in-shell&stage=active&limit=${String(PAGE)}`,
  );
  return (page?.items.length ?? 0) >= capacity;
}

/** Beyond it, the guard alone knows. */
const PAGE = 200;

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
