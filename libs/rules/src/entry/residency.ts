import { fail, pass, unknown, valuesOn, type Verdict } from '../findings/findings.ts';
import type { Rule } from '../rule-set/rule.ts';
import { residencyFacts, ResidencyParams, type ResidencyFacts } from './facts.ts';

/**
 * R-ENT-07 (四(三)2-2) [D]: no second active in-shell case of the same organization anywhere in the province; one virtual case
 * beside it is allowed. Active is a case from EntryApproved to its end. It only reads: the residency itself is given by its
 * guard, at the approval (definition 11).
 */
export const residencyRule: Rule<ResidencyParams, ResidencyFacts> = {
  rule: 'R-ENT-07',
  impl: 1,
  params: ResidencyParams,
  facts: residencyFacts,
  evaluate(known, params, { on }) {
    return { ...single(valuesOn(known, on), params), facts: Object.keys(residencyFacts) };
  },
};

function single(
  values: Partial<ResidencyFacts>,
  { inShellMax, virtualMax }: ResidencyParams,
): Verdict {
  const [mode, cases] = [values['case.mode'], values['applicant.activeCases']];
  if (mode === undefined || cases === undefined) {
    return unknown('孵化方式或在孵情况未知', 'the mode, or other cases of it, are not known');
  }
  const [max, zh, en] =
    mode === 'in-shell'
      ? ([inShellMax, '壳内', 'in-shell'] as const)
      : ([virtualMax, '壳外', 'virtual'] as const);
  const same = cases.filter((one) => one.mode === mode);
  const limit = String(max);
  if (same.length < max) {
    return pass(
      `无其他在孵${zh}个案，上限 ${limit} 个`,
      `no ${en} case stands in the way; at most ${limit} is allowed`,
    );
  }
  const ids = same.map((one) => one.case);
  return fail(
    `已有在孵${zh}个案（${ids.join('、')}），上限 ${limit} 个`,
    `has an active ${en} case already (${ids.join(', ')}); at most ${limit} is allowed`,
  );
}
