import {
  AuthorityId,
  Day,
  DivisionCode,
  EventId,
  OrganizationId,
  PersonId,
  Source,
} from '@fuhua/kernel';
import { Uscc, type FilingType, type LegalKind } from '@fuhua/rules';
import { z } from 'zod';

export { Source };

/** Values that several events of the slice share. */

/** 社会团体 · 社会服务机构（民办非企业单位） · 基金会 */
export const OrganizationKind = z.enum([
  'social-association',
  'social-service-organization',
  'foundation',
] satisfies readonly LegalKind[]);

export const Name = z.string().trim().min(1).max(200);
export const Reason = z.string().trim().min(1).max(1000);

/** A whole number of fen, without leading zeros. */
export const Fen = z
  .string()
  .regex(/^(0|[1-9]\d{0,17})$/, { error: 'must be a whole number of fen' });

/** The calendar year reported on; filing falls into the year after. */
export const FiscalYear = z.int().min(1999).max(2099);

/**
 * 登记管理机关: an authority of the province, or a division outside it (definition 8). For a body that is not registered,
 * the bureau in whose competence it lies. `division` is the authority's own, for scopes; competence compares ids.
 */
export const RegistrarRef = z.discriminatedUnion('at', [
  z.object({ at: z.literal('authority'), authority: AuthorityId, division: DivisionCode }),
  z.object({ at: z.literal('outside'), division: DivisionCode }),
]);
export type RegistrarRef = z.infer<typeof RegistrarRef>;

/** 住所 */
export const Domicile = z.object({ division: DivisionCode, address: Name });

/** What a body is told by from the day its record is opened. */
export const Profile = z.object({
  name: Name,
  domicile: Domicile.optional(),
  /** 业务主管单位, by name; absent for direct registration. */
  sponsoringUnit: Name.optional(),
});

/** What a registration rests on (R-ENT-01). The division inside a code is compared with nothing (definition 22). */
export const Registration = z.object({
  kind: OrganizationKind,
  uscc: Uscc,
  registrar: RegistrarRef,
  registeredOn: Day,
});
export type Registration = z.infer<typeof Registration>;

/** A township or subdistrict: 9 digits. */
const Township = DivisionCode.refine((code) => code.length === 9, {
  error: 'must be a township’s division code of 9 digits',
});

/** 已登记 · 已备案（无统一社会信用代码） · 筹备中 */
export const Body = z.discriminatedUnion('form', [
  z.object({ form: z.literal('registered'), kind: OrganizationKind, uscc: Uscc }),
  z.object({ form: z.literal('filed'), township: Township }),
  z.object({
    form: z.literal('preparing'),
    intendedKind: OrganizationKind.optional(),
    /** R-ENT-08: persons at the core of the team, a count. */
    corePersons: z.int().min(0).max(1000),
  }),
]);
export type Body = z.infer<typeof Body>;

/** 年检 · 年报 */
export const Filing = z.enum([
  'annual-inspection',
  'annual-report',
] satisfies readonly FilingType[]);
/** 合格 · 基本合格 · 不合格 */
export const Conclusion = z.enum(['pass', 'basic-pass', 'fail']);

/** A to AAAAA */
export const Grade = z.enum(['1A', '2A', '3A', '4A', '5A']);
export const PlateLevel = z.enum(['national', 'province', 'city', 'county']);

/** 非营利组织免税资格 · 公益性捐赠税前扣除资格 */
export const TaxQualification = z.enum(['npo-exemption', 'donation-deduction']);
export type TaxQualification = z.infer<typeof TaxQualification>;

/** 枢纽型 · 支持型 · 社会工作服务机构 · 社区社会组织 */
export const Classification = z.enum(['hub', 'support', 'social-work-agency', 'community']);

/** 活动异常名录 · 严重违法失信名单 */
export const List = z.enum(['abnormal-activity', 'serious-violation']);
export type List = z.infer<typeof List>;
/** The grounds of 民政部令60号 by list. */
export const GROUNDS = {
  'abnormal-activity': [
    'annual-report',
    'no-party-organization',
    'rectification-overdue',
    'public-fundraising',
    'warning-or-small-fine',
    'unreachable',
    'other',
  ],
  'serious-violation': [
    'two-years-abnormal',
    'registration-fraud',
    'large-fine',
    'repeated-penalties',
    'suspension',
    'judgment-defaulter',
    'revocation',
    'other',
  ],
} as const satisfies Record<List, readonly string[]>;
export const Ground = z.enum([...GROUNDS['abnormal-activity'], ...GROUNDS['serious-violation']]);
export type Ground = z.infer<typeof Ground>;

/** 警告 · 通报批评 · 罚款 · 没收 · 限期停止活动 · 撤销登记 · 其他 */
export const PenaltyKind = z.enum([
  'warning',
  'public-criticism',
  'fine',
  'confiscation',
  'suspension',
  'revocation',
  'other',
]);

/** 未建 · 联合党支部 · 单独组建 · 党建指导员联系 */
export const PartyCoverage = z.enum(['none', 'joint', 'independent', 'instructor']);
/** Full Party members, as a band: never names, never exact numbers. */
export const PartyMembers = z.enum(['0', '1-2', '3-49', '50-99', '100+']);

/** 守信 · 正常 · 失信 · 已修复 */
export const CreditStatus = z.enum(['trustworthy', 'normal', 'untrustworthy', 'repaired']);

/** Registers whose silence counts only while they are fresh (definitions 5 and 6). */
export const Register = z.enum([
  'annual-filings',
  'lists',
  'penalties',
  'grades',
  'tax-qualifications',
  'registrations',
]);

/** 控制 · 被控制 · 负责人交叉任职 · 资金往来 */
export const Relation = z.enum(['controls', 'controlled-by', 'shared-head', 'payment']);
export const Counterparty = z.discriminatedUnion('is', [
  z.object({ is: z.literal('organization'), organization: OrganizationId }),
  z.object({ is: z.literal('person'), person: PersonId }),
]);
export type Counterparty = z.infer<typeof Counterparty>;

/** 法定代表人 · 负责人 · 发起人 · 举办者 */
export const Post = z.enum(['legal-representative', 'head', 'initiator', 'founder']);

/** The fields every recorded fact has. */
export const fact = { organization: OrganizationId, source: Source };
/** The fields of an end: `recorded` is the id of the event that recorded what ends. */
export const ending = { ...fact, recorded: EventId };
