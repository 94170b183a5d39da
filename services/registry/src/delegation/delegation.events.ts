import {
  AuthorityId,
  BaseId,
  catalogue,
  Day,
  DivisionCode,
  event,
  OrganizationId,
  PersonId,
  Source,
  type EventOf,
} from '@fuhua/kernel';
import { Due } from '@fuhua/rules';
import { z } from 'zod';

/** What a county base does for others (三(二)): services delegated to it, research, standards. */

/** 等级评估 · 公益创投 · 能力提升 · 人才培养: what a county base takes over. */
export const DelegatedService = z.enum(['grading', 'venture', 'capability', 'talent']);
export type DelegatedService = z.infer<typeof DelegatedService>;

/** 调研报告 · 论文 · 政策建议 · 案例 */
export const ResearchForm = z.enum(['report', 'paper', 'policy-advice', 'case-study']);
/** 地方标准 · 团体标准 · 本级规范 · 基地规范 */
export const StandardLevel = z.enum(['local', 'group', 'county', 'base']);

/** 控制 · 被控制 · 负责人交叉任职 · 资金往来 · 其他利害关系 */
export const Interest = z.enum(['controls', 'controlled-by', 'shared-head', 'payment', 'other']);
export type Interest = z.infer<typeof Interest>;

/** One stream for each: a mandate, a piece of research, a standard. */
export const DelegationId = z.uuid().brand<'DelegationId'>();
export type DelegationId = z.infer<typeof DelegationId>;

const Title = z.string().trim().min(1).max(200);
const Reason = z.string().trim().min(1).max(1000);
/** 文号 */
const DocumentNumber = z.string().trim().min(1).max(100);
const of = { delegation: DelegationId, base: BaseId };
/** `division`: where the base stood. */
const opening = { ...of, division: DivisionCode };

/** 承接事项已委托, by the authority of the base, from `validFrom` to `validTo`, both included. */
export const delegatedServiceAssigned = event(
  'DelegatedServiceAssigned',
  1,
  z.object({
    ...opening,
    service: DelegatedService,
    authority: AuthorityId,
    scope: Reason,
    validFrom: Day,
    validTo: Day,
    /** Until when who carries it out declares its independence; of services that judge others. */
    declareBy: Due.optional(),
    calendar: z.string(),
    source: Source,
  }),
  { correctable: ['scope', 'source'] },
);

/** 受托方独立性声明已签署: every organization in which the one who carries it out has an interest, or none. */
export const delegateDeclarationSigned = event(
  'DelegateDeclarationSigned',
  1,
  z.object({
    ...of,
    /** Who signed, for the base or its operator. */
    person: PersonId,
    interests: z.array(z.object({ organization: OrganizationId, interest: Interest })).max(200),
    on: Day,
    source: Source,
  }),
  { correctable: ['source'] },
);

/** 独立性声明已逾期 */
export const delegateDeclarationOverdue = event(
  'DelegateDeclarationOverdue',
  1,
  z.object({ ...of, due: Day }),
);

/** 承接事项已办理一批: these organizations were rated, chosen or trained, as the document says. */
export const delegatedServiceDelivered = event(
  'DelegatedServiceDelivered',
  1,
  z.object({
    ...of,
    service: DelegatedService,
    on: Day,
    organizations: z.array(OrganizationId).min(1).max(500),
    source: Source,
  }),
  { correctable: ['source'] },
);

/** 委托已撤回. From `on` the base acts no longer. */
export const delegatedServiceRevoked = event(
  'DelegatedServiceRevoked',
  1,
  z.object({ ...of, service: DelegatedService, on: Day, reason: Reason, document: DocumentNumber }),
);

/** 委托已期满 */
export const delegatedServiceEnded = event(
  'DelegatedServiceEnded',
  1,
  z.object({ ...of, service: DelegatedService, validTo: Day }),
);

/** 课题成果已登记 */
export const researchOutputRegistered = event(
  'ResearchOutputRegistered',
  1,
  z.object({ ...opening, title: Title, form: ResearchForm, completedOn: Day, source: Source }),
  { correctable: ['title', 'form', 'completedOn', 'source'] },
);

/** 课题成果已撤回 */
export const researchOutputWithdrawn = event(
  'ResearchOutputWithdrawn',
  1,
  z.object({ ...of, on: Day, reason: Reason }),
);

/** 标准已制定 */
export const standardAdopted = event(
  'StandardAdopted',
  1,
  z.object({
    ...opening,
    title: Title,
    /** 标准号 or 文号 */
    number: DocumentNumber,
    level: StandardLevel,
    issuedBy: Title,
    adoptedOn: Day,
    source: Source,
  }),
  { correctable: ['title', 'number', 'level', 'issuedBy', 'adoptedOn', 'source'] },
);

/** 标准已废止. From `on` it holds no longer. */
export const standardRepealed = event(
  'StandardRepealed',
  1,
  z.object({ ...of, on: Day, reason: Reason }),
);

const definitions = [
  delegatedServiceAssigned,
  delegateDeclarationSigned,
  delegateDeclarationOverdue,
  delegatedServiceDelivered,
  delegatedServiceRevoked,
  delegatedServiceEnded,
  researchOutputRegistered,
  researchOutputWithdrawn,
  standardAdopted,
  standardRepealed,
] as const;
export const delegationEvents = catalogue(...definitions);
export type DelegationEvent = EventOf<(typeof definitions)[number]>;
