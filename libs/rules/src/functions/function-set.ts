import { z } from 'zod';
import { joined, listed, text, valueOn } from '../findings/findings.ts';
import type { Text } from '../result.ts';
import type { Finding, Rule } from '../rule-set/rule.ts';
import { FunctionCode, functionNames } from './codes.ts';

const levels = ['province', 'city', 'county', 'township', 'village'] as const;
type Level = (typeof levels)[number];

const facts = {
  /** Of a regional platform, its host's: it has none of its own (definition 9). */
  'base.level': z.enum(levels),
  /** Changes nothing: a regional platform has the set of its host's level. */
  'base.kind': z.enum(['incubation-base', 'regional-platform']),
  'base.declaredFunctions': z.array(FunctionCode),
  /** Functions outside the set that were approved for this base. */
  'base.approvedExtensions': z.array(FunctionCode),
};
export type FunctionSetFacts = { [K in keyof typeof facts]: z.infer<(typeof facts)[K]> };

/** `all`: the guidance names none, so none is outside. */
const LevelSet = z.union([z.literal('all'), z.array(FunctionCode)]);
const Target = z.enum(['hub', 'support', 'start-up-community']);

export const FunctionSetParams = z.strictObject({
  /** Of every base. */
  common: z.array(FunctionCode),
  /** Beside the common ones. */
  levels: z.strictObject({
    ...{
      province: LevelSet,
      city: LevelSet,
      county: LevelSet,
      township: LevelSet,
      village: LevelSet,
    },
  }),
  /** Whom a base of the level is for first. */
  targets: z.strictObject({
    ...{ province: z.array(Target), city: z.array(Target), county: z.array(Target) },
    ...{ township: z.array(Target), village: z.array(Target) },
  }),
});
export type FunctionSetParams = z.infer<typeof FunctionSetParams>;

/** `extensions`: those among the declared that only an extension allows. */
export interface FunctionSetConclusion {
  readonly outside: readonly FunctionCode[];
  readonly extensions: readonly FunctionCode[];
  readonly targets: readonly z.infer<typeof Target>[];
}

/**
 * R-FUN-01 (三(二), 一-1; 5.9): the functions a base declares are of its level's set, common to all bases, or approved for it
 * as extensions [S; D for the province, where the guidance is silent]. Fails naming exactly those outside. Unknown only
 * where the level, or extensions not known, could allow what else is outside.
 */
export const functionSetRule: Rule<FunctionSetParams, FunctionSetFacts> = {
  rule: 'R-FUN-01',
  impl: 1,
  params: FunctionSetParams,
  facts,
  evaluate(known, params, { on }) {
    const declared = valueOn(known['base.declaredFunctions'], on);
    if (declared === undefined) return open(text('功能定位未申报', 'no functions are declared'));
    const extensions = valueOn(known['base.approvedExtensions'], on);
    const beyond = declared.filter(
      (code) => !params.common.includes(code) && extensions?.includes(code) !== true,
    );
    const level = valueOn(known['base.level'], on);
    if (level === undefined) {
      return beyond.length > 0
        ? open(text('基地层级未知', 'the level of the base is not known'))
        : found([], params, declared);
    }
    const outside = beyond.filter((code) => !isOf(params.levels[level], code));
    if (outside.length === 0) return found([], params, declared, level);
    return extensions === undefined
      ? open(
          joined([
            isOutside(outside, level),
            text('功能拓展批准情况未知', 'what extensions are approved is not known'),
          ]),
        )
      : found(outside, params, declared, level);
  },
};

function open(reason: Text): Finding {
  return { outcome: 'unknown', reason, facts: Object.keys(facts) };
}

function found(
  outside: readonly FunctionCode[],
  { common, levels: sets, targets }: FunctionSetParams,
  declared: readonly FunctionCode[],
  level?: Level,
): Finding {
  const conclusion = {
    outside,
    extensions: declared.filter(
      (code) =>
        !common.includes(code) &&
        !outside.includes(code) &&
        !(level !== undefined && isOf(sets[level], code)),
    ),
    targets: level === undefined ? [] : targets[level],
  } satisfies FunctionSetConclusion;
  const isWithin = text(
    '申报功能均在本层级功能范围或已批准的拓展之内',
    'every function is of its level or approved for it',
  );
  const reason = level !== undefined && outside.length > 0 ? isOutside(outside, level) : isWithin;
  return {
    outcome: outside.length > 0 ? 'fail' : 'pass',
    reason,
    facts: Object.keys(facts),
    conclusion,
  };
}

function isOutside(codes: readonly FunctionCode[], level: Level): Text {
  const { zh, en } = listed(codes.map((code) => functionNames[code]));
  const of = levelNames[level];
  return text(`超出${of.zh}基地功能范围：${zh}`, `outside the functions of a ${of.en} base: ${en}`);
}

function isOf(set: z.infer<typeof LevelSet>, code: FunctionCode): boolean {
  return set === 'all' || set.includes(code);
}

const levelNames = {
  province: text('省级', 'provincial'),
  city: text('设区市级', 'city'),
  county: text('县（市、区）级', 'county'),
  township: text('乡镇（街道）级', 'township'),
  village: text('村（社区）级', 'village'),
} satisfies Record<Level, Text>;
