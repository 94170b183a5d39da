import { z } from 'zod';
import { catalogue, event, type EventOf } from './event.ts';
import { BaseId, DivisionCode, EventId, OrganizationId } from './ids.ts';
import { Day } from './time.ts';

/** Events that every slice shares; they stand in the stream of the event that they are about (R-EVT-01, R-EVT-03). */

const Data = z.record(z.string(), z.unknown());

/** 更正已申请. `data` is the whole data the event would have; `before` holds today's values of `fields`. */
export const correctionRequested = event(
  'CorrectionRequested',
  1,
  z.object({
    request: EventId,
    event: EventId,
    eventType: z.string(),
    shape: z.int().positive(),
    fields: z.array(z.string()).min(1),
    before: Data,
    data: Data,
    reason: z.string().min(1),
    evidence: z.array(z.string()),
  }),
);

/** 更正已批准, by another person than the one who asked. */
export const correctionApproved = event('CorrectionApproved', 1, z.object({ request: EventId }));

/** 更正不予批准. */
export const correctionDeclined = event(
  'CorrectionDeclined',
  1,
  z.object({ request: EventId, reason: z.string().min(1) }),
);

/** 事件已更正: the whole replacing data with its shape. The newest correction of an event holds. */
export const eventCorrected = event(
  'EventCorrected',
  1,
  z.object({
    request: EventId,
    event: EventId,
    eventType: z.string(),
    shape: z.int().positive(),
    data: Data,
  }),
);

/** SHA-256 of a file of evidence, in hexadecimal; the file itself stands in no event. */
export const EvidenceHash = z
  .string()
  .regex(/^[0-9a-f]{64}$/, { error: 'must be a SHA-256 in hexadecimal' });

const Outcome = z.enum(['granted', 'refused', 'insufficient-evidence']);

/** What may be put in place of what the rules say. */
export const OverridingOutcome = z.enum(['granted', 'refused']);
export type OverridingOutcome = z.infer<typeof OverridingOutcome>;

/** 改判已申请: an outcome against the evaluated rules (definition 20), of the decision that the event `decision` holds. */
export const overrideRequested = event(
  'OverrideRequested',
  1,
  z.object({
    request: EventId,
    decision: EventId,
    /** What held when it was asked for. */
    before: Outcome,
    outcome: OverridingOutcome,
    /** Where the slice's rules say more than granted: the regime, say. */
    conclusion: Data.optional(),
    reason: z.string().min(1),
    evidence: z.array(EvidenceHash).min(1),
  }),
);

/** 改判已批准, by another person than the one who asked. What follows from it the slice's own events say, in the same append. */
export const overrideApproved = event(
  'OverrideApproved',
  1,
  z.object({
    request: EventId,
    decision: EventId,
    outcome: OverridingOutcome,
    conclusion: Data.optional(),
  }),
);

/** 不予改判. */
export const overrideDeclined = event(
  'OverrideDeclined',
  1,
  z.object({ request: EventId, reason: z.string().min(1) }),
);

const RuleChange = z.object({
  rule: z.string(),
  clause: z.string(),
  /** Missing where the rule was not asked. */
  before: z.enum(['pass', 'fail', 'unknown']).optional(),
  after: z.enum(['pass', 'fail', 'unknown']).optional(),
  /** What the rule says of the facts as they are known now. */
  reason: z.object({ zh: z.string(), en: z.string() }).optional(),
});
export type RuleChange = z.infer<typeof RuleChange>;

/**
 * 须重新决定 (R-EVT-03): the same rule set would decide otherwise on what is known now. The decision stands until somebody
 * decides anew.
 */
export const redecisionRequired = event(
  'RedecisionRequired',
  1,
  z.object({
    redecision: EventId,
    decision: EventId,
    cause: z.object({
      stream: z.string(),
      /** The fact that was recorded late, or corrected. */
      event: EventId,
      /** The EventCorrected, where it was corrected. */
      correction: EventId.optional(),
    }),
    ruleSet: z.object({ id: z.string(), version: z.int().positive() }),
    before: Outcome,
    after: Outcome,
    rules: z.array(RuleChange).min(1),
    /** Of the facts as they are known now. */
    factsDigest: z.string(),
  }),
);

/** 重新决定事项已办结, with what was done about it. */
export const redecisionClosed = event(
  'RedecisionClosed',
  1,
  z.object({ redecision: EventId, reason: z.string().min(1) }),
);

/** 入壳 · 中期 · 出壳 */
export const EvaluationPurpose = z.enum(['entry', 'midterm', 'graduation']);
export type EvaluationPurpose = z.infer<typeof EvaluationPurpose>;

/**
 * 评审已提请, by whichever slice needs a panel: one panel answers each `request`. Public, and no event about another: slices
 * that ask have it in their own catalogue.
 */
export const evaluationRequested = event(
  'EvaluationRequested',
  1,
  z.object({
    request: EventId,
    purpose: EvaluationPurpose,
    base: BaseId,
    organization: OrganizationId,
    /** Where the base stands. */
    division: DivisionCode,
    ratersMin: z.int().positive(),
    /** Of these, not of the base, its operator or its authority. */
    outsideMin: z.int().nonnegative(),
    dueOn: Day,
  }),
);

/** Of slices with correctable facts. */
export const correctionEvents = catalogue(
  correctionRequested,
  correctionApproved,
  correctionDeclined,
  eventCorrected,
);

/** Of slices that decide by rules. */
export const decisionEvents = catalogue(
  overrideRequested,
  overrideApproved,
  overrideDeclined,
  redecisionRequired,
  redecisionClosed,
);

export const sharedEvents = { ...correctionEvents, ...decisionEvents };
export type CorrectionEvent =
  | EventOf<typeof correctionRequested>
  | EventOf<typeof correctionApproved>
  | EventOf<typeof correctionDeclined>
  | EventOf<typeof eventCorrected>;
export type OverrideEvent =
  | EventOf<typeof overrideRequested>
  | EventOf<typeof overrideApproved>
  | EventOf<typeof overrideDeclined>;
export type RedecisionEvent = EventOf<typeof redecisionRequired> | EventOf<typeof redecisionClosed>;
export type SharedEvent = CorrectionEvent | OverrideEvent | RedecisionEvent;

export function isSharedEvent(event: { readonly type: string }): event is SharedEvent {
  return event.type in sharedEvents;
}
