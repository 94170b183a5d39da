import type { AuthorityId, Day, DivisionCode, OrganizationId } from '@fuhua/kernel';
import { day, divisionCode, oneOf, text, uscc } from './cell.ts';
import { outcomeOf } from './known.ts';
import { organizationWith, type System } from './system.ts';
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
  uscc: required(
    {
      ...{ zh: '统一社会信用代码', en: 'uscc' },
      hint: { zh: '18 位；该列设为文本', en: '18 characters, the column formatted as text' },
    },
    uscc,
  ),
  name: required(
    { zh: '名称', en: 'name', hint: { zh: '登记时的名称', en: 'as it was registered' } },
    text(200),
  ),
  kind: required(
    {
      ...{ zh: '类型', en: 'kind' },
      hint: {
        zh: '社会团体、社会服务机构（民办非企业单位）或基金会',
        en: 'social-association, social-service-organization or foundation',
      },
    },
    oneOf({
      社会团体: 'social-association',
      ...{
        社会服务机构: 'social-service-organization',
        民办非企业单位: 'social-service-organization',
      },
      ...{ 民非: 'social-service-organization', 基金会: 'foundation' },
    }),
  ),
  registrar: required(
    {
      ...{ zh: '登记管理机关区划', en: 'registrar' },
      hint: {
        zh: '登记管理机关的区划代码；省外的填其区划',
        en: 'division code of the registrar; outside the province its division',
      },
    },
    divisionCode,
  ),
  since: required(
    { zh: '成立登记日期', en: 'since', hint: { zh: '登记之日', en: 'the day of registration' } },
    day,
  ),
  domicileDivision: optional(
    {
      ...{ zh: '住所区划', en: 'domicileDivision' },
      hint: { zh: '登记时的住所所在区划', en: 'division of the domicile at registration' },
    },
    divisionCode,
  ),
  domicileAddress: optional(
    {
      ...{ zh: '住所地址', en: 'domicileAddress' },
      hint: { zh: '与住所区划同时填写', en: 'together with its division' },
    },
    text(200),
  ),
  sponsoringUnit: optional(
    {
      ...{ zh: '业务主管单位', en: 'sponsoringUnit' },
      hint: { zh: '名称；直接登记的留空', en: 'by name; empty for direct registration' },
    },
    text(200),
  ),
  document: optional(
    { zh: '文号', en: 'document', hint: { zh: '依据的文件', en: 'what it rests on' } },
    text(100),
  ),
};

type Row = RowOf<typeof columns>;

export const organizations: Table<typeof columns> = {
  kind: 'organizations',
  title: { zh: '社会组织', en: 'organizations' },
  columns,
  check: ({ domicileDivision, domicileAddress }) => {
    if ((domicileDivision === undefined) === (domicileAddress === undefined)) return [];
    const { domicileDivision: division, domicileAddress: address } = columns;
    return [{ column: domicileDivision === undefined ? division : address, reason: together }];
  },
  keyOf: (row) => [row.uscc],
  subjectOf: (row) => row.uscc,
  record,
  examples: [
    {
      ...{ uscc: '52320506MJ0000018Y', name: '阳光社区服务中心(测试)', kind: '社会服务机构' },
      ...{ registrar: '320506', since: '2020-05-06' },
      ...{ domicileDivision: '320506', domicileAddress: '测试路1号' },
      ...{ sponsoringUnit: '吴中区民政局(测试)', document: '吴民登〔2020〕1号(测试)' },
    },
  ],
};

const together = {
  zh: '住所区划与住所地址须同时填写',
  en: 'division and address of the domicile go together',
};

/** What a route takes for a registrar: an authority of the province, or a division outside it. */
export type Registrar =
  { readonly authority: AuthorityId } | { readonly outsideDivision: DivisionCode };

/** @param code of the registrar's division; undefined when the province has no such authority on record */
export async function registrarOf(
  system: System,
  code: DivisionCode,
): Promise<Registrar | undefined> {
  if (!code.startsWith(PROVINCE)) return { outsideDivision: code };
  const known = await system.authority(code);
  return known && { authority: known.id };
}

const PROVINCE = '32';

export const noSuchAuthority = (column: Fault['column'] & object): Fault => ({
  column,
  reason: {
    zh: '没有该区划的民政部门，请先导入主管部门',
    en: 'no civil-affairs authority of that division is on record; import authorities first',
  },
});

async function record(row: Row, system: System, how: How): Promise<Outcome> {
  const registrar = await registrarOf(system, row.registrar);
  if (registrar === undefined) return bad(noSuchAuthority(columns.registrar));
  const standing = await organizationWith(system.get, row.uscc);
  if (standing !== undefined) return compared(row, registrar, standing.id, system);
  if (how.dryRun) return { is: 'kept' };
  const { uscc: code, name, kind, since, sponsoringUnit, document } = row;
  const { domicileDivision: division, domicileAddress: address } = row;
  const sent = await system.post(
    '/organizations',
    {
      ...{ form: 'registered', uscc: code, name, kind, since, registrar, sponsoringUnit },
      ...(division !== undefined && { domicile: { division, address } }),
      source: { name: how.file, document, migrated: true },
    },
    how.keyFor('register'),
  );
  return outcomeOf(sent);
}

interface Standing {
  readonly name: string;
  readonly body: { readonly kind?: string; readonly registeredOn?: Day } | null;
  readonly registrar: { readonly authority?: AuthorityId; readonly division: DivisionCode } | null;
  readonly domicile: { readonly division: DivisionCode; readonly address: string } | null;
  readonly sponsoringUnit: { readonly sponsoringUnit: string } | null;
}

/** As it stood when it was registered: what became of it later is no difference. */
async function compared(
  row: Row,
  registrar: Registrar,
  id: OrganizationId,
  system: System,
): Promise<Outcome> {
  const standing = await system.get<Standing>(`/organizations/${id}?asOf=${row.since}`);
  const { body, domicile } = standing ?? {};
  const isSame =
    'authority' in registrar
      ? standing?.registrar?.authority === registrar.authority
      : standing?.registrar?.division === row.registrar;
  const faults = differences([
    { column: columns.since, standing: body?.registeredOn, wanted: row.since },
    { column: columns.name, standing: standing?.name, wanted: row.name },
    { column: columns.kind, standing: body?.kind, wanted: row.kind },
    {
      column: columns.registrar,
      standing: isSame ? row.registrar : standing?.registrar?.division,
      wanted: row.registrar,
    },
    {
      column: columns.domicileDivision,
      standing: domicile?.division,
      wanted: row.domicileDivision,
    },
    { column: columns.domicileAddress, standing: domicile?.address, wanted: row.domicileAddress },
    {
      column: columns.sponsoringUnit,
      standing: standing?.sponsoringUnit?.sponsoringUnit,
      wanted: row.sponsoringUnit,
    },
  ]);
  return faults.length > 0 ? bad(...faults) : { is: 'unchanged' };
}
