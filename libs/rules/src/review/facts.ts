import { Day } from '@fuhua/kernel';
import { z } from 'zod';
import { Score } from '../staffing/staff-choice.ts';

/** What R-REV-02 and R-REV-03 look at, and what a rule set sets for them (5.2, definition 12). */

/**
 * Each runs from its own day 0: `completeness` from the application or from the supplement that closes the last gap,
 * `supplement` from the service of the gap notice, `pre-review`, `decision` and `decision-extended` from completeness,
 * `notification` from the decision, `notice` from posting, `objection-answer` from the objection, `agreement` from the end
 * of notice, `plan` from the agreement.
 */
export const ReviewClock = z.enum([
  ...(['completeness', 'supplement', 'pre-review', 'decision', 'decision-extended'] as const),
  ...(['notification', 'notice', 'objection-answer', 'agreement', 'plan'] as const),
]);
export type ReviewClock = z.infer<typeof ReviewClock>;

/** R-REV-02 */
export const reviewClockFacts = {
  /** Every clock that was started, with the day its act was done; `open` while it is not. */
  'review.clocks': z.array(
    z.object({ clock: ReviewClock, day0: Day, doneOn: z.union([Day, z.literal('open')]) }),
  ),
};
export type ReviewClockFacts = {
  [K in keyof typeof reviewClockFacts]: z.infer<(typeof reviewClockFacts)[K]>;
};

const workingDays = z.int().positive();
/** Working days. */
export const ReviewParams = z.strictObject({
  completenessWorkingDays: workingDays,
  supplementWorkingDays: workingDays,
  preReviewWorkingDays: workingDays,
  decisionWorkingDays: workingDays,
  /** Once, on top of those of the decision. */
  decisionExtensionWorkingDays: workingDays,
  noticeWorkingDays: workingDays,
  objectionAnswerWorkingDays: workingDays,
  agreementWorkingDays: workingDays,
  planWorkingDays: workingDays,
  notificationWorkingDays: workingDays,
});
export type ReviewParams = z.infer<typeof ReviewParams>;

/** One dimension of a rubric as the raters' mean has it; both in points. */
export const DimensionMean = z.object({ code: z.string().min(1), mean: Score, max: Score });
export type DimensionMean = z.infer<typeof DimensionMean>;

/** What a panel concluded: means over all raters, none dropped, rounded half up to two decimals (definition 4). */
export const PanelConclusion = z.object({
  raters: z.int().nonnegative(),
  /** Of these, not of the base, its operator or its authority. */
  outsideRaters: z.int().nonnegative(),
  /** Of 100. */
  mean: Score,
  dimensions: z.array(DimensionMean).min(1),
});
export type PanelConclusion = z.infer<typeof PanelConclusion>;

/** R-REV-03; R-GRD-03 looks at the same fact of another panel. */
export const panelFacts = { 'panel.conclusion': PanelConclusion };
export type PanelFacts = { [K in keyof typeof panelFacts]: z.infer<(typeof panelFacts)[K]> };

export const PanelParams = z.strictObject({
  ratersMin: z.int().positive(),
  outsideRatersMin: z.int().nonnegative(),
  /** Points of 100. */
  meanMin: z.int().min(0).max(100),
  /** Of each dimension's maximum. */
  dimensionPercentMin: z.int().min(0).max(100),
});
export type PanelParams = z.infer<typeof PanelParams>;
