import { Day, isInForce } from '@fuhua/kernel';
import { z } from 'zod';
import { termEnd } from '../clocks/terms.ts';
import {
  fail,
  joined,
  listed,
  pass,
  text,
  unknown,
  valueOn,
  verdictOf,
  type Verdict,
} from '../findings/findings.ts';
import type { Text } from '../result.ts';
import type { Fact, Known, Rule } from '../rule-set/rule.ts';
import {
  GradeOrNone,
  gradeReaches,
  kindNames,
  OperatorException,
  OperatorGrade,
  OperatorKind,
  Waivable,
} from './values.ts';

const facts = {
  /** With the validity of the award. */
  'operator.grade': GradeOrNone,
  'operator.classifications': z.array(OperatorKind),
  'operator.capabilityFile': z.enum(['approved', 'missing']),
  'contract.route': z.enum(['government-purchase', 'other']),
  /** 限制期, through `until`. */
  'operator.bar': z.union([z.literal('none'), z.object({ until: Day })]),
  /** Only when one was approved: without it there is none. */
  'contract.exception': OperatorException,
};
export type EligibilityFacts = { [K in keyof typeof facts]: z.infer<(typeof facts)[K]> };

export const EligibilityParams = z.strictObject({
  gradeMin: OperatorGrade,
  /** One of them suffices. */
  kinds: z.array(OperatorKind).min(1),
  /** How long an exception may be. */
  exceptionMonthsMax: z.int().positive(),
  /** What an exception may waive. */
  waivable: z.array(Waivable),
});
export type EligibilityParams = z.infer<typeof EligibilityParams>;

/** One condition with its value and limit. `waived`: it would not pass without the exception. */
export interface EligibilityFound extends Verdict {
  readonly condition: Waivable | 'bar';
  readonly waived: boolean;
}

/**
 * R-OPR-01 (四(三)1-2): who may operate a base, on the signing day `on`. All of
 * - grade `gradeMin` or above, valid on that day [S]; lapsed is none
 * - one of `kinds`: hub-type social organization, social work service agency [S]
 * - capability file approved [S, as 具备专业能力]
 * - route: government purchase of services [S]
 * - no bar in force (R-ASM-04) [D]
 *
 * 原则上 [S]: an exception, approved one level up, of at most `exceptionMonthsMax` months [D] waives any of the first four
 * that it names, through its last day; never a bar. One that is too long waives nothing.
 *
 * The conclusion lists every condition; the reason names those that failed, else those that are unknown, else all.
 */
export const operatorEligibilityRule: Rule<EligibilityParams, EligibilityFacts> = {
  rule: 'R-OPR-01',
  impl: 1,
  params: EligibilityParams,
  facts,
  evaluate(known, params, { on }) {
    const conditions: readonly EligibilityFound[] = [
      waivable('grade', gradeOf(known['operator.grade'], params, on), known, params, on),
      waivable('kind', kindOf(known, params, on), known, params, on),
      waivable('capability', capabilityOf(known, on), known, params, on),
      waivable('route', routeOf(known['contract.route']), known, params, on),
      { condition: 'bar', waived: false, ...barOf(known['operator.bar'], on) },
    ];
    return { ...verdictOf(conditions), facts: Object.keys(facts), conclusion: { conditions } };
  },
};

function gradeOf(
  fact: Fact<GradeOrNone> | undefined,
  { gradeMin }: EligibilityParams,
  on: Day,
): Verdict {
  if (fact === undefined) return unknown('等级未知', 'the grade is not known');
  const { value: grade, validFrom, validTo } = fact;
  if (grade === 'none') {
    return isInForce(fact, on)
      ? fail(`无有效等级，须 ${gradeMin} 及以上`, `no grade; ${gradeMin} or above is needed`)
      : unknown('签约日的等级未知', 'the grade on the signing day is not known');
  }
  if (validTo !== undefined && validTo < on) {
    return fail(
      `${grade} 等级有效期至 ${validTo}，早于签约日 ${on}`,
      `grade ${grade} was valid until ${validTo}, before the signing day ${on}`,
    );
  }
  if (on < validFrom) {
    return fail(
      `${grade} 等级自 ${validFrom} 起有效，晚于签约日 ${on}`,
      `grade ${grade} is valid from ${validFrom}, after the signing day ${on}`,
    );
  }
  return gradeReaches(grade, gradeMin)
    ? pass(
        `等级 ${grade} 不低于 ${gradeMin}，签约日 ${on} 有效`,
        `grade ${grade} is ${gradeMin} or above, and valid on the signing day ${on}`,
      )
    : fail(`等级 ${grade} 低于 ${gradeMin}`, `grade ${grade} is below ${gradeMin}`);
}

function kindOf(known: Known<EligibilityFacts>, { kinds }: EligibilityParams, on: Day): Verdict {
  const has = valueOn(known['operator.classifications'], on);
  if (has === undefined) return unknown('组织类型未知', 'the kind is not known');
  const suits = has.filter((kind) => kinds.includes(kind));
  if (suits.length > 0) {
    const { zh, en } = listed(suits.map((kind) => kindNames[kind]));
    return pass(`属于${zh}`, `is a ${en}`);
  }
  const is =
    has.length === 0 ? text('未认定类型', 'none') : listed(has.map((kind) => kindNames[kind]));
  const needed = kinds.map((kind) => kindNames[kind]);
  return fail(
    `类型（${is.zh}）不属于${needed.map(({ zh }) => zh).join('或')}`,
    `its kind (${is.en}) is no ${needed.map(({ en }) => en).join(' or ')}`,
  );
}

function capabilityOf(known: Known<EligibilityFacts>, on: Day): Verdict {
  const file = valueOn(known['operator.capabilityFile'], on);
  if (file === undefined) {
    return unknown('专业能力材料情况未知', 'the capability file is not known');
  }
  return file === 'approved'
    ? pass('专业能力材料已认可', 'the capability file is approved')
    : fail('无经认可的专业能力材料', 'no capability file is approved');
}

/** Of the contract itself: it holds on whatever day it is signed. */
function routeOf(fact: Fact<'government-purchase' | 'other'> | undefined): Verdict {
  if (fact === undefined) return unknown('委托方式未知', 'the route is not known');
  return fact.value === 'government-purchase'
    ? pass('通过政府购买服务委托', 'by government purchase of services')
    : fail('未通过政府购买服务委托', 'not by government purchase of services');
}

function barOf(fact: Fact<EligibilityFacts['operator.bar']> | undefined, on: Day): Verdict {
  const until = fact === undefined || fact.value === 'none' ? undefined : fact.value.until;
  if (until !== undefined && until < on) {
    return pass(`限制期已于 ${until} 届满`, `the bar ended on ${until}`);
  }
  const bar = valueOn(fact, on);
  if (bar === undefined) {
    return unknown('签约日有无限制未知', 'whether it is barred on the signing day is not known');
  }
  return bar === 'none'
    ? pass('无限制', 'not barred')
    : fail(
        `限制期至 ${bar.until}，签约日 ${on} 仍有效`,
        `barred until ${bar.until}, on the signing day ${on} too`,
      );
}

/** With what the exception makes of it. */
function waivable(
  condition: Waivable,
  found: Verdict,
  known: Known<EligibilityFacts>,
  params: EligibilityParams,
  on: Day,
): EligibilityFound {
  const exception = known['contract.exception'];
  const named = exception?.value.waives.includes(condition) === true;
  if (found.outcome === 'pass' || !named) return { condition, waived: false, ...found };
  const fault = exceptionFault(exception, condition, params, on);
  if (fault !== undefined) {
    return { condition, waived: false, ...found, reason: joined([found.reason, fault]) };
  }
  const { until } = exception.value;
  const waives = text(`经批准例外免除，至 ${until}`, `waived by exception until ${until}`);
  return { condition, waived: true, outcome: 'pass', reason: joined([found.reason, waives]) };
}

/** Why an exception waives nothing on that day; undefined when it does. */
function exceptionFault(
  { validFrom, value: { until } }: Fact<OperatorException>,
  condition: Waivable,
  { exceptionMonthsMax, waivable: allowed }: EligibilityParams,
  on: Day,
): Text | undefined {
  if (!allowed.includes(condition)) return text('此条件不得例外', 'no exception waives this');
  const latest = termEnd(validFrom, exceptionMonthsMax);
  if (until > latest) {
    return text(
      `例外至 ${until}，超过 ${String(exceptionMonthsMax)} 个月（最迟 ${latest}），不生效`,
      `the exception until ${until} exceeds ${String(exceptionMonthsMax)} months (${latest} at the latest) and waives nothing`,
    );
  }
  if (on < validFrom)
    return text(`例外自 ${validFrom} 起生效`, `the exception begins on ${validFrom}`);
  return on > until ? text(`例外已于 ${until} 届满`, `the exception ended on ${until}`) : undefined;
}
