import { Day, event, EventId, OrganizationId, type EventOf } from '@fuhua/kernel';
import { z } from 'zod';
import {
  Classification,
  ending,
  fact,
  Grade,
  Name,
  PlateLevel,
  Reason,
  TaxQualification,
} from './values.events.ts';

/** What an organization is qualified for or counted as, with its validity; inclusive at both ends (definition 3). */

/** 等级已授予. Who rates gives the plate (谁评估、谁授牌); `plateLevel` is that authority's. */
export const gradeAwarded = event(
  'GradeAwarded',
  1,
  z.object({
    ...fact,
    grade: Grade,
    rater: Name,
    plateLevel: PlateLevel,
    awardedOn: Day,
    validFrom: Day,
    validTo: Day,
  }),
  {
    correctable: ['grade', 'rater', 'plateLevel', 'awardedOn', 'validFrom', 'validTo', 'source'],
  },
);

/** 等级已取消. From `on` there is none. */
export const gradeWithdrawn = event(
  'GradeWithdrawn',
  1,
  z.object({ ...ending, on: Day, reason: Reason }),
  { correctable: ['on', 'reason', 'source'] },
);

/** 等级已失效: valid through `validTo`, and no newer grade took its place. From then on: no grade. */
export const gradeExpired = event(
  'GradeExpired',
  1,
  z.object({ organization: OrganizationId, recorded: EventId, grade: Grade, validTo: Day }),
);

/** 税收资格已登记 */
export const taxQualificationRecorded = event(
  'TaxQualificationRecorded',
  1,
  z.object({ ...fact, qualification: TaxQualification, validFrom: Day, validTo: Day }),
  { correctable: ['validFrom', 'validTo', 'source'] },
);

/** 税收资格已取消. From `on` it holds no longer. */
export const taxQualificationWithdrawn = event(
  'TaxQualificationWithdrawn',
  1,
  z.object({ ...ending, on: Day, reason: Reason }),
  { correctable: ['on', 'reason', 'source'] },
);

/** 资格将到期, 90, 60 and 30 days before `validTo`. */
export const taxQualificationExpiring = event(
  'TaxQualificationExpiring',
  1,
  z.object({
    organization: OrganizationId,
    recorded: EventId,
    qualification: TaxQualification,
    validTo: Day,
    daysLeft: z.int().positive(),
  }),
);

/** 资格已失效: valid through `validTo`, and no newer one took its place. */
export const taxQualificationLapsed = event(
  'TaxQualificationLapsed',
  1,
  z.object({
    organization: OrganizationId,
    recorded: EventId,
    qualification: TaxQualification,
    validTo: Day,
  }),
);

/** 慈善组织属性已登记: from `since` it is a charity (认定), or is one no longer. It decides between 年报 and 年检. */
export const charityStatusRecorded = event(
  'CharityStatusRecorded',
  1,
  z.object({ ...fact, charity: z.boolean(), since: Day }),
  { correctable: ['charity', 'since', 'source'] },
);

/** 公开募捐资格已取得 */
export const publicFundraisingGranted = event(
  'PublicFundraisingGranted',
  1,
  z.object({ ...fact, validFrom: Day, validTo: Day.optional() }),
  { correctable: ['validFrom', 'validTo', 'source'] },
);

/** 公开募捐资格已取消. From `on` it holds no longer. */
export const publicFundraisingWithdrawn = event(
  'PublicFundraisingWithdrawn',
  1,
  z.object({ ...ending, on: Day, reason: Reason }),
  { correctable: ['on', 'reason', 'source'] },
);

/** 类型已认定: hub-type, support-type, social work service agency, community social organization. */
export const classificationRecorded = event(
  'ClassificationRecorded',
  1,
  z.object({
    ...fact,
    classification: Classification,
    validFrom: Day,
    validTo: Day.optional(),
  }),
  { correctable: ['validFrom', 'validTo', 'source'] },
);

/** 类型认定已终止. From `on` it does not count as one. */
export const classificationEnded = event(
  'ClassificationEnded',
  1,
  z.object({ ...ending, on: Day, reason: Reason }),
  { correctable: ['on', 'reason', 'source'] },
);

export const qualificationEvents = [
  gradeAwarded,
  gradeWithdrawn,
  gradeExpired,
  taxQualificationRecorded,
  taxQualificationWithdrawn,
  taxQualificationExpiring,
  taxQualificationLapsed,
  charityStatusRecorded,
  publicFundraisingGranted,
  publicFundraisingWithdrawn,
  classificationRecorded,
  classificationEnded,
] as const;
export type QualificationEvent = EventOf<(typeof qualificationEvents)[number]>;
