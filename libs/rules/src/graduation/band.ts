import { fail, pass, unknown, valuesOn, type Verdict } from '../findings/findings.ts';
import type { Rule } from '../rule-set/rule.ts';
import type { DimensionMean } from '../review/facts.ts';
import { hundredths, pointsText } from '../staffing/staff-choice.ts';
import { graduationBandFacts, GraduationBandParams, type GraduationBandFacts } from './facts.ts';

/** 优秀出壳 · 出壳 · 附条件出壳 · 延期 · 不予出壳 */
export type GraduationBand = 'excellent' | 'graduate' | 'conditions' | 'extend' | 'end';

/** Definitions 4 and 13: rounded, then banded. Where an extension is used up, `extend` is `end`. */
export function graduationBand(
  score: string,
  extensions: number,
  params: GraduationBandParams,
): GraduationBand {
  const reaches = (min: number): boolean => hundredths(score) >= 100n * BigInt(min);
  if (reaches(params.excellentMin)) return 'excellent';
  if (reaches(params.graduateMin)) return 'graduate';
  if (reaches(params.conditionsMin)) return 'conditions';
  return reaches(params.extendMin) && extensions < params.extensionsMax ? 'extend' : 'end';
}

/**
 * R-GRD-03 (四(三)2-2) [D]: the band of the panel's mean. `conditionsMin` points or more graduate, with follow-up conditions
 * below `graduateMin`, as excellent from `excellentMin`; from `extendMin` the term is extended once, unless it was (definition
 * 13); below, it ends without graduation. Unknown where the panel rated by other dimensions than `weights`.
 *
 * Fails where nobody graduates. Conclusion: `band` and `score`.
 */
export const graduationBandRule: Rule<GraduationBandParams, GraduationBandFacts> = {
  rule: 'R-GRD-03',
  impl: 1,
  params: GraduationBandParams,
  facts: graduationBandFacts,
  evaluate(known, params, { on }) {
    const facts = Object.keys(graduationBandFacts);
    const values = valuesOn(known, on);
    const [panel, extensions] = [values['panel.conclusion'], values['case.extensions']];
    if (panel === undefined || extensions === undefined) {
      return { ...unknown('评估结论或已延期次数未知', 'score or extensions are not known'), facts };
    }
    if (!isWeighted(panel.dimensions, params)) {
      const verdict = unknown(
        '评估维度与出壳评估标准不一致',
        'the panel rated by other dimensions than the rule set has',
      );
      return { ...verdict, facts };
    }
    const score = pointsText(hundredths(panel.mean));
    const band = graduationBand(score, extensions, params);
    return { ...banded(band, score, params), facts, conclusion: { band, score } };
  },
};

function isWeighted(dimensions: readonly DimensionMean[], { weights }: GraduationBandParams) {
  const expected = Object.entries(weights);
  return (
    expected.length === dimensions.length &&
    expected.every(([code, weight]) =>
      dimensions.some((one) => one.code === code && hundredths(one.max) === 100n * BigInt(weight)),
    )
  );
}

function banded(band: GraduationBand, score: string, params: GraduationBandParams): Verdict {
  const [zh, en] = [`出壳评估 ${score} 分`, `a graduation score of ${score}`];
  const { excellentMin, graduateMin, conditionsMin, extendMin } = params;
  switch (band) {
    case 'excellent':
      return pass(
        `${zh}，不低于 ${String(excellentMin)} 分，优秀出壳`,
        `${en}, at least ${String(excellentMin)}: graduates as excellent`,
      );
    case 'graduate':
      return pass(
        `${zh}，不低于 ${String(graduateMin)} 分，准予出壳`,
        `${en}, at least ${String(graduateMin)}: graduates`,
      );
    case 'conditions':
      return pass(
        `${zh}，不低于 ${String(conditionsMin)} 分，附跟踪条件出壳`,
        `${en}, at least ${String(conditionsMin)}: graduates with follow-up conditions`,
      );
    case 'extend':
      return fail(
        `${zh}，低于 ${String(conditionsMin)} 分、不低于 ${String(extendMin)} 分，延期一次`,
        `${en}, below ${String(conditionsMin)} and at least ${String(extendMin)}: extended once`,
      );
    case 'end':
      return fail(
        `${zh}，低于 ${String(extendMin)} 分或已延期，不予出壳`,
        `${en}, below ${String(extendMin)} or extended before: ends without graduation`,
      );
  }
}
