import { addDays, addMonths, daysBetween, type Day } from '@fuhua/kernel';
import type { WorkingDayCalendar } from '../calendar/calendar.ts';
import { dueAfterDays, type Due } from '../clocks/limits.ts';
import { fail, pass, unknown, valuesOn, type Verdict } from '../findings/findings.ts';
import type { Rule } from '../rule-set/rule.ts';
import { hundredths, pointsText } from '../staffing/staff-choice.ts';
import { midtermFacts, MidtermParams, type MidtermFacts } from './facts.ts';

export type MidtermBand = 'continue' | 'improve' | 'warn';

/** Definition 4: rounded, then banded; below `improveMin` is everything. */
export function midtermBand(score: string, params: MidtermParams): MidtermBand {
  const rounded = hundredths(score);
  if (rounded >= 100n * BigInt(params.continueMin)) return 'continue';
  return rounded >= 100n * BigInt(params.improveMin) ? 'improve' : 'warn';
}

/**
 * When the midterm evaluation is held: `atPercent` of the days of the term, give or take `windowMonths`; both ends are in.
 * It counts back from the end as much as on from the start, so it never rolls.
 */
export function midtermWindow(
  { start, end }: { readonly start: Day; readonly end: Day },
  { atPercent, windowMonths }: MidtermParams,
): { readonly from: Day; readonly at: Day; readonly until: Day } {
  const days = daysBetween(start, end) + 1;
  const at = addDays(start, Math.floor((days * atPercent) / 100));
  return { from: addMonths(at, -windowMonths), at, until: addMonths(at, windowMonths) };
}

/**
 * The last day for the one re-evaluation that a band below `continue` brings, in days from the service of the result; it
 * rolls (definition 1).
 */
export function reEvaluationDue(
  band: Exclude<MidtermBand, 'continue'>,
  servedOn: Day,
  params: MidtermParams,
  calendar: WorkingDayCalendar,
): Due {
  const days = { improve: params.improveDays, warn: params.warnDays }[band];
  return dueAfterDays(servedOn, days, calendar);
}

/**
 * R-TRM-02 (四(三)2-2) [D]: `continueMin` points or more pass; below, an improvement plan; below `improveMin`, a warning. Each
 * of these brings a re-evaluation. The second chance has failed when it follows an improvement plan and is below
 * `continueMin`, or follows a warning and is below `improveMin` (5.4, definition 13): a breach, G1, only if the agreement
 * says so.
 *
 * Fails below `continueMin`: the midterm was not passed. Conclusion: `band`, `score`, `secondChanceFailed`, and `breach`,
 * true, false or `unknown`.
 */
export const midtermRule: Rule<MidtermParams, MidtermFacts> = {
  rule: 'R-TRM-02',
  impl: 1,
  params: MidtermParams,
  facts: midtermFacts,
  evaluate(known, params, { on }) {
    const facts = Object.keys(midtermFacts);
    const values = valuesOn(known, on);
    const [given, previous] = [values['midterm.score'], values['midterm.previous']];
    if (given === undefined || previous === undefined) {
      return {
        ...unknown('中期评估得分或前次结果未知', 'the score, or the one before it, is not known'),
        facts,
      };
    }
    const band = midtermBand(given, params);
    const score = pointsText(hundredths(given));
    const secondChanceFailed =
      (previous === 'improve' && band !== 'continue') || (previous === 'warn' && band === 'warn');
    const breach = secondChanceFailed && (values['agreement.midtermBreach'] ?? 'unknown');
    const conclusion = { band, score, secondChanceFailed, breach };
    return { ...banded(band, score, params, conclusion.secondChanceFailed), facts, conclusion };
  },
};

function banded(
  band: MidtermBand,
  score: string,
  { continueMin, improveMin, improveDays, warnDays }: MidtermParams,
  secondChanceFailed: boolean,
): Verdict {
  const [good, fair] = [String(continueMin), String(improveMin)];
  if (band === 'continue') {
    return pass(
      `中期评估 ${score} 分，不低于 ${good} 分`,
      `a midterm of ${score}, at least ${good}`,
    );
  }
  const again = secondChanceFailed ? '，再次评估仍未合格' : '';
  const anew = secondChanceFailed ? '; the second chance has failed' : '';
  return band === 'improve'
    ? fail(
        `中期评估 ${score} 分，低于 ${good} 分，须 ${String(improveDays)} 日内改进${again}`,
        `a midterm of ${score}, below ${good}: to improve within ${String(improveDays)} days${anew}`,
      )
    : fail(
        `中期评估 ${score} 分，低于 ${fair} 分，予以警示，${String(warnDays)} 日内复评${again}`,
        `a midterm of ${score}, below ${fair}: warned, re-evaluated within ${String(warnDays)} days${anew}`,
      );
}
