import type { AuthorityId, BaseId, DivisionCode } from '@fuhua/kernel';
import { FunctionCode, functionLabel } from '@fuhua/rules';
import {
  day,
  departmentCode,
  divisionCode,
  oneOf,
  someOf,
  text,
  whole,
  type Parser,
} from './cell.ts';
import type { KnownBase, Sent, System } from './system.ts';
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

/** Where a base stands: a village or community, whatever the base's level. */
export const location: Parser<DivisionCode> = (cell) => {
  const parsed = divisionCode(cell);
  if (!parsed.ok || parsed.value.length === 12) return parsed;
  const reason = {
    zh: '应为 12 位区划代码，到村（社区）',
    en: 'must be a division code of 12 digits, down to the village or community',
  };
  return { ok: false, reason };
};

const functions = Object.fromEntries(
  FunctionCode.options.map((code) => [functionLabel(code).zh, code]),
);

const columns = {
  name: required(told('名称', 'name', '建档时的名称', 'as it is registered'), text(200)),
  kind: required(
    told('类别', 'kind', '孵化基地，或区域平台', 'incubation-base or regional-platform'),
    oneOf({ 孵化基地: 'incubation-base', 区域平台: 'regional-platform' }),
  ),
  platform: optional(
    told('平台类型', 'platform', '仅区域平台填写', 'of a regional platform only'),
    oneOf({
      创新园: 'innovation-park',
      孵化器: 'incubator',
      众创空间: 'maker-space',
      其他: 'other',
    }),
  ),
  level: required(
    told(
      '层级',
      'level',
      '省级、市级、县级、乡镇级、村级',
      'province, city, county, township, village',
    ),
    oneOf({
      ...{ 省级: 'province', 市级: 'city', 县级: 'county' },
      ...{ 乡镇级: 'township', 街道级: 'township', 村级: 'village', 社区级: 'village' },
    }),
  ),
  location: required(
    told('所在地区划', 'location', '12 位，到村（社区）', '12 digits, down to the village'),
    location,
  ),
  address: optional(told('地址', 'address', '门牌', 'street and number'), text(200)),
  establishedOn: required(told('成立日期', 'establishedOn', '设立之日', 'set up on'), day),
  capacity: required(
    told('在孵名额', 'capacity', '可同时入驻的组织数', 'organizations at one time'),
    whole(0, 10_000),
  ),
  functions: optional(
    told('核定功能', 'functions', '已核定的功能，用“、”分隔', 'those approved, between commas'),
    someOf(functions),
  ),
  functionsOn: optional(
    told('功能核定日期', 'functionsOn', '与核定功能同时填写', 'together with the functions'),
    day,
  ),
  sponsorDivision: optional(
    told('业务主管单位区划', 'sponsorDivision', '仅专门领域基地', 'of a special-field base only'),
    divisionCode,
  ),
  sponsorDepartment: optional(
    told('业务主管单位部门代码', 'sponsorDepartment', '如 education', 'such as education'),
    departmentCode,
  ),
  field: optional(
    told('专门领域代码', 'field', '如 education', 'such as education'),
    departmentCode,
  ),
  document: optional(told('文号', 'document', '依据的文件', 'what it rests on'), text(100)),
};

type Row = RowOf<typeof columns>;

/** The roster of bases: registered with their own days, and with the functions approved before this system. */
export const bases: Table<typeof columns> = {
  kind: 'bases',
  title: { zh: '孵化基地', en: 'bases' },
  columns,
  check,
  keyOf: ({ name, location: at, establishedOn }) => [name, at, establishedOn],
  subjectOf: ({ name, location: at }) => `${at} ${name}`,
  record,
  examples: [
    {
      ...{ name: '吴中区社会组织孵化基地(测试)', kind: '孵化基地', level: '县级' },
      ...{ location: '320506001012', address: '测试路1号', establishedOn: '2018-06-01' },
      ...{ capacity: '20', functions: '培育扶持、党群服务', functionsOn: '2024-01-05' },
    },
  ],
};

/** Columns that are filled together, or not at all. */
const together: readonly (readonly (keyof Row)[])[] = [
  ['functions', 'functionsOn'],
  ['sponsorDivision', 'sponsorDepartment', 'field'],
];

function check(row: Row): readonly Fault[] {
  const absent = together.flatMap((fields) =>
    fields.some((field) => row[field] !== undefined)
      ? fields.filter((field) => row[field] === undefined)
      : [],
  );
  return absent.map((field) => ({ column: columns[field], reason: goTogether }));
}

const goTogether = { zh: '须与相关各列同时填写', en: 'goes together with the columns beside it' };
const noSuchSponsor = {
  zh: '没有该业务主管单位，请先导入主管部门',
  en: 'no such sponsor is on record; import authorities first',
};

async function record(row: Row, system: System, how: How): Promise<Outcome> {
  const { sponsorDivision, sponsorDepartment } = row;
  const sponsor = sponsorDivision && (await system.authority(sponsorDivision, sponsorDepartment));
  if (sponsorDivision !== undefined && sponsor === undefined) {
    return bad({ column: columns.sponsorDivision, reason: noSuchSponsor });
  }
  const standing = await baseNamed(system, row.location, row.name);
  const faults = standing === undefined ? [] : compared(row, standing);
  if (faults.length > 0) return bad(...faults);
  const lacksFunctions = row.functions !== undefined && !standing?.functions;
  if (standing !== undefined && !lacksFunctions) return { is: 'unchanged' };
  if (how.dryRun) return { is: 'kept' };
  return write(row, standing?.id, sponsor && sponsor.id, system, how);
}

/** What is missing: the base, or the functions that an import did not come to before it was stopped. */
async function write(
  row: Row,
  standing: BaseId | undefined,
  sponsor: AuthorityId | undefined,
  system: System,
  how: How,
): Promise<Outcome> {
  let id: string | undefined = standing;
  if (id === undefined) {
    const opened = await register(row, sponsor, system, how);
    if (opened.is === 'refused') return bad({ reason: opened.reason });
    if (opened.is === 'known') return { is: 'unchanged' };
    id = opened.id;
  }
  if (row.functions === undefined) return { is: 'kept' };
  const { functions: approved, functionsOn: on } = row;
  const sent = await system.post(
    `/bases/${id}/record-approved-functions`,
    { functions: approved, on, source: sourceOf(row, how) },
    how.keyFor('record-approved-functions'),
  );
  if (sent.is === 'refused') return bad({ column: columns.functions, reason: sent.reason });
  return { is: 'kept' };
}

/** The base of that name in that village or community. */
export async function baseNamed(
  system: System,
  at: DivisionCode,
  name: string,
): Promise<KnownBase | undefined> {
  return (await system.basesIn(at)).find((base) => base.name === name);
}

function register(
  row: Row,
  sponsor: AuthorityId | undefined,
  system: System,
  how: How,
): Promise<Sent> {
  const { name, kind, platform, level, location: at, address, establishedOn, capacity } = row;
  const opening = { name, kind, platform, level, location: at, address, establishedOn, capacity };
  const special = sponsor && { sponsor, field: row.field };
  const body = { ...opening, ...special, source: sourceOf(row, how) };
  return system.post('/bases', body, how.keyFor('register'));
}

const sourceOf = ({ document }: Row, { file }: How) => ({ name: file, document, migrated: true });

function compared(row: Row, standing: KnownBase): readonly Fault[] {
  const { establishedOn, kind, platform, level, capacity, address } = columns;
  return differences([
    {
      column: establishedOn,
      standing: standing.establishedOn,
      wanted: row.establishedOn,
    },
    { column: kind, standing: standing.kind, wanted: row.kind },
    { column: platform, standing: standing.platform, wanted: row.platform },
    { column: level, standing: standing.level, wanted: row.level },
    { column: capacity, standing: standing.capacity, wanted: row.capacity },
    { column: address, standing: standing.address, wanted: row.address },
  ]);
}
