import {
  AuthorityId,
  catalogue,
  Day,
  DivisionCode,
  EvaluationPurpose,
  event,
  type EventOf,
} from '@fuhua/kernel';
import { Rubric } from '@fuhua/rules';
import { z } from 'zod';

/** By what the panels of an authority rate (5.2, 5.4, 5.5): one stream for each of its purposes, with every version. */

export const RubricId = z.uuid().brand<'RubricId'>();
export type RubricId = z.infer<typeof RubricId>;

const of = { rubric: RubricId, version: z.int().positive() };
const whose = { ...of, authority: AuthorityId, division: DivisionCode, purpose: EvaluationPurpose };

/** 评分标准已起草: the whole draft, in place of an earlier one of the same version. */
export const rubricDrafted = event('RubricDrafted', 1, z.object({ ...whose, content: Rubric }));

/** 评分标准已发布: nothing of it changes any more; a change is the next version. */
export const rubricReleased = event(
  'RubricReleased',
  1,
  z.object({
    ...whose,
    content: Rubric,
    /** Panels opened from this day on rate by it. */
    effectiveFrom: Day,
  }),
);

/** 评分标准已被替代: from `on` new panels rate by the version `by`; those that run stay with theirs. */
export const rubricSuperseded = event(
  'RubricSuperseded',
  1,
  z.object({ ...of, by: z.int().positive(), on: Day }),
);

const definitions = [rubricDrafted, rubricReleased, rubricSuperseded] as const;
export const rubricEvents = catalogue(...definitions);
export type RubricEvent = EventOf<(typeof definitions)[number]>;
