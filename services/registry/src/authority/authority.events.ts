import {
  AuthorityId,
  catalogue,
  Day,
  DivisionCode,
  event,
  EventId,
  PersonId,
  type EventOf,
} from '@fuhua/kernel';
import { Due, type LegalKind } from '@fuhua/rules';
import { z } from 'zod';

/** 民政部门 · 业务主管单位或行业管理部门 */
export const AuthorityKind = z.enum(['civil-affairs', 'sponsor']);
export type AuthorityKind = z.infer<typeof AuthorityKind>;

/** Where there are authorities: no township, village or functional zone has one (definitions 8 and 9). */
export const AuthorityLevel = z.enum(['province', 'city', 'county']);
export type AuthorityLevel = z.infer<typeof AuthorityLevel>;

/** What a sponsor is in charge of: 教育, 文旅 …. The code tells the sponsors of one division apart; the name may change. */
export const Department = z.object({
  code: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/, { error: 'must be 2 to 40 of a-z, 0-9 and -' }),
  name: z.string().trim().min(1).max(100),
});
export type Department = z.infer<typeof Department>;

/** What an authority is, whatever it is called. */
export type Office =
  | { readonly kind: 'civil-affairs'; readonly division: DivisionCode }
  | { readonly kind: 'sponsor'; readonly division: DivisionCode; readonly department: Department };

/** 社会团体 · 社会服务机构 · 基金会 */
export const OrganizationKind = z.enum([
  'social-association',
  'social-service-organization',
  'foundation',
] satisfies readonly LegalKind[]);

const Name = z.string().trim().min(1).max(100);
const OfficePhone = z
  .string()
  .regex(/^\+?[0-9][0-9 -]{4,24}$/, { error: 'must be a phone number' });
/** 文号, such as 苏民规〔2022〕3号 */
const DocumentNumber = z.string().trim().min(1).max(100);
const Reason = z.string().trim().min(1).max(1000);

/** 主管部门已建档. The office's phone, never a person's. */
export const authorityRegistered = event(
  'AuthorityRegistered',
  1,
  z.object({
    authority: AuthorityId,
    kind: AuthorityKind,
    division: DivisionCode,
    level: AuthorityLevel,
    department: Department.optional(),
    name: Name,
    contact: PersonId.optional(),
    officePhone: OfficePhone,
    validFrom: Day,
  }),
  { correctable: ['name', 'contact', 'officePhone'] },
);

/** 主管部门已更名. The same authority under another name from `validFrom`. */
export const authorityRenamed = event(
  'AuthorityRenamed',
  1,
  z.object({ authority: AuthorityId, name: Name, validFrom: Day, document: DocumentNumber }),
  { correctable: ['name', 'document'] },
);

/** 联系人已确定. Without `contact` nobody is named for the time being. */
export const authorityContactSet = event(
  'AuthorityContactSet',
  1,
  z.object({
    authority: AuthorityId,
    contact: PersonId.optional(),
    officePhone: OfficePhone,
  }),
  { correctable: ['contact', 'officePhone'] },
);

/** 主管部门已撤并. From `on` there is no such authority; `successor` took over its work. */
export const authorityDissolved = event(
  'AuthorityDissolved',
  1,
  z.object({
    authority: AuthorityId,
    on: Day,
    successor: AuthorityId.optional(),
    document: DocumentNumber,
  }),
  { correctable: ['document'] },
);

/** 文件已签收, once a document. */
export const policyAcknowledged = event(
  'PolicyAcknowledged',
  1,
  z.object({ authority: AuthorityId, document: DocumentNumber, receivedOn: Day }),
  { correctable: ['receivedOn'] },
);

/**
 * 年检年报期限已确定, for the organizations this registrar registered (definition 6). `namedDay` is the day the registrar
 * named, `due` the last permitted one as `calendar` rolls it. The day is not correctable: both days must change together,
 * so a wrong one is replaced by another of these (definition 25).
 */
export const filingDeadlineSet = event(
  'FilingDeadlineSet',
  1,
  z.object({
    authority: AuthorityId,
    /** The year reported on. Filing falls into the year after. */
    fiscalYear: z.int().min(1999).max(2099),
    organizationKind: OrganizationKind,
    /** Charities file annual reports (年报), others annual inspections (年检). */
    charity: z.boolean(),
    namedDay: Day,
    ...Due.shape,
    calendar: z.string(),
    document: DocumentNumber.optional(),
    replaces: EventId.optional(),
    reason: Reason.optional(),
  }),
  { correctable: ['document', 'reason'] },
);

/**
 * 功能区对应关系已确定 (definition 9), in the provincial bureau's stream only: which bureau acts for a zone and which county
 * its bases count for, from `validFrom` until the day before the zone's next one. `replaces` takes an earlier one back whole.
 */
export const zoneMappingSet = event(
  'ZoneMappingSet',
  1,
  z.object({
    authority: AuthorityId,
    zone: DivisionCode,
    actingAuthority: AuthorityId,
    countsFor: z.union([DivisionCode, z.literal('none')]),
    validFrom: Day,
    document: DocumentNumber.optional(),
    replaces: EventId.optional(),
    reason: Reason.optional(),
  }),
  { correctable: ['document', 'reason'] },
);

export const authorityEvents = catalogue(
  authorityRegistered,
  authorityRenamed,
  authorityContactSet,
  authorityDissolved,
  policyAcknowledged,
  filingDeadlineSet,
  zoneMappingSet,
);
export type AuthorityEvent =
  | EventOf<typeof authorityRegistered>
  | EventOf<typeof authorityRenamed>
  | EventOf<typeof authorityContactSet>
  | EventOf<typeof authorityDissolved>
  | EventOf<typeof policyAcknowledged>
  | EventOf<typeof filingDeadlineSet>
  | EventOf<typeof zoneMappingSet>;
