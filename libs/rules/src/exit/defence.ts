import type { Day } from '@fuhua/kernel';
import { fail, pass, unknown, valuesOn, verdictOf, type Verdict } from '../findings/findings.ts';
import type { Rule } from '../rule-set/rule.ts';
import {
  exitDefenceFacts,
  ExitDefenceParams,
  exitMeasures,
  type ExitDefenceFacts,
  type ExitOutcome,
} from './facts.ts';

/**
 * R-EXT-04 (四(三)2-4) [D after 处罚法 45]: each point of the defence is answered; without a defence, its last day has passed;
 * and what is decided is not harsher than what the notice announced: no graver measure, no longer bar.
 */
export const exitDefenceRule: Rule<ExitDefenceParams, ExitDefenceFacts> = {
  rule: 'R-EXT-04',
  impl: 1,
  params: ExitDefenceParams,
  facts: exitDefenceFacts,
  evaluate(known, params, { on }) {
    const values = valuesOn(known, on);
    return {
      ...verdictOf([answered(values, on), noHarsher(values, params)]),
      facts: Object.keys(exitDefenceFacts),
    };
  },
};

function answered(values: Partial<ExitDefenceFacts>, on: Day): Verdict {
  const [defence, until] = [values['exit.defence'], values['notice.defenceUntil']];
  if (defence === undefined) return unknown('申辩情况未知', 'whether it was defended is not known');
  if (defence === 'none') {
    if (until === undefined) return unknown('申辩期限未知', 'the days for a defence are not known');
    return on > until
      ? pass(`至 ${until} 未申辩`, `not defended by ${until}`)
      : fail(`申辩期限至 ${until}，尚未届满`, `a defence may come until ${until}`);
  }
  const open = defence.filter(({ answer }) => answer === '').map(({ point }) => `“${point}”`);
  return open.length === 0
    ? pass(
        `${String(defence.length)} 点申辩均已答复`,
        `each of ${String(defence.length)} points is answered`,
      )
    : fail(`未答复的申辩：${open.join('、')}`, `points not answered: ${open.join(', ')}`);
}

function noHarsher(values: Partial<ExitDefenceFacts>, { barMonths }: ExitDefenceParams): Verdict {
  const [announced, decided] = [values['notice.outcome'], values['exit.outcome']];
  if (announced === undefined || decided === undefined) {
    return unknown('告知或决定的处理未知', 'what was announced, or is decided, is not known');
  }
  const months = ({ measure, ground }: ExitOutcome): number =>
    measure === 'early-exit' ? barMonths[ground] : 0;
  const isGraver = exitMeasures.indexOf(decided.measure) > exitMeasures.indexOf(announced.measure);
  const isLonger = months(decided) > months(announced);
  const [from, to] = [describe(announced), describe(decided)];
  return isGraver || isLonger
    ? fail(
        `处理（${to}）重于告知（${from}）`,
        `the outcome (${to}) is harsher than the notice (${from})`,
      )
    : pass(
        `处理（${to}）不重于告知（${from}）`,
        `the outcome (${to}) is not harsher than the notice (${from})`,
      );
}

function describe({ measure, ground }: ExitOutcome): string {
  return `${ground} ${measure}`;
}
