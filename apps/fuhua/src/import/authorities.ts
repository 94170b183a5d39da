import { day, departmentCode, divisionCode, officePhone, oneOf, text } from './cell.ts';
import { outcomeOf } from './known.ts';
import type { KnownAuthority, System } from './system.ts';
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

const columns = {
  kind: required(
    {
      ...{ zh: '类别', en: 'kind' },
      hint: { zh: '民政部门，或业务主管单位', en: 'civil-affairs or sponsor' },
    },
    oneOf({
      ...{ 民政部门: 'civil-affairs', 登记管理机关: 'civil-affairs' },
      ...{ 业务主管单位: 'sponsor', 行业管理部门: 'sponsor' },
    }),
  ),
  division: required(
    {
      ...{ zh: '区划代码', en: 'division' },
      hint: { zh: '省 2 位、市 4 位、县 6 位；可补零', en: '2, 4 or 6 digits, zeros may follow' },
    },
    divisionCode,
  ),
  name: required(
    { zh: '名称', en: 'name', hint: { zh: '全称，最多 100 字', en: 'in full, up to 100' } },
    text(100),
  ),
  departmentCode: optional(
    {
      ...{ zh: '部门代码', en: 'departmentCode' },
      hint: {
        zh: '仅业务主管单位填写，全省同类部门用同一代码，例如 education',
        en: 'of a sponsor only: the same for such departments everywhere',
      },
    },
    departmentCode,
  ),
  departmentName: optional(
    {
      ...{ zh: '部门名称', en: 'departmentName' },
      hint: { zh: '仅业务主管单位填写，例如 教育', en: 'of a sponsor only: 教育, 文旅 …' },
    },
    text(100),
  ),
  officePhone: required(
    {
      ...{ zh: '办公电话', en: 'officePhone' },
      hint: { zh: '单位电话，不得为个人电话', en: 'the office’s, never a person’s' },
    },
    officePhone,
  ),
  validFrom: required(
    { zh: '设立日期', en: 'validFrom', hint: { zh: '自此日起存在', en: 'in being from' } },
    day,
  ),
};

type Row = RowOf<typeof columns>;

export const authorities: Table<typeof columns> = {
  kind: 'authorities',
  title: { zh: '主管部门', en: 'authorities' },
  columns,
  check: ({ kind, departmentCode: code, departmentName: name }) => {
    const isSponsor = kind === 'sponsor';
    return [
      ...((code !== undefined) === isSponsor ? [] : [wrongDepartment(columns.departmentCode)]),
      ...((name !== undefined) === isSponsor ? [] : [wrongDepartment(columns.departmentName)]),
    ];
  },
  keyOf: ({ kind, division, departmentCode: code }) => [kind, division, code ?? ''],
  /** An authority above must be there first only for who acts: rows do not wait for each other. */
  subjectOf: (row) => JSON.stringify(authorities.keyOf(row)),
  record,
  examples: [
    {
      ...{ kind: '民政部门', division: '320506', name: '苏州市吴中区民政局(测试)' },
      ...{ officePhone: '0512-65221234', validFrom: '2001-02-28' },
    },
    {
      ...{ kind: '业务主管单位', division: '3205', name: '苏州市教育局(测试)' },
      ...{ departmentCode: 'education', departmentName: '教育' },
      ...{ officePhone: '0512-65225678', validFrom: '2001-02-28' },
    },
  ],
};

const wrongDepartment = (column: Fault['column'] & object): Fault => ({
  column,
  reason: {
    zh: '业务主管单位必须填写，民政部门不得填写',
    en: 'is required for a sponsor, and only for one',
  },
});

async function record(row: Row, system: System, { dryRun, keyFor }: How): Promise<Outcome> {
  const before = await compared(row, system);
  if (before !== undefined) return before;
  if (dryRun) return { is: 'kept' };
  const { kind, division, name, officePhone: phone, validFrom } = row;
  const department = { code: row.departmentCode, name: row.departmentName };
  const sent = await system.post(
    '/authorities',
    {
      ...{ kind, division, name, officePhone: phone, validFrom },
      ...(kind === 'sponsor' && { department }),
    },
    keyFor('register'),
  );
  return outcomeOf(sent);
}

/** Undefined: it is not on record. What became of it after it was set up is no difference. */
async function compared(row: Row, system: System): Promise<Outcome | undefined> {
  const known = await system.authority(row.division, row.departmentCode);
  if (known === undefined) return undefined;
  if (differencesFrom(known, row).length === 0) return { is: 'unchanged' };
  const first = await system.get<KnownAuthority>(`/authorities/${known.id}?asOf=${row.validFrom}`);
  const faults = differencesFrom(first ?? known, row);
  return faults.length > 0 ? bad(...faults) : { is: 'unchanged' };
}

function differencesFrom(standing: KnownAuthority, row: Row): readonly Fault[] {
  const { name, officePhone: phone, validFrom, department } = standing;
  return differences([
    { column: columns.name, standing: name, wanted: row.name },
    { column: columns.departmentName, standing: department?.name, wanted: row.departmentName },
    { column: columns.officePhone, standing: phone, wanted: row.officePhone },
    { column: columns.validFrom, standing: validFrom, wanted: row.validFrom },
  ]);
}
