import type { Day } from '@fuhua/kernel';
import type { WorkingDayCalendar } from '../calendar/calendar.ts';
import { dueAfterWorkingDays, isOverdue, type Due } from '../clocks/limits.ts';
import {
  fail,
  pass,
  text,
  unknown,
  valuesOn,
  verdictOf,
  type Verdict,
} from '../findings/findings.ts';
import type { Text } from '../result.ts';
import type { Rule } from '../rule-set/rule.ts';
import {
  reviewClockFacts,
  ReviewParams,
  type ReviewClock,
  type ReviewClockFacts,
} from './facts.ts';

/**
 * That the steps of 5.2 come in their order (R-REV-01) is no rule over facts: it is the stages of a case, each of which
 * takes only the commands of its step.
 */

const clockNames = {
  completeness: text('材料审查', 'the check for completeness'),
  supplement: text('补正', 'the supplement'),
  'pre-review': text('初审', 'the pre-review'),
  decision: text('决定', 'the decision'),
  'decision-extended': text('延长后的决定', 'the decision, extended'),
  notification: text('结果告知', 'the notification'),
  notice: text('公示', 'the public notice'),
  'objection-answer': text('异议答复', 'the answer to the objection'),
  agreement: text('签订协议', 'the agreement'),
  plan: text('方案核定与开始', 'the plan and the start'),
} satisfies Record<ReviewClock, Text>;

/** How many working days a clock of 5.2 has; an extended decision has both its limits together. */
export function reviewWorkingDays(clock: ReviewClock, params: ReviewParams): number {
  const limits = {
    completeness: params.completenessWorkingDays,
    supplement: params.supplementWorkingDays,
    'pre-review': params.preReviewWorkingDays,
    decision: params.decisionWorkingDays,
    'decision-extended': params.decisionWorkingDays + params.decisionExtensionWorkingDays,
    notification: params.notificationWorkingDays,
    notice: params.noticeWorkingDays,
    'objection-answer': params.objectionAnswerWorkingDays,
    agreement: params.agreementWorkingDays,
    plan: params.planWorkingDays,
  } satisfies Record<ReviewClock, number>;
  return limits[clock];
}

/** R-REV-02: the last day of a clock of 5.2, from its own day 0 (definition 12). */
export function reviewDue(
  clock: ReviewClock,
  day0: Day,
  params: ReviewParams,
  calendar: WorkingDayCalendar,
): Due {
  return dueAfterWorkingDays(day0, reviewWorkingDays(clock, params), calendar);
}

/** One clock that was started. `missed`: its act came too late, or has not come; a public notice, that it was cut short. */
export interface ClockFound extends Due {
  readonly clock: ReviewClock;
  readonly missed: boolean;
}

/**
 * R-REV-02 (四(三)2-2) [D]: every clock of 5.2 that was started was kept, or still runs. A public notice is kept by running to
 * its end. A missed clock is told, and approves nothing.
 *
 * Conclusion: `clocks`, each with its last day and whether it was missed.
 */
export const reviewClocksRule: Rule<ReviewParams, ReviewClockFacts> = {
  rule: 'R-REV-02',
  impl: 1,
  params: ReviewParams,
  facts: reviewClockFacts,
  evaluate(known, params, { on, calendar }) {
    const facts = Object.keys(reviewClockFacts);
    const clocks = valuesOn(known, on)['review.clocks'];
    if (clocks === undefined) {
      return { ...unknown('办理期限情况未知', 'the clocks are not known'), facts };
    }
    const found = clocks.map(({ clock, day0, doneOn }): ClockFound => {
      const limit = reviewDue(clock, day0, params, calendar);
      const end = doneOn === 'open' ? on : doneOn;
      const isCutShort = clock === 'notice' && doneOn !== 'open' && doneOn < limit.due;
      return { clock, ...limit, missed: clock === 'notice' ? isCutShort : isOverdue(limit, end) };
    });
    return { ...verdictOf([kept, ...found.map(said)]), facts, conclusion: { clocks: found } };
  },
};

const kept = pass('各环节均在期限内', 'every clock was kept');

function said({ clock, due, missed }: ClockFound): Verdict {
  const { zh, en } = clockNames[clock];
  if (!missed) return pass(`${zh}期限至 ${due}`, `${en}: by ${due}`);
  return clock === 'notice'
    ? fail(`${zh}应至 ${due}，提前结束`, `${en} was cut short; it runs until ${due}`)
    : fail(`${zh}逾期，期限至 ${due}`, `${en} missed its last day, ${due}`);
}
