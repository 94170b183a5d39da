import type { Day } from '@fuhua/kernel';
import { fail, pass, unknown, valuesOn, type Verdict } from '../findings/findings.ts';
import type { Rule } from '../rule-set/rule.ts';
import { entryBarFacts, EntryBarParams, type EntryBarFacts } from './facts.ts';

/** R-ENT-10 (四(三)2-4) [D]: no bar on re-entry (R-EXT-08) is in force; one until a day bars that day too. */
export const entryBarRule: Rule<EntryBarParams, EntryBarFacts> = {
  rule: 'R-ENT-10',
  impl: 1,
  params: EntryBarParams,
  facts: entryBarFacts,
  evaluate(known, _params, { on }) {
    const bar = valuesOn(known, on)['applicant.bar'];
    return { ...unbarred(bar, on), facts: Object.keys(entryBarFacts) };
  },
};

function unbarred(bar: EntryBarFacts['applicant.bar'] | undefined, on: Day): Verdict {
  if (bar === undefined) {
    return unknown('有无再入壳限制未知', 'whether it is barred from re-entry is not known');
  }
  if (bar === 'none') return pass('无再入壳限制', 'not barred from re-entry');
  return bar.until < on
    ? pass(`再入壳限制已于 ${bar.until} 届满`, `the bar on re-entry ended on ${bar.until}`)
    : fail(
        `再入壳限制至 ${bar.until}，${on} 仍有效`,
        `barred from re-entry until ${bar.until}, on ${on} too`,
      );
}
