import { AuthorityId, Day, DivisionCode, EvaluationPurpose, type EventOf } from '@fuhua/kernel';
import { z } from 'zod';
import { publicEvent } from './public-event.ts';

/** Evaluation's public events about what panels rate by. */

const of = { rubric: z.uuid(), version: z.int().positive() };
const named = { code: z.string(), name: z.object({ zh: z.string(), en: z.string() }) };
/** Points of 100, two decimals. */
const points = z.string();

/** `content`: indicators under dimensions, whose maxima sum to 100; bands from the highest to the lowest. */
export const rubricReleased = publicEvent(
  'RubricReleased',
  z.object({
    ...of,
    authority: AuthorityId,
    division: DivisionCode,
    purpose: EvaluationPurpose,
    content: z.object({
      name: named.name,
      dimensions: z.array(
        z.object({ ...named, indicators: z.array(z.object({ ...named, max: points })) }),
      ),
      drop: z.enum(['none', 'highest-and-lowest']),
      bands: z.array(z.object({ ...named, from: points, dimensionPercentMin: z.int().optional() })),
      calibrationPercent: z.int(),
    }),
    effectiveFrom: Day,
  }),
);

/** From `on` new panels rate by the version `by`. */
export const rubricSuperseded = publicEvent(
  'RubricSuperseded',
  z.object({ ...of, by: z.int().positive(), on: Day }),
);

export type PublicRubricEvent = EventOf<typeof rubricReleased> | EventOf<typeof rubricSuperseded>;
