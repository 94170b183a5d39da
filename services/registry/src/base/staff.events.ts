import { Day, event, PersonId, type EventOf } from '@fuhua/kernel';
import { Decision } from '@fuhua/rules';
import { z } from 'zod';
import { ending } from './upkeep-values.events.ts';
import { fact, Name, Reason } from './values.events.ts';

/** Who works at a base (四(二)1-1, 1-2, 2-2). Persons by id only: names are in their own record. */

/** 助理社会工作师 · 社会工作师 · 高级社会工作师 */
export const SocialWorkLevel = z.enum(['assistant', 'social-worker', 'senior']);
export type SocialWorkLevel = z.infer<typeof SocialWorkLevel>;

/** 专职人员已配备: full-time or part-time, in a post; with `validTo` where its last day is known. */
export const baseStaffAssigned = event(
  'BaseStaffAssigned',
  1,
  z.object({
    ...fact,
    person: PersonId,
    post: Name,
    fullTime: z.boolean(),
    validFrom: Day,
    validTo: Day.optional(),
  }),
  { correctable: ['post', 'fullTime', 'validFrom', 'validTo', 'source'] },
);

/** 专职人员已离岗. From `on` the post is not held. */
export const baseStaffLeft = event('BaseStaffLeft', 1, z.object(ending), {
  correctable: ['on', 'source'],
});

/** 社工资格已登记; open where its certificate names no last day. */
export const socialWorkQualificationRecorded = event(
  'SocialWorkQualificationRecorded',
  1,
  z.object({
    ...fact,
    person: PersonId,
    level: SocialWorkLevel,
    validFrom: Day,
    validTo: Day.optional(),
  }),
  { correctable: ['level', 'validFrom', 'validTo', 'source'] },
);

/** 社工资格已取消. From `on` it holds no longer. */
export const socialWorkQualificationWithdrawn = event(
  'SocialWorkQualificationWithdrawn',
  1,
  z.object({ ...ending, reason: Reason }),
  { correctable: ['on', 'reason', 'source'] },
);

/** A person's id, or a number on a list such as `A3`: never a name. */
export const Candidate = z
  .string()
  .regex(/^([A-Z]?\d{1,4}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/, {
    error: 'must be a person’s id, or a number such as A3',
  });

/** 0 or more, with up to two decimals. */
export const TotalScore = z
  .string()
  .regex(/^(0|[1-9]\d{0,5})(\.\d{1,2})?$/, { error: 'must be 0 or more, with up to two decimals' });

/** One of those who were compared for a post. */
export const Applicant = z.object({
  candidate: Candidate,
  totalScore: TotalScore,
  socialWorkQualification: z.boolean(),
});
export type Applicant = z.infer<typeof Applicant>;

export const Applicants = z
  .array(Applicant)
  .min(1)
  .max(200)
  .refine((all) => new Set(all.map(({ candidate }) => candidate)).size === all.length, {
    error: 'must not repeat',
  });

/**
 * 优先聘用规则已适用 (R-STF-01): who was chosen for a post. `candidates`: as they applied; what the rule saw of them is in the
 * decision, which a recorded history may lack.
 */
export const staffPreferenceApplied = event(
  'StaffPreferenceApplied',
  1,
  z.object({
    ...fact,
    post: Name,
    candidates: Applicants,
    chosen: Candidate,
    on: Day,
    decision: Decision.optional(),
  }),
);

export const staffEvents = [
  baseStaffAssigned,
  baseStaffLeft,
  socialWorkQualificationRecorded,
  socialWorkQualificationWithdrawn,
  staffPreferenceApplied,
] as const;
export type StaffEvent = EventOf<(typeof staffEvents)[number]>;
