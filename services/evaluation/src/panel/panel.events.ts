import {
  BaseId,
  catalogue,
  Day,
  DivisionCode,
  EvaluationPurpose,
  event,
  EventId,
  EvidenceHash,
  OrganizationId,
  personal,
  PersonId,
  type EventOf,
} from '@fuhua/kernel';
import { Decision, DimensionMean, Due, PersonLink, Rubric, RuleSetPin } from '@fuhua/rules';
import { z } from 'zod';

/** A panel, from the request that opens it to its conclusion (5.2, R-REV-03, R-ASM-05; definitions 4 and 19). */

export const PanelId = z.uuid().brand<'PanelId'>();
export type PanelId = z.infer<typeof PanelId>;

/** 已签署无利害关系声明 · 已申报利害关系 */
export const Statement = z.enum(['signed', 'conflict']);
export type Statement = z.infer<typeof Statement>;

/** 声明 · 评分: what a rater owes, in this order. */
export const Duty = z.enum(['declaration', 'scores']);
export type Duty = z.infer<typeof Duty>;

export const RubricUsed = z.object({
  /** Missing of the one that is shipped. */
  id: z.uuid().optional(),
  version: z.int().positive(),
});

const SCORE = /^(100|[1-9]?\d)(\.\d{1,2})?$/;
/** Points by code of indicator, up to two decimals. */
export const Sheet = z.record(z.string(), z.string().regex(SCORE));
/** Why, by code of indicator. Free words can name people: they are sealed with the key of who wrote them. */
export const Reasons = z.record(z.string(), z.string().trim().min(1).max(1000));
export type Reasons = z.infer<typeof Reasons>;

const Reason = z.string().trim().min(1).max(1000);
const of = {
  panel: PanelId,
  request: EventId,
  subject: z.string(),
  purpose: EvaluationPurpose,
};
const rater = { ...of, rater: PersonId };

/** 评审组已成立, once for each request. It rates by the rubric as it was then, whole. */
export const panelOpened = event(
  'PanelOpened',
  1,
  z.object({
    ...of,
    base: BaseId,
    organization: OrganizationId,
    division: DivisionCode,
    rubric: RubricUsed,
    content: Rubric,
    ruleSet: RuleSetPin,
    ratersMin: z.int().positive(),
    outsideMin: z.int().nonnegative(),
    dueOn: Day,
    openedOn: Day,
  }),
);

/** 评委已指定. `outside`: not of the base, its operator or its authority. A calibration before it settles nothing. */
export const raterAssigned = event(
  'RaterAssigned',
  1,
  z.object({ ...rater, outside: z.boolean(), declareBy: Due, scoreBy: Due, on: Day }),
);

/** 独立性声明已签署, with every link of the rater that may matter; the decision is by R-OPR-04 and R-ENT-09. */
export const declarationSigned = event(
  'DeclarationSigned',
  1,
  z.object({
    ...rater,
    statement: Statement,
    links: z.array(PersonLink).max(50),
    on: Day,
    decision: Decision,
  }),
);

/** 评委已回避: by its own declaration, or because the authority learned of a link. What it scored counts no longer. */
export const raterRecused = event(
  'RaterRecused',
  1,
  z.object({
    ...rater,
    because: z.enum(['declaration', 'authority']),
    reason: personal(Reason, 'rater').optional(),
    on: Day,
  }),
);

/** 评委已更换: `by` is assigned in its place. */
export const raterReplaced = event(
  'RaterReplaced',
  1,
  z.object({ ...rater, by: PersonId, on: Day }),
);

/** 评委逾期: of its declaration or its scores. It may still act until it is replaced. */
export const raterOverdue = event('RaterOverdue', 1, z.object({ ...rater, duty: Duty, due: Day }));

/** 评分已提交. `round` 2: revised after the calibration, once. */
export const scoreSubmitted = event(
  'ScoreSubmitted',
  1,
  z.object({
    ...rater,
    round: z.union([z.literal(1), z.literal(2)]),
    scores: Sheet,
    reasons: personal(Reasons, 'rater'),
    on: Day,
  }),
);

/** 评分校准已进行: raters talked about the indicators on which they are too far apart (R-ASM-05). */
export const calibrationHeld = event(
  'CalibrationHeld',
  1,
  z.object({
    ...of,
    indicators: z.array(z.object({ indicator: z.string(), spread: z.string() })).min(1),
    /** The minutes. */
    evidence: z.array(EvidenceHash).min(1).max(20),
    on: Day,
  }),
);

/** 评审已结束. The decision says that every rater was independent on that day. */
export const panelConcluded = event(
  'PanelConcluded',
  1,
  z.object({
    ...of,
    mean: z.string(),
    dimensions: z.array(DimensionMean).min(1),
    band: z.string(),
    alpha: z.string().optional(),
    raters: z.int().positive(),
    outsideRaters: z.int().nonnegative(),
    rubric: RubricUsed,
    concludedOn: Day,
    decision: Decision,
  }),
);

/** 评审已取消: what asked for it has ended. */
export const panelCancelled = event(
  'PanelCancelled',
  1,
  z.object({ ...of, becauseOf: EventId, on: Day }),
);

const definitions = [
  panelOpened,
  raterAssigned,
  declarationSigned,
  raterRecused,
  raterReplaced,
  raterOverdue,
  scoreSubmitted,
  calibrationHeld,
  panelConcluded,
  panelCancelled,
] as const;
export const panelEvents = catalogue(...definitions);
export type PanelEvent = EventOf<(typeof definitions)[number]>;
