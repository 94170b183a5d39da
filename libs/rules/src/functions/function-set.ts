import { z } from 'zod';
import { listed, text, unknown, valueOn } from '../findings/findings.ts';
import type { Known, Rule } from '../rule-set/rule.ts';
import { FunctionCode, functionLabel } from './codes.ts';

const Level = z.enum(['province', 'city', 'county', 'township', 'village']);
type Level = z.infer<typeof Level>;

const facts = {
  /** Of a regional platform its host's (definition 9). */
  'base.level': Level,
  'base.kind': z.enum(['incubation-base', 'regional-platform']),
  'base.declaredFunctions': z.array(z.string()),
  /** Approved for this base beyond the set of its level; none is known as none. */
  'base.approvedExtensions': z.array(z.string()),
};
export type FunctionSetFacts = { [K in keyof typeof facts]: z.infer<(typeof facts)[K]> };

export const FunctionSetParams = z.strictObject({
  /** Of every level (一-1). */
  common: z.array(FunctionCode),
  /** Beside these; the guidance is silent on the province, so it has all [D]. */
  byLevel: z.strictObject({
    province: z.array(FunctionCode),
    city: z.array(FunctionCode),
    county: z.array(FunctionCode),
    township: z.array(FunctionCode),
    village: z.array(FunctionCode),
  }),
});
export type FunctionSetParams = z.infer<typeof FunctionSetParams>;

const levels: Readonly<Record<Level, { readonly zh: string; readonly en: string }>> = {
  province: { zh: '省级', en: 'province' },
  city: { zh: '设区市级', en: 'city' },
  county: { zh: '县（市、区）级', en: 'county' },
  township: { zh: '乡镇（街道）级', en: 'township' },
  village: { zh: '村（社区）级', en: 'village' },
};

/**
 * R-FUN-01 (三(二), 5.9) [S]: what a base declares lies in the set of its level or among its approved extensions. A regional
 * platform follows its host's level. Unknown while level or declaration is; extensions not known could only add to the
 * set, so what lies outside it is unknown without them.
 *
 * Conclusion: `outside`, the functions that are in neither; `byExtension`, those that only an extension allows.
 */
export const functionSetRule: Rule<FunctionSetParams, FunctionSetFacts> = {
  rule: 'R-FUN-01',
  impl: 1,
  params: FunctionSetParams,
  facts,
  evaluate(known, params, { on }) {
    const names = Object.keys(facts);
    const level = valueOn(known['base.level'], on);
    const declared = valueOn(known['base.declaredFunctions'], on);
    if (level === undefined || declared === undefined) {
      return { ...unknown(...missing(known)), facts: names };
    }
    const set = new Set<string>([...params.common, ...params.byLevel[level]]);
    const extensions = valueOn(known['base.approvedExtensions'], on);
    const beyond = declared.filter((code) => !set.has(code));
    const outside = beyond.filter((code) => extensions?.includes(code) !== true);
    const conclusion = { outside, byExtension: beyond.filter((code) => !outside.includes(code)) };
    const { zh, en } = levels[level];
    if (outside.length === 0) {
      const reason = within(zh, en, conclusion.byExtension);
      return { outcome: 'pass', reason, facts: names, conclusion };
    }
    const list = labelled(outside);
    const reason = text(
      `${list.zh}不在${zh}基地的功能内，也未获批准拓展`,
      `${list.en}: not of a base of the ${en}, and not approved as an extension`,
    );
    const outcome = extensions === undefined ? 'unknown' : 'fail';
    return { outcome, reason, facts: names, conclusion };
  },
};

function within(zh: string, en: string, byExtension: readonly string[]) {
  if (byExtension.length === 0) {
    return text(`申报的功能都在${zh}基地的功能内`, `all of a base of the ${en}`);
  }
  const list = labelled(byExtension);
  return text(
    `申报的功能在${zh}基地的功能内，${list.zh}属已批准的拓展`,
    `of a base of the ${en}; as approved extensions: ${list.en}`,
  );
}

function missing(known: Known<FunctionSetFacts>): [string, string] {
  const isLevel = known['base.level'] === undefined;
  return isLevel ? ['层级不明', 'the level is not known'] : ['尚未申报功能', 'nothing is declared'];
}

function labelled(codes: readonly string[]) {
  return listed(codes.map(functionLabel));
}
