import type { Day } from '@fuhua/kernel';
import { termEnd } from '../clocks/terms.ts';
import { pass, unknown, valuesOn } from '../findings/findings.ts';
import type { Rule } from '../rule-set/rule.ts';
import { exitBarFacts, ExitBarParams, type ExitBarFacts } from './facts.ts';

/** The last day of a bar, which begins on the day the exit is final (definition 17) and never rolls; none of 0 months. */
export function barUntil(finalOn: Day, months: number): Day | undefined {
  return months === 0 ? undefined : termEnd(finalOn, months);
}

/**
 * R-EXT-08 (四(三)2-4) [D]: how long an early exit bars from re-entry: by its ground, `months`. A milder measure bars nobody, and
 * neither does an exit that is rescinded. It refuses nothing.
 *
 * Conclusion: `months`.
 */
export const exitBarRule: Rule<ExitBarParams, ExitBarFacts> = {
  rule: 'R-EXT-08',
  impl: 1,
  params: ExitBarParams,
  facts: exitBarFacts,
  evaluate(known, params, { on }) {
    const facts = Object.keys(exitBarFacts);
    const outcome = valuesOn(known, on)['exit.outcome'];
    if (outcome === undefined) {
      return { ...unknown('处理结果未知', 'the outcome is not known'), facts };
    }
    const months = outcome.measure === 'early-exit' ? params.months[outcome.ground] : 0;
    const [zh, en] = [
      `再入壳限制 ${String(months)} 个月`,
      `barred from re-entry for ${String(months)} months`,
    ];
    const verdict = months === 0 ? pass('不限制再入壳', 'no bar on re-entry') : pass(zh, en);
    return { ...verdict, facts, conclusion: { months } };
  },
};
