import {
  BaseId,
  Day,
  DivisionCode,
  EvaluationPurpose,
  EventId,
  OrganizationId,
  type EventOf,
} from '@fuhua/kernel';
import { z } from 'zod';
import { publicEvent } from './public-event.ts';

/** Evaluation's public events about panels: no rater, no single score. */

const of = {
  panel: z.uuid(),
  /** The EvaluationRequested that the panel answers. */
  request: EventId,
  /** The stream that asked. */
  subject: z.string(),
  purpose: EvaluationPurpose,
};
/** `id` is missing of a rubric that is shipped. */
const rubric = z.object({ id: z.uuid().optional(), version: z.int().positive() });
/** Points of 100, two decimals. */
const points = z.string();

export const panelOpened = publicEvent(
  'PanelOpened',
  z.object({
    ...of,
    base: BaseId,
    organization: OrganizationId,
    division: DivisionCode,
    rubric,
    ratersMin: z.int().positive(),
    outsideMin: z.int().nonnegative(),
    dueOn: Day,
    openedOn: Day,
  }),
);

/** `alpha`: how far the raters agree (Krippendorff, interval), three decimals; it decides nothing. */
export const panelConcluded = publicEvent(
  'PanelConcluded',
  z.object({
    ...of,
    mean: points,
    dimensions: z.array(z.object({ code: z.string(), mean: points, max: points })),
    band: z.string(),
    alpha: z.string().optional(),
    raters: z.int().positive(),
    /** Of these, not of the base, its operator or its authority. */
    outsideRaters: z.int().nonnegative(),
    rubric,
    concludedOn: Day,
  }),
);

export const panelCancelled = publicEvent('PanelCancelled', z.object({ ...of, on: Day }));

export type PublicPanelEvent =
  EventOf<typeof panelOpened> | EventOf<typeof panelConcluded> | EventOf<typeof panelCancelled>;
