import {
  fail,
  listed,
  pass,
  text,
  unknown,
  valuesOn,
  verdictOf,
  type Verdict,
} from '../findings/findings.ts';
import type { Rule } from '../rule-set/rule.ts';
import { hundredths, pointsText } from '../staffing/staff-choice.ts';
import { panelFacts, PanelParams, type PanelConclusion, type PanelFacts } from './facts.ts';

/** One condition of a panel, with its value and limit. */
export interface PanelFound extends Verdict {
  readonly condition: 'raters' | 'outside-raters' | 'mean' | 'dimensions';
}

/**
 * R-REV-03 (四(三)2-2) [D]: a panel of `ratersMin` raters or more, `outsideRatersMin` of them from outside, with a mean of
 * `meanMin` of 100 or more and no dimension whose mean is below `dimensionPercentMin` of its maximum. Rounded values are
 * compared (definition 4). Who may rate is R-OPR-04 and R-ENT-09.
 *
 * Conclusion: `mean` and `dimensions` as they were given; `band`, `pass` or `fail`; `conditions`, each with its value.
 */
export const panelRule: Rule<PanelParams, PanelFacts> = {
  rule: 'R-REV-03',
  impl: 1,
  params: PanelParams,
  facts: panelFacts,
  evaluate(known, params, { on }) {
    const facts = Object.keys(panelFacts);
    const panel = valuesOn(known, on)['panel.conclusion'];
    if (panel === undefined) {
      return { ...unknown('评审结论未知', 'no panel has concluded'), facts };
    }
    const conditions = conditionsOf(panel, params);
    const { mean, dimensions } = panel;
    const conclusion = { mean, dimensions, band: entryBand(panel, params), conditions };
    const verdict = verdictOf(conditions);
    return { ...verdict, facts, conclusion };
  },
};

/** What R-REV-03 makes of a panel; `fail` too where it was too small. */
export function entryBand(panel: PanelConclusion, params: PanelParams): 'pass' | 'fail' {
  const isPass = conditionsOf(panel, params).every(({ outcome }) => outcome === 'pass');
  return isPass ? 'pass' : 'fail';
}

function conditionsOf(panel: PanelConclusion, params: PanelParams): readonly PanelFound[] {
  return [
    { condition: 'raters', ...enough(panel.raters, params.ratersMin, '评委', 'raters') },
    {
      condition: 'outside-raters',
      ...enough(panel.outsideRaters, params.outsideRatersMin, '外部评委', 'outside raters'),
    },
    { condition: 'mean', ...meanOf(panel, params) },
    { condition: 'dimensions', ...dimensionsOf(panel, params) },
  ];
}

function enough(count: number, min: number, zh: string, en: string): Verdict {
  const [has, needed] = [String(count), String(min)];
  return count >= min
    ? pass(`${zh} ${has} 人，不少于 ${needed} 人`, `${has} ${en}, at least ${needed}`)
    : fail(`${zh} ${has} 人，少于 ${needed} 人`, `${has} ${en}, fewer than ${needed}`);
}

function meanOf({ mean }: PanelConclusion, { meanMin }: PanelParams): Verdict {
  const rounded = hundredths(mean);
  const [has, min] = [pointsText(rounded), String(meanMin)];
  return rounded >= 100n * BigInt(meanMin)
    ? pass(`均分 ${has}，不低于 ${min}`, `a mean of ${has}, at least ${min}`)
    : fail(`均分 ${has}，低于 ${min}`, `a mean of ${has}, below ${min}`);
}

function dimensionsOf(
  { dimensions }: PanelConclusion,
  { dimensionPercentMin }: PanelParams,
): Verdict {
  const percent = `${String(dimensionPercentMin)}%`;
  const low = dimensions.filter(
    ({ mean, max }) => 100n * hundredths(mean) < BigInt(dimensionPercentMin) * hundredths(max),
  );
  if (low.length === 0) {
    return pass(
      `各维度均不低于满分的 ${percent}`,
      `no dimension is below ${percent} of its maximum`,
    );
  }
  const { zh, en } = listed(
    low.map(({ code, mean, max }) => text(`${code} ${mean}/${max}`, `${code} ${mean}/${max}`)),
  );
  return fail(`低于满分 ${percent} 的维度：${zh}`, `below ${percent} of the maximum: ${en}`);
}
