import type { Day } from '@fuhua/kernel';
import type { WorkingDayCalendar } from '../calendar/calendar.ts';
import { dueAfterWorkingDays, isOverdue, type Due } from '../clocks/limits.ts';
import { fail, listed, pass, text, unknown, valuesOn } from '../findings/findings.ts';
import type { Text } from '../result.ts';
import type { Rule } from '../rule-set/rule.ts';
import {
  exitHandoverFacts,
  ExitHandoverParams,
  type ExitHandoverFacts,
  type HandoverItem,
} from './facts.ts';

const itemNames = {
  space: text('场地', 'space'),
  seals: text('印章', 'seals'),
  'data-export': text('数据导出', 'export of data'),
} satisfies Record<HandoverItem, Text>;

/** The last day to hand over, from the day on which the exit is final (definition 17). */
export function handoverDue(
  finalOn: Day,
  { handoverWorkingDays }: ExitHandoverParams,
  calendar: WorkingDayCalendar,
): Due {
  return dueAfterWorkingDays(finalOn, handoverWorkingDays, calendar);
}

/**
 * R-EXT-07 (四(三)2-4) [practice 龙华]: a handover is complete when all `items` are handed over. Later than `handoverDue` it is
 * overdue, and complete all the same.
 *
 * Conclusion: `due`, and `overdue`, whether it is, or was, late.
 */
export const exitHandoverRule: Rule<ExitHandoverParams, ExitHandoverFacts> = {
  rule: 'R-EXT-07',
  impl: 1,
  params: ExitHandoverParams,
  facts: exitHandoverFacts,
  evaluate(known, params, { on, calendar }) {
    const facts = Object.keys(exitHandoverFacts);
    const values = valuesOn(known, on);
    const [finalOn, done] = [values['exit.finalOn'], values['handover.items']];
    if (finalOn === undefined || done === undefined) {
      return {
        ...unknown('生效日或交接情况未知', 'finality, or what is done, is not known'),
        facts,
      };
    }
    const limit = handoverDue(finalOn, params, calendar);
    const missing = params.items.filter((item) => !done.some((one) => one.item === item));
    const last =
      missing.length > 0
        ? on
        : (done
            .map(({ doneOn }) => doneOn)
            .toSorted()
            .at(-1) ?? on);
    const conclusion = { due: limit.due, overdue: isOverdue(limit, last) };
    const { zh, en } = listed(missing.map((item) => itemNames[item]));
    const verdict =
      missing.length === 0
        ? pass(
            `交接已于 ${last} 完成，期限 ${limit.due}`,
            `handed over on ${last}; due on ${limit.due}`,
          )
        : fail(`未交接：${zh}，期限 ${limit.due}`, `not handed over: ${en}; due on ${limit.due}`);
    return { ...verdict, facts, conclusion };
  },
};
