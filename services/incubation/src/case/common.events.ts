import {
  Day,
  evaluationRequested,
  EvaluationPurpose,
  event,
  EventId,
  type EventOf,
} from '@fuhua/kernel';
import { DimensionMean, Score } from '@fuhua/rules';
import { z } from 'zod';
import {
  Clock,
  Files,
  Gate,
  Reason,
  RunningClock,
  ServedDocument,
  subject,
} from './values.events.ts';

export { evaluationRequested };

/** What may happen in every stage of a case. */

/** 文书已送达: with number, text and proof of service. A clock that it starts is `starts`. */
export const documentServed = event(
  'DocumentServed',
  1,
  z.object({ ...subject, ...ServedDocument.shape, starts: RunningClock.optional() }),
);

/** 党建工作已核查 before a gate (四(四)1-1). What was done is recorded, never what persons believe. */
export const partyWorkReviewed = event(
  'PartyWorkReviewed',
  1,
  z.object({ ...subject, gate: Gate, findings: Reason, evidence: Files, reviewedOn: Day }),
);

/** 办理已逾期: recorded, and nothing follows from it by itself (R-REV-02). */
export const caseClockMissed = event(
  'CaseClockMissed',
  1,
  z.object({
    ...subject,
    clock: Clock,
    due: Day,
    /** The event whose own clock it is, such as an objection. */
    of: EventId.optional(),
  }),
);

/** 计时日已更正 (definition 25): the day on which the clocks of the stage run, and when they are due now. */
export const clockDayCorrected = event(
  'ClockDayCorrected',
  1,
  z.object({
    ...subject,
    day: Day,
    clocks: z.array(RunningClock).min(1),
    reason: Reason,
    evidence: Files.min(1),
  }),
);

/** 评审结论已收到: what the panel that the request opened concluded. Nothing is decided by it (R-REV-03). */
export const evaluationReceived = event(
  'EvaluationReceived',
  1,
  z.object({
    ...subject,
    request: EventId,
    purpose: EvaluationPurpose,
    panel: z.uuid(),
    /** The PanelConcluded of the evaluation service. */
    concluded: EventId,
    /** 0.00 to 100.00 */
    mean: Score,
    dimensions: z.array(DimensionMean),
    raters: z.int().nonnegative(),
    /** Of these, not of the base, its operator or its authority. */
    outsideRaters: z.int().nonnegative(),
    concludedOn: Day,
  }),
);

export const commonEvents = [
  documentServed,
  partyWorkReviewed,
  caseClockMissed,
  clockDayCorrected,
  evaluationRequested,
  evaluationReceived,
] as const;
export type CommonEvent = EventOf<(typeof commonEvents)[number]>;
