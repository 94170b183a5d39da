import { Day, event, type EventOf } from '@fuhua/kernel';
import { Decision, Due } from '@fuhua/rules';
import { z } from 'zod';
import { FollowUpConditions, GraduationBand } from './active-values.events.ts';
import { subject } from './values.events.ts';

/** After the graduation: checks, and whether the organization survived (R-GRD-04). */

/** 已出壳. Residency and place are given back; the checks are due. */
export const graduated = event(
  'Graduated',
  1,
  z.object({
    ...subject,
    band: GraduationBand,
    conditions: FollowUpConditions,
    graduatedOn: Day,
    /** `month`: so many months after the graduation. */
    checks: z.array(z.object({ month: z.int().positive(), from: Day, by: Due })).min(1),
  }),
);

/** 跟踪回访已完成 */
export const followUpChecked = event(
  'FollowUpChecked',
  1,
  z.object({
    ...subject,
    month: z.int().positive(),
    decision: Decision,
    /** 正常开展活动; of the last check it is the survival indicator. */
    active: z.boolean(),
    openConditions: FollowUpConditions,
    checkedOn: Day,
  }),
);

export const followUpEvents = [graduated, followUpChecked] as const;
export type FollowUpEvent = EventOf<(typeof followUpEvents)[number]>;
