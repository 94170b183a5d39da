import type { Day } from '@fuhua/kernel';
import type { WorkingDayCalendar } from '../calendar/calendar.ts';
import { dueAfterWorkingDays, type Due } from '../clocks/limits.ts';
import { fail, pass, unknown, valuesOn, verdictOf, type Verdict } from '../findings/findings.ts';
import type { Rule } from '../rule-set/rule.ts';
import { exitDecisionFacts, ExitDecisionParams, type ExitDecisionFacts } from './facts.ts';

/** The last day to decide, from the service of the notice. */
export function exitDecisionDue(
  noticeServedOn: Day,
  { decisionWorkingDays }: ExitDecisionParams,
  calendar: WorkingDayCalendar,
): Due {
  return dueAfterWorkingDays(noticeServedOn, decisionWorkingDays, calendar);
}

/** The last day to serve the decision. */
export function exitServiceDue(
  decidedOn: Day,
  { serviceWorkingDays }: ExitDecisionParams,
  calendar: WorkingDayCalendar,
): Due {
  return dueAfterWorkingDays(decidedOn, serviceWorkingDays, calendar);
}

/**
 * R-EXT-05 (四(三)2-4) [D]: decided by the authority of the base, by `officersMin` different persons, none of them bound to the
 * operator, and with reasons. A decision that comes late is overdue, and valid.
 */
export const exitDecisionRule: Rule<ExitDecisionParams, ExitDecisionFacts> = {
  rule: 'R-EXT-05',
  impl: 1,
  params: ExitDecisionParams,
  facts: exitDecisionFacts,
  evaluate(known, params, { on }) {
    const values = valuesOn(known, on);
    return {
      ...verdictOf([
        authorityOf(values),
        officersOf(values['exit.officers'], params),
        operatorOf(values['exit.operatorOfficers']),
        reasonsOf(values['exit.reasonsGiven']),
      ]),
      facts: Object.keys(exitDecisionFacts),
    };
  },
};

function authorityOf(values: Partial<ExitDecisionFacts>): Verdict {
  const [decidedBy, competent] = [values['exit.decidedBy'], values['base.competentAuthority']];
  if (decidedBy === undefined || competent === undefined) {
    return unknown('决定机关或有权机关未知', 'who decides, or is competent, is not known');
  }
  return decidedBy === competent
    ? pass(`由有权机关 ${competent} 决定`, `decided by the competent authority ${competent}`)
    : fail(
        `决定机关 ${decidedBy} 不是有权机关 ${competent}`,
        `${decidedBy} decides, and ${competent} is competent`,
      );
}

function officersOf(
  officers: readonly string[] | undefined,
  { officersMin }: ExitDecisionParams,
): Verdict {
  if (officers === undefined) return unknown('经办人员未知', 'the officers are not known');
  const count = new Set(officers).size;
  const [has, min] = [String(count), String(officersMin)];
  return count >= officersMin
    ? pass(`经办人员 ${has} 人，不少于 ${min} 人`, `${has} officers, at least ${min}`)
    : fail(`经办人员 ${has} 人，少于 ${min} 人`, `${has} officers, fewer than ${min}`);
}

function operatorOf(bound: readonly string[] | undefined): Verdict {
  if (bound === undefined) {
    return unknown(
      '经办人员与运营方关系未知',
      'whether an officer is bound to the operator is not known',
    );
  }
  return bound.length === 0
    ? pass('经办人员与运营方无关', 'no officer is bound to the operator')
    : fail(`经办人员属于运营方：${bound.join('、')}`, `bound to the operator: ${bound.join(', ')}`);
}

function reasonsOf(given: boolean | undefined): Verdict {
  if (given === undefined) return unknown('有无理由未知', 'whether reasons are given is not known');
  return given
    ? pass('已说明理由', 'reasons are given')
    : fail('未说明理由', 'no reasons are given');
}
