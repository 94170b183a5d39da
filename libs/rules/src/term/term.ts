import { addDays, type Day } from '@fuhua/kernel';
import { termEnd } from '../clocks/terms.ts';
import { fail, pass, unknown, valuesOn, type Verdict } from '../findings/findings.ts';
import type { CaseMode, DevelopmentStage } from '../entry/values.ts';
import type { Rule } from '../rule-set/rule.ts';
import { termFacts, TermParams, type TermFacts } from './facts.ts';

/** R-TRM-01: how many months a case has before it is extended. Support-type counts as hub (definition 11). */
export function termMonths(mode: CaseMode, stage: DevelopmentStage, params: TermParams): number {
  if (mode === 'virtual') return params.virtualMonths;
  return params.months[stage === 'support' ? 'hub' : stage];
}

/** The last day of a term: start + n months − 1 day (definition 2), and as many days later as pauses stopped the clock. */
export function caseTermEnd(startedOn: Day, months: number, pausedDays: number): Day {
  return addDays(termEnd(startedOn, months), pausedDays);
}

/**
 * R-TRM-01 (四(三)2-1) [D]: seed, start-up and hub 12, growth 6 months, virtual `virtualMonths`; in shell at most `capMonths`,
 * what was and is now extended included, pauses excluded (definition 13). Beyond the cap only by a decision of the
 * next-higher authority. Terms never roll to a working day.
 *
 * Conclusion: `months` of the term, extensions included, and `end`, its last day.
 */
export const termRule: Rule<TermParams, TermFacts> = {
  rule: 'R-TRM-01',
  impl: 1,
  params: TermParams,
  facts: termFacts,
  evaluate(known, params, { on }) {
    const facts = Object.keys(termFacts);
    const values = valuesOn(known, on);
    const [mode, stage] = [values['case.mode'], values['case.stage']];
    const [startedOn, paused] = [values['case.startedOn'], values['case.pausedDays']];
    const [before, now] = [values['case.extendedMonths'], values['extension.months']];
    const isKnown = mode !== undefined && stage !== undefined && startedOn !== undefined;
    if (!isKnown || paused === undefined || before === undefined || now === undefined) {
      return { ...unknown('期限的依据不全', 'what the term follows from is not known'), facts };
    }
    const months = termMonths(mode, stage, params) + before + now;
    const conclusion = { months, end: caseTermEnd(startedOn, months, paused) };
    const verdict = capped(mode, months, params, values['extension.beyondCapBy']);
    return { ...verdict, facts, conclusion };
  },
};

function capped(
  mode: CaseMode,
  months: number,
  { capMonths }: TermParams,
  beyondBy: TermFacts['extension.beyondCapBy'] | undefined,
): Verdict {
  const [has, cap] = [String(months), String(capMonths)];
  if (mode === 'virtual') return pass(`壳外孵化共 ${has} 个月`, `virtual: ${has} months in all`);
  if (months <= capMonths) {
    return pass(`共 ${has} 个月，不超过 ${cap} 个月`, `${has} months in all, at most ${cap}`);
  }
  if (beyondBy === undefined) {
    return unknown(
      `共 ${has} 个月，超过 ${cap} 个月，有无上级决定未知`,
      `${has} months, beyond ${cap}; whether the next-higher authority decided it is not known`,
    );
  }
  return beyondBy === 'none'
    ? fail(`共 ${has} 个月，超过 ${cap} 个月`, `${has} months in all, more than ${cap}`)
    : pass(
        `共 ${has} 个月，超过 ${cap} 个月，由上级 ${beyondBy} 决定`,
        `${has} months, beyond ${cap}, by decision of the next-higher authority ${beyondBy}`,
      );
}
