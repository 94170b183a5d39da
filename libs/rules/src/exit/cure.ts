import type { Day } from '@fuhua/kernel';
import type { WorkingDayCalendar } from '../calendar/calendar.ts';
import { dueAfterDays, type Due } from '../clocks/limits.ts';
import { fail, pass, unknown, valuesOn, type Verdict } from '../findings/findings.ts';
import type { Rule } from '../rule-set/rule.ts';
import { exitCureFacts, ExitCureParams, type ExitCureFacts } from './facts.ts';

/** The last day to rectify, in days from the order; it rolls (definition 1). */
export function cureEnd(
  orderedOn: Day,
  { cureDaysMax }: ExitCureParams,
  calendar: WorkingDayCalendar,
): Due {
  return dueAfterDays(orderedOn, cureDaysMax, calendar);
}

/**
 * R-EXT-03 (四(三)2-4) [D]: whether an exit may go on in spite of a cure. A curable G1 is ordered to be rectified first, by
 * `cureEnd` at the latest; a cure in time closes the matter. Other grounds, and what cannot be cured, go on.
 */
export const exitCureRule: Rule<ExitCureParams, ExitCureFacts> = {
  rule: 'R-EXT-03',
  impl: 1,
  params: ExitCureParams,
  facts: exitCureFacts,
  evaluate(known, params, { on, calendar }) {
    const values = valuesOn(known, on);
    return { ...goesOn(values, params, on, calendar), facts: Object.keys(exitCureFacts) };
  },
};

function goesOn(
  values: Partial<ExitCureFacts>,
  params: ExitCureParams,
  on: Day,
  calendar: WorkingDayCalendar,
): Verdict {
  const [ground, curable] = [values['exit.ground'], values['exit.curable']];
  if (ground === undefined) return unknown('退出事由未知', 'the ground is not known');
  if (ground !== 'G1') return pass(`${ground} 不适用先行整改`, `${ground} is not cured first`);
  if (curable === undefined) return unknown('可否改正未知', 'whether it can be cured is not known');
  if (!curable) return pass('无法改正', 'it cannot be cured');
  const cure = values['exit.cure'];
  if (cure === undefined) return unknown('整改情况未知', 'how the cure stands is not known');
  if (cure === 'not-ordered') {
    return fail('可以改正，尚未责令整改', 'it can be cured, and no cure was ordered');
  }
  const latest = cureEnd(cure.orderedOn, params, calendar).due;
  if (cure.dueOn > latest) {
    return fail(
      `整改期限 ${cure.dueOn} 超过 ${String(params.cureDaysMax)} 日（${latest}）`,
      `the cure is due on ${cure.dueOn}, more than ${String(params.cureDaysMax)} days (${latest})`,
    );
  }
  if (cure.curedOn !== 'not-cured' && cure.curedOn <= cure.dueOn) {
    return fail(`已于 ${cure.curedOn} 改正，事项终结`, `cured on ${cure.curedOn}: closed`);
  }
  return on <= cure.dueOn
    ? fail(`整改期限至 ${cure.dueOn}，尚未届满`, `the cure may come until ${cure.dueOn}`)
    : pass(`至 ${cure.dueOn} 未改正`, `not cured by ${cure.dueOn}`);
}
