import { addDays, addMonths, type Day } from '@fuhua/kernel';
import { daysBefore } from '../clocks/terms.ts';
import { fail, pass, unknown, valuesOn, type Verdict } from '../findings/findings.ts';
import type { Rule } from '../rule-set/rule.ts';
import {
  graduationWindowFacts,
  GraduationWindowParams,
  type GraduationWindowFacts,
} from './facts.ts';

/** The last day to apply; counted back, it never rolls (definition 1). */
export function graduationUntil(termEnd: Day, params: GraduationWindowParams): Day {
  return daysBefore(termEnd, params.untilDaysBefore);
}

/** The days to remind the organization, the earliest first. */
export function graduationReminders(termEnd: Day, params: GraduationWindowParams): readonly Day[] {
  return params.remindersDaysBefore.map((days) => daysBefore(termEnd, days)).toSorted();
}

/**
 * R-GRD-01 (四(三)2-2) [D]: graduation is applied for on `on` from month `fromMonth` of the incubation, pauses left out (growth:
 * from its midterm evaluation), to `untilDaysBefore` days before the end of the term; both days are in. A timely application
 * keeps the case open until it is decided.
 *
 * Conclusion: `from`, missing while the midterm has not been held, and `until`.
 */
export const graduationWindowRule: Rule<GraduationWindowParams, GraduationWindowFacts> = {
  rule: 'R-GRD-01',
  impl: 1,
  params: GraduationWindowParams,
  facts: graduationWindowFacts,
  evaluate(known, params, { on }) {
    const facts = Object.keys(graduationWindowFacts);
    const values = valuesOn(known, on);
    const from = fromOf(values, params);
    const end = values['case.termEnd'];
    if (from === undefined || end === undefined) {
      return { ...unknown('申请期的依据不全', 'what the window follows from is not known'), facts };
    }
    const until = graduationUntil(end, params);
    if (from === 'none') {
      const verdict = fail('尚未进行中期评估，不得申请出壳', 'no midterm evaluation was held yet');
      return { ...verdict, facts, conclusion: { until } };
    }
    return { ...inWindow(on, from, until), facts, conclusion: { from, until } };
  },
};

function fromOf(
  values: Partial<GraduationWindowFacts>,
  { fromMonth, fromMidterm }: GraduationWindowParams,
): Day | 'none' | undefined {
  const stage = values['case.stage'];
  if (stage === undefined) return undefined;
  if (fromMidterm.includes(stage)) return values['case.midtermOn'];
  const [startedOn, paused] = [values['case.startedOn'], values['case.pausedDays']];
  if (startedOn === undefined || paused === undefined) return undefined;
  return addDays(addMonths(startedOn, fromMonth), paused);
}

function inWindow(on: Day, from: Day, until: Day): Verdict {
  const [zh, en] = [`申请期 ${from} 至 ${until}`, `the window from ${from} to ${until}`];
  if (on < from) return fail(`${on} 早于${zh}`, `${on} is before ${en}`);
  return on > until
    ? fail(`${on} 晚于${zh}`, `${on} is after ${en}`)
    : pass(`${on} 在${zh}内`, `${on} lies in ${en}`);
}
