import {
  BaseId,
  catalogue,
  Day,
  DivisionCode,
  event,
  EvidenceHash,
  OrganizationId,
  personal,
  PersonId,
  Source,
  type EventOf,
} from '@fuhua/kernel';
import { Due } from '@fuhua/rules';
import { z } from 'zod';

/** People around a base (四(二)1-4, 2-3, 五(三)): one stream each for a leader, a mediator, a referral, an outside request. */

/** 身边好人 · 专业人士 · 企业家 · 居民 · 驻区单位党员 · 人大代表 · 政协委员 */
export const LeaderTag = z.enum([
  ...(['model-citizen', 'professional', 'entrepreneur', 'resident', 'party-member'] as const),
  ...(['congress-deputy', 'cppcc-member'] as const),
]);
export type LeaderTag = z.infer<typeof LeaderTag>;

/** 诉讼 · 仲裁 · 行政复议 · 司法确认 · 法律援助 · 其他 */
export const RemedyKind = z.enum([
  ...(['litigation', 'arbitration', 'administrative-reconsideration'] as const),
  ...(['judicial-confirmation', 'legal-aid', 'other'] as const),
]);
export type RemedyKind = z.infer<typeof RemedyKind>;

/** 媒体宣传 · 成果展示 · 他人推荐 · 热线 · 上门 · 其他: how an outsider came to ask (五(三)). */
export const GuidanceChannel = z.enum([
  ...(['media', 'showcase', 'recommendation', 'hotline', 'visit', 'other'] as const),
]);
export type GuidanceChannel = z.infer<typeof GuidanceChannel>;

/** 离任 · 撤回同意 · 其他 */
export const LeaderEnd = z.enum(['left', 'consent-withdrawn', 'other']);

export const CommunityId = z.uuid().brand<'CommunityId'>();
export type CommunityId = z.infer<typeof CommunityId>;

const Reason = z.string().trim().min(1).max(1000);
const Phone = z.string().regex(/^\+?[0-9][0-9 -]{4,24}$/, { error: 'must be a phone number' });
const of = { record: CommunityId, base: BaseId };
/** `division`: where the base stood. */
const opening = { ...of, division: DivisionCode };

/** 带头人已入驻 (四(二)1-4): what the person is, the person says, and agreed that it is recorded. */
export const communityLeaderEngaged = event(
  'CommunityLeaderEngaged',
  1,
  z.object({
    ...opening,
    person: PersonId,
    /** Self-declared. */
    tags: personal(z.array(LeaderTag).min(1).max(LeaderTag.options.length), 'person'),
    /** The organization that the person leads. */
    organization: OrganizationId,
    since: Day,
    consent: z.object({ on: Day, file: EvidenceHash }),
    source: Source,
  }),
  { correctable: ['tags', 'organization', 'since', 'source'] },
);

/** 带头人已带动组织入驻 (示范带动) */
export const organizationDrawnIn = event(
  'OrganizationDrawnIn',
  1,
  z.object({ ...of, organization: OrganizationId, on: Day, source: Source }),
  { correctable: ['on', 'source'] },
);

/** 带头人已退出. From `on` nothing is told of the person. */
export const communityLeaderEnded = event(
  'CommunityLeaderEnded',
  1,
  z.object({ ...of, on: Day, why: LeaderEnd }),
);

/** 调解员已聘任 (四(二)2-3), for a term that includes both its days. */
export const mediatorAppointed = event(
  'MediatorAppointed',
  1,
  z.object({ ...opening, person: PersonId, validFrom: Day, validTo: Day, source: Source }),
  { correctable: ['source'] },
);

/** 调解员已解聘. From `on` the person mediates no longer. */
export const mediatorReleased = event(
  'MediatorReleased',
  1,
  z.object({ ...of, on: Day, reason: Reason }),
);

/** 调解员聘期已满 */
export const mediatorTermEnded = event('MediatorTermEnded', 1, z.object({ ...of, validTo: Day }));

/** 司法途径引导已记录: counts alone; what the dispute is stays outside. */
export const judicialReferralRecorded = event(
  'JudicialReferralRecorded',
  1,
  z.object({
    ...opening,
    kind: RemedyKind,
    count: z.int().positive().max(100_000),
    on: Day,
    source: Source,
  }),
  { correctable: ['kind', 'count', 'on', 'source'] },
);

/** 非入驻指导已申请 (五(三)): by one that is no resident, answered by `answerBy`. */
export const externalGuidanceRequested = event(
  'ExternalGuidanceRequested',
  1,
  z.object({
    ...opening,
    /** Of one on record. */
    organization: OrganizationId.optional(),
    /** As it calls itself. */
    requester: z.string().trim().min(1).max(200),
    contact: PersonId,
    phone: personal(Phone, 'contact').optional(),
    channel: GuidanceChannel,
    subject: Reason,
    receivedOn: Day,
    answerBy: Due,
    calendar: z.string(),
  }),
  { correctable: ['organization', 'requester', 'phone', 'channel', 'subject'] },
);

/** 非入驻指导已答复 */
export const externalGuidanceAnswered = event(
  'ExternalGuidanceAnswered',
  1,
  z.object({ ...of, on: Day, answer: Reason }),
  { correctable: ['answer'] },
);

/** 非入驻指导答复已逾期: recorded, and an answer may follow. */
export const externalGuidanceOverdue = event(
  'ExternalGuidanceOverdue',
  1,
  z.object({ ...of, due: Day }),
);

const definitions = [
  communityLeaderEngaged,
  organizationDrawnIn,
  communityLeaderEnded,
  mediatorAppointed,
  mediatorReleased,
  mediatorTermEnded,
  judicialReferralRecorded,
  externalGuidanceRequested,
  externalGuidanceAnswered,
  externalGuidanceOverdue,
] as const;
export const communityEvents = catalogue(...definitions);
export type CommunityEvent = EventOf<(typeof definitions)[number]>;
