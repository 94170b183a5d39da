import { Day } from '@fuhua/kernel';
import { z } from 'zod';
import { termEnd } from '../clocks/terms.ts';
import {
  fail,
  pass,
  text,
  unknown,
  valueOn,
  verdictOf,
  type Verdict,
} from '../findings/findings.ts';
import type { At, Known, Rule } from '../rule-set/rule.ts';

const facts = {
  /** Inclusive at both ends (definition 3). */
  'contract.term': z
    .object({ start: Day, end: Day })
    .refine(({ start, end }) => start <= end, { error: 'must not end before it starts' }),
  /** 稳定、经常性服务, as declared. */
  'contract.recurring': z.boolean(),
  /** Of the contractor. */
  'operator.publicInstitutionClass': z.enum(['I', 'II', 'none']),
  'contract.lines': z.array(z.object({ kind: z.string(), text: z.string() })),
};
export type ContractFacts = { [K in keyof typeof facts]: z.infer<(typeof facts)[K]> };

export const ContractParams = z.strictObject({
  yearsMax: z.int().positive(),
  /** Of a service declared stable and recurring. */
  recurringYearsMax: z.int().positive(),
  institutionClassesBarred: z.array(z.enum(['I', 'II'])),
  lineKindsBarred: z.array(z.string()),
  /** A line whose text has one of these is barred as well; blanks and widths of letters do not hide it. */
  lineWordsBarred: z.array(z.string().min(1)),
});
export type ContractParams = z.infer<typeof ContractParams>;

/** One condition, with its value and limit. */
export interface ContractFound extends Verdict {
  readonly condition: 'term' | 'institution' | 'lines';
}

/** The last day of a contract of so many years: start + n years − 1 day (definition 3). */
export function contractEnd(start: Day, years: number): Day {
  return termEnd(start, 12 * years);
}

/** How many years a contract may have at most. */
export function contractYearsMax(
  { yearsMax, recurringYearsMax }: Pick<ContractParams, 'yearsMax' | 'recurringYearsMax'>,
  recurring: boolean,
): number {
  return recurring ? recurringYearsMax : yearsMax;
}

/**
 * R-OPR-02 (四(三)1-2, 财政部令102号). All of
 * - at most `yearsMax` years, or `recurringYearsMax` where declared stable and recurring [P17 第24条]
 * - a contractor that is no public institution of class I [P17 第8条]
 * - no line that sets up public-welfare posts, by kind or by its words [P17 第10条]
 *
 * No exception waives any of it. That the contract is published (第23条) follows its signing. Unknown whether it recurs:
 * a term within the shorter limit passes, one beyond the longer fails.
 */
export const contractTermsRule: Rule<ContractParams, ContractFacts> = {
  rule: 'R-OPR-02',
  impl: 1,
  params: ContractParams,
  facts,
  evaluate(known, params, at) {
    const conditions: readonly ContractFound[] = [
      { condition: 'term', ...termOf(known, params) },
      { condition: 'institution', ...institutionOf(known, params, at) },
      { condition: 'lines', ...linesOf(known, params) },
    ];
    return { ...verdictOf(conditions), facts: Object.keys(facts), conclusion: { conditions } };
  },
};

function termOf(known: Known<ContractFacts>, params: ContractParams): Verdict {
  const term = known['contract.term']?.value;
  if (term === undefined) return unknown('合同期限未知', 'the term is not known');
  const recurring = known['contract.recurring']?.value;
  if (recurring !== undefined) return within(term, contractYearsMax(params, recurring), recurring);
  const shorter = within(term, contractYearsMax(params, false), false);
  const longer = within(term, contractYearsMax(params, true), true);
  if (shorter.outcome === longer.outcome) return shorter.outcome === 'pass' ? shorter : longer;
  return unknown(
    `是否为稳定、经常性服务未知，期限至 ${term.end} 是否允许取决于此`,
    `whether it recurs is not known, and whether it may last until ${term.end} depends on that`,
  );
}

function within(
  { start, end }: ContractFacts['contract.term'],
  years: number,
  recurring: boolean,
): Verdict {
  const latest = contractEnd(start, years);
  const what = recurring
    ? text('稳定、经常性服务', 'recurring')
    : text('一般服务', 'not recurring');
  const limit = text(
    `${what.zh}最长 ${String(years)} 年（至 ${latest}）`,
    `${what.en}: ${String(years)} years at most, until ${latest}`,
  );
  return end <= latest
    ? pass(`期限 ${start} 至 ${end}，${limit.zh}`, `from ${start} to ${end}; ${limit.en}`)
    : fail(
        `期限 ${start} 至 ${end} 过长，${limit.zh}`,
        `from ${start} to ${end} is too long; ${limit.en}`,
      );
}

function institutionOf(
  known: Known<ContractFacts>,
  { institutionClassesBarred }: ContractParams,
  { on }: At,
): Verdict {
  const is = valueOn(known['operator.publicInstitutionClass'], on);
  if (is === undefined) {
    return unknown(
      '承接主体是否为事业单位未知',
      'whether the contractor is a public institution is not known',
    );
  }
  if (is === 'none') return pass('承接主体不是事业单位', 'the contractor is no public institution');
  const name = text(
    `公益${is === 'I' ? '一' : '二'}类事业单位`,
    `public institution of class ${is}`,
  );
  return institutionClassesBarred.includes(is)
    ? fail(`${name.zh}不得作为承接主体`, `a ${name.en} may not be the contractor`)
    : pass(`承接主体是${name.zh}`, `the contractor is a ${name.en}`);
}

function linesOf(known: Known<ContractFacts>, params: ContractParams): Verdict {
  const lines = known['contract.lines']?.value;
  if (lines === undefined) return unknown('合同内容未知', 'the lines are not known');
  const { lineKindsBarred, lineWordsBarred } = params;
  const barred = lines.filter(
    ({ kind, text: words }) =>
      lineKindsBarred.includes(kind) ||
      lineWordsBarred.some((word) => plain(words).includes(plain(word))),
  );
  if (barred.length === 0) return pass('不含公益性岗位', 'no line is for public-welfare posts');
  const named = barred.map(({ text: words }) => `“${words}”`);
  return fail(
    `政府购买服务不得设置公益性岗位：${named.join('、')}`,
    `public-welfare posts may not be bought: ${named.join(', ')}`,
  );
}

function plain(words: string): string {
  return words.normalize('NFKC').replace(/\s+/gu, '');
}
