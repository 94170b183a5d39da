import type {
  AuthorityId,
  Day,
  DivisionCode,
  EventId,
  Instant,
  OrganizationId,
} from '@fuhua/kernel';
import { field, whole, type Fields, type PlainOf } from '@fuhua/platform/http';
import { LegalKind, type Uscc } from '@fuhua/rules';
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import {
  begunOn,
  type FactKind,
  type FactRow,
  inForceOn,
  type LegalStatus,
  legalStatusOn,
  newestOn,
} from '@fuhua/directory';
import type { Body, Source } from './organization.events.ts';
import type { OrganizationRow, Stage } from './organization.view.ts';

/** How an organization is told. Persons stand in it by id only. */

const stages: readonly Stage[] = [
  ...(['seeking-registration', 'on-record', 'linking', 'refused', 'voided'] as const),
];
const statuses: readonly LegalStatus[] = [
  ...(['not-yet', 'active', 'suspended', 'revoked', 'deregistered', 'disbanded'] as const),
];

const LAST_DAY = '9999-12-31' as Day;

/** A dated fact: the fields of its event, flat, beside these. */
@ApiSchema({ name: 'OrganizationFact' })
class FactSchema {
  @ApiProperty({
    type: 'string',
    format: 'uuid',
    description: '更正时指明的事件 / the event a correction names',
  })
  event!: EventId;
  @ApiProperty({ format: 'date', nullable: true, type: 'string' })
  endedOn!: Day | null;
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  source!: Source | null;
}
type Fact = PlainOf<FactSchema> & Readonly<Record<string, unknown>>;

interface FiledYear {
  readonly fiscalYear: number;
  readonly filing: Fact | null;
  readonly acceptance: Fact | null;
  readonly exemption: Fact | null;
  readonly conclusion: Fact | null;
}

const One = (zh: string, en: string): PropertyDecorator =>
  ApiProperty({ type: FactSchema, nullable: true, description: `${zh} / ${en}` });
const Many = (zh: string, en: string): PropertyDecorator =>
  ApiProperty({ type: [FactSchema], description: `${zh} / ${en}` });

export class OrganizationAnswer {
  @ApiProperty({ type: 'string', format: 'uuid' })
  id!: OrganizationId;
  @ApiProperty({ enum: stages })
  stage!: Stage;
  @ApiProperty({ enum: statuses, description: '法律状态（所问之日） / in law, on the day' })
  status!: LegalStatus;
  @ApiProperty({ description: '名称（所问之日） / on the day asked about' })
  name!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: 'string' })
  holder!: OrganizationId | null;
  @Many('历次名称', 'names, the oldest first')
  names!: readonly Fact[];
  @One('已登记、已备案或筹备中', 'registered, filed or preparing')
  body!: Fact | null;
  @One('登记管理机关', 'the registrar')
  registrar!: Fact | null;
  @One('住所', 'the domicile')
  domicile!: Fact | null;
  @One('业务主管单位', 'the sponsoring unit')
  sponsoringUnit!: Fact | null;
  @One('限期停止活动', 'a suspension in force')
  suspension!: Fact | null;
  @One('注销、撤销登记或解散', 'how it ended')
  ending!: Fact | null;
  @One('有效等级；无或已失效为 null', 'the grade in force; null: none, which counts as no grade')
  grade!: Fact | null;
  @Many('在列名录', 'lists it stands on')
  listings!: readonly Fact[];
  @ApiProperty({
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    description: '各年度年检年报，近者在前 / annual filings, the latest year first',
  })
  filings!: readonly FiledYear[];
  @Many('行政处罚，含已履行的', 'penalties, executed ones too')
  penalties!: readonly Fact[];
  @Many('有效的税收资格', 'tax qualifications in force')
  taxQualifications!: readonly Fact[];
  @One('慈善组织属性', 'whether it is a charity')
  charity!: Fact | null;
  @One('公开募捐资格', 'the right to raise funds in public')
  publicFundraising!: Fact | null;
  @Many('类型认定', 'classifications in force')
  classifications!: readonly Fact[];
  @One('党组织', 'how the Party covers it')
  partyOrganization!: Fact | null;
  @One('信用状态', 'the credit status')
  creditStatus!: Fact | null;
  @Many('负责人，仅标识', 'who holds a post, by id')
  heads!: readonly Fact[];
  @Many('关联方', 'related parties')
  relatedParties!: readonly Fact[];
  @One('核心成员人数', 'persons at the core of a team')
  coreTeam!: Fact | null;
  @One('名称预核', 'a name approved in advance')
  namePreApproval!: Fact | null;
  @One('成立登记申请', 'an application for registration')
  registrationApplication!: Fact | null;
  @ApiProperty({
    type: 'object',
    additionalProperties: { $ref: '#/components/schemas/OrganizationFact' },
    example: {},
    description: '各名册最近一次同步 / the newest synchronisation of each register',
  })
  synchronised!: Readonly<Record<string, Fact>>;
  @ApiPropertyOptional({ type: 'string', format: 'date' })
  asOf?: Day;
  @ApiPropertyOptional({ format: 'date-time', type: 'string' })
  knownAt?: Instant;
  @ApiProperty({ type: 'integer' })
  revision!: number;
}

/** As it stood on that day. The rows may show two revisions while one view is ahead: the older is told. */
export function organizationOn(
  row: OrganizationRow,
  facts: readonly FactRow[],
  on: Day,
): PlainOf<OrganizationAnswer> {
  const one = (kind: FactKind): Fact | null => shown(newestOn(facts, kind, on));
  const many = (kind: FactKind): readonly Fact[] => inForceOn(facts, kind, on).map(plain);
  const names = begunOn(facts, 'name', on).map(plain);
  return {
    id: row.organization,
    stage: row.stage,
    status: legalStatusOn(facts, on),
    name: nameOn(facts, on) ?? row.name,
    holder: row.holder,
    names,
    body: one('body'),
    registrar: one('registrar'),
    domicile: one('domicile'),
    sponsoringUnit: one('sponsoring-unit'),
    suspension: one('suspension'),
    ending: one('deregistration') ?? one('revocation') ?? one('disbanding'),
    grade: one('grade'),
    listings: many('listing'),
    filings: filingsOn(facts, on),
    penalties: begunOn(facts, 'penalty', on).map(plain),
    taxQualifications: many('tax-qualification'),
    charity: one('charity'),
    publicFundraising: one('public-fundraising'),
    classifications: many('classification'),
    partyOrganization: one('party-organization'),
    creditStatus: one('credit-status'),
    heads: many('head'),
    relatedParties: many('related-party'),
    coreTeam: one('core-team'),
    namePreApproval: one('name-pre-approval'),
    registrationApplication: one('registration-application'),
    synchronised: synchronisedOn(facts, on),
    revision: Math.min(row.revision, ...facts.map(({ revision }) => revision)),
  };
}

/** Before it bore any, its first; none is among the facts of an attempt that was refused. */
function nameOn(facts: readonly FactRow[], on: Day): string | undefined {
  const [first] = begunOn(facts, 'name', LAST_DAY);
  return (newestOn(facts, 'name', on) ?? first)?.data['name'] as string | undefined;
}

function filingsOn(facts: readonly FactRow[], on: Day): readonly FiledYear[] {
  const parts = {
    filing: begunOn(facts, 'annual-filing', on),
    acceptance: begunOn(facts, 'filing-acceptance', on),
    exemption: begunOn(facts, 'filing-exemption', on),
    conclusion: begunOn(facts, 'annual-conclusion', on),
  };
  const years = Object.values(parts).flatMap((rows) => rows.map(fiscalYearOf));
  const ofYear = (rows: readonly FactRow[], year: number): Fact | null =>
    shown(rows.findLast((row) => fiscalYearOf(row) === year));
  return [...new Set(years)]
    .sort((a, b) => b - a)
    .map((fiscalYear) => ({
      fiscalYear,
      filing: ofYear(parts.filing, fiscalYear),
      acceptance: ofYear(parts.acceptance, fiscalYear),
      exemption: ofYear(parts.exemption, fiscalYear),
      conclusion: ofYear(parts.conclusion, fiscalYear),
    }));
}

function fiscalYearOf({ data }: FactRow): number {
  return Number(data['fiscalYear']);
}

function synchronisedOn(facts: readonly FactRow[], on: Day): Readonly<Record<string, Fact>> {
  const newest = begunOn(facts, 'synchronisation', on).flatMap((row) =>
    (row.data['registers'] as readonly string[]).map((register) => [register, plain(row)] as const),
  );
  return Object.fromEntries(newest);
}

function shown(row: FactRow | undefined): Fact | null {
  return row === undefined ? null : plain(row);
}

function plain({ event, endedOn, source, data }: FactRow): Fact {
  return { ...data, event, endedOn, source };
}

export interface OrganizationItem {
  readonly id: OrganizationId;
  readonly stage: Stage;
  readonly name: string;
  readonly form: Body['form'];
  readonly kind: LegalKind | null;
  readonly uscc: Uscc | null;
  /** Without `authority`: outside the province. */
  readonly registrar: { readonly authority: AuthorityId | null; readonly division: DivisionCode };
  readonly division: DivisionCode;
  readonly since: Day;
  readonly registeredOn: Day | null;
  readonly partyCoverage: string | null;
  readonly ending: OrganizationRow['ending'];
  readonly endedOn: Day | null;
  /** In force on the day. */
  readonly grade: unknown;
  /** Those it stands on. */
  readonly lists: readonly unknown[];
}

/** One line of a list, with what is in force on that day of the organization's facts. */
const noDay = { ...field.orNull(field.day), example: null };
const fields: Fields<OrganizationItem> = {
  ...{ id: field.id, name: field.text('南京市鼓楼区邻里互助服务中心'), stage: field.oneOf(stages) },
  form: field.oneOf(['registered', 'filed', 'preparing']),
  ...{ kind: field.orNull(field.oneOf(LegalKind.options)), uscc: field.orNull(field.text()) },
  registrar: whole({ authority: field.orNull(field.id), division: field.text('320106') }),
  ...{ division: field.text(), since: field.day, registeredOn: field.orNull(field.day) },
  partyCoverage: field.orNull(field.text('own')),
  ending: { ...field.orNull(field.oneOf(['revoked', 'deregistered', 'disbanded'])), example: null },
  endedOn: noDay,
  grade: field.orNull(field.text('3A')),
  lists: field.list(field.text('abnormal')),
};
/** How OpenAPI tells it. */
export const organizationItem = whole(fields);

export function itemOn(row: OrganizationRow, facts: readonly FactRow[], on: Day): OrganizationItem {
  const { organization: id, stage, name, form, kind, uscc, division, since, registeredOn } = row;
  const { partyCoverage, ending, endedOn } = row;
  const registrar = { authority: row.registrarAuthority, division: row.registrarDivision };
  const grade = newestOn(facts, 'grade', on)?.data['grade'] ?? null;
  const lists = inForceOn(facts, 'listing', on).map(({ data }) => data['list']);
  return {
    ...{ id, stage, name, form, kind, uscc, registrar, division, since, registeredOn },
    ...{ partyCoverage, ending, endedOn, grade, lists: [...new Set(lists)] },
  };
}
