import type { Day, EventId } from '@fuhua/kernel';
import { factColumns, type FactColumns, type FactField, type FactRow } from './fact-columns.ts';
import { factKinds, type Fact, type FactKind, type OrganizationOn } from './fact-kinds.ts';
import { noSuchOrganization } from './known.ts';
import type { Sent, System } from './system.ts';
import { bad, differences, type Fault, type How, type Outcome, type Table } from './table.ts';

/** What registers say of organizations on record: grades, filings, listings, penalties and the rest, one row each. */
export const facts: Table<FactColumns> = {
  kind: 'facts',
  title: { zh: '社会组织事实', en: 'facts' },
  columns: factColumns,
  check,
  keyOf: (row) => {
    const { key, values } = factKinds[row.fact];
    const told = values(row, row.counterparty);
    return [row.uscc, row.fact, ...key.map((field) => JSON.stringify(told[field]))];
  },
  subjectOf: (row) => row.uscc,
  record,
  examples: [
    {
      ...{ uscc: '52320506MJ0000018Y', fact: '评估等级', from: '2023-01-01', to: '2027-12-31' },
      ...{ grade: '3A', rater: '苏州市民政局(测试)', plateLevel: '市级', awardedOn: '2022-12-20' },
    },
    {
      ...{ uscc: '52320506MJ0000018Y', fact: '年检年报报送', from: '2024-05-20' },
      ...{ fiscalYear: '2023', filing: '年检', document: '1号(测试)' },
    },
    {
      ...{ uscc: '52320506MJ0000018Y', fact: '列入名录', from: '2024-07-01' },
      ...{ list: '活动异常名录', ground: '住所无法联系' },
      ...{ endedOn: '2024-09-02', document: '2号(测试)' },
    },
    {
      ...{ uscc: '52320506MJ0000018Y', fact: '行政处罚', from: '2024-03-01' },
      ...{ penalty: '罚款', decidedBy: '吴中区民政局(测试)', decision: '1号(测试)' },
      ...{ decidedOn: '2024-02-20', amount: '1000' },
    },
  ],
};

/** Whatever became of it later. */
const LAST_DAY = '9999-12-31' as Day;
const always: readonly FactField[] = ['uscc', 'fact', 'from', 'document', 'url'];

/** A row fills the columns of its kind of fact, and no others. */
function check(row: FactRow): readonly Fault[] {
  const { needs, may, end } = factKinds[row.fact];
  const ended = row.endedOn !== undefined;
  const mayEnd: readonly FactField[] = end === undefined ? [] : ['endedOn'];
  const needed = [...needs, ...(ended && end?.reason === true ? (['reason'] as const) : [])];
  const filled = (field: FactField): boolean => row[field] !== undefined;
  const allowed = new Set<FactField>([...always, ...needed, ...may, ...mayEnd]);
  const foreign = (Object.keys(factColumns) as FactField[]).filter(
    (field) => filled(field) && !allowed.has(field),
  );
  return [
    ...needed.filter((field) => !filled(field)).map((field) => faultIn(field, missing)),
    ...foreign.map((field) => faultIn(field, notOfThisFact)),
    ...(row.fact === 'related-party' && filled('counterparty') === filled('person')
      ? [faultIn('counterparty', oneOfBoth)]
      : []),
  ];
}

const faultIn = (field: FactField, reason: Fault['reason']): Fault => ({
  column: factColumns[field],
  reason,
});
const missing = { zh: '该类事实必须填写', en: 'is required for this fact' };
const notOfThisFact = { zh: '该类事实不填此列，请留空', en: 'does not go with this fact' };
const oneOfBoth = {
  zh: '须填写关联组织代码或人员编号之一',
  en: 'takes the code of an organization or the id of a person, one of both',
};

async function record(row: FactRow, system: System, how: How): Promise<Outcome> {
  const organization = await system.organization(row.uscc);
  if (organization === undefined) return bad(faultIn('uscc', noSuchOrganization));
  const counterparty = row.counterparty && (await system.organization(row.counterparty));
  if (row.counterparty !== undefined && counterparty === undefined) {
    return bad(faultIn('counterparty', noSuchOrganization));
  }
  const kind = factKinds[row.fact];
  const path = `/organizations/${organization}`;
  const asOf = kind.staysListed === true ? LAST_DAY : row.from;
  const before = await system.organizationOn(organization, asOf);
  if (before === undefined) return bad(faultIn('uscc', noSuchOrganization));
  const values = kind.values(row, counterparty);
  const standing = standingIn(kind, before, values);
  const faults = standing === undefined ? [] : compared(values, row, standing);
  if (faults.length > 0) return bad(...faults);
  return write({ row, kind, path, values, standing, before, system, how });
}

interface Work {
  readonly row: FactRow;
  readonly kind: FactKind;
  readonly path: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly standing: Fact | undefined;
  readonly before: OrganizationOn;
  readonly system: System;
  readonly how: How;
}

/** What is missing of the fact and its end. An answer that names an earlier revision is that of an earlier run. */
async function write(work: Work): Promise<Outcome> {
  const { row, kind, values, standing, before, how } = work;
  const ends = row.endedOn !== undefined && standing?.endedOn !== row.endedOn;
  if (how.dryRun) return { is: standing === undefined || ends ? 'kept' : 'unchanged' };
  const isNew = (sent: Sent): boolean => sent.is === 'accepted' && sent.revision > before.revision;
  let event = standing?.event;
  let kept = false;
  if (standing === undefined) {
    const sent = await send(work, kind.route, kind.body?.(values) ?? values);
    if (sent.is === 'refused') return bad({ reason: sent.reason });
    kept = isNew(sent);
    if (sent.is === 'accepted') event = sent.event;
  }
  if (ends && kind.end !== undefined && event !== undefined) {
    const sent = await send(work, kind.end.route, endOf(row, kind.end, event));
    if (sent.is === 'refused') return bad({ column: factColumns.endedOn, reason: sent.reason });
    kept ||= isNew(sent);
  }
  return { is: kept ? 'kept' : 'unchanged' };
}

function endOf(row: FactRow, { reason }: FactKind['end'] & object, recorded: EventId): object {
  return { recorded, on: row.endedOn, ...(reason && { reason: row.reason }) };
}

function send({ row, path, system, how }: Work, route: string, body: object): Promise<Sent> {
  const { document, url } = row;
  const source = { name: how.file, document, url, migrated: true };
  return system.post(`${path}/${route}`, { ...body, source }, how.keyFor(route));
}

function standingIn(
  { key, found }: FactKind,
  before: OrganizationOn,
  values: Work['values'],
): Fact | undefined {
  const isIt = (fact: Fact): boolean => key.every((field) => same(fact[field], values[field]));
  return (
    found(before).find((fact) => fact !== null && fact !== undefined && isIt(fact)) ?? undefined
  );
}

/** JSON of one order of keys each: both were made by the same schema. */
function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The columns of fields that have another name than theirs. */
const columnOf: Readonly<Record<string, FactField>> = {
  ...{ validFrom: 'from', since: 'from', on: 'from', filedOn: 'from', publishedOn: 'from' },
  ...{ effectiveOn: 'from', synchronisedOn: 'from', validTo: 'to', kind: 'penalty' },
  ...{ qualification: 'taxQualification', amountFen: 'amount', status: 'creditStatus' },
};

function compared(values: Work['values'], { endedOn }: FactRow, standing: Fact): readonly Fault[] {
  const fields = Object.entries(values).map(([field, wanted]) => ({
    column: factColumns[columnOf[field] ?? (field as FactField)],
    standing: standing[field],
    wanted,
  }));
  const end = { column: factColumns.endedOn, standing: standing.endedOn, wanted: endedOn };
  return differences(standing.endedOn === null ? fields : [...fields, end]);
}
