import { z } from 'zod';
import { listed, text, unknown, valueOn } from '../findings/findings.ts';
import type { Rule } from '../rule-set/rule.ts';

/** 0 or more, with any number of decimals; text, so that no binary fraction comes in between. */
export const Score = z
  .string()
  .regex(/^(0|[1-9]\d{0,8})(\.\d{1,9})?$/, { error: 'must be 0 or more, in decimals' });

/** One of those who were compared for a post. `candidate`: a person's id or a number on a list, never a name. */
export const StaffCandidate = z.object({
  candidate: z.string().min(1),
  totalScore: Score,
  /** 具有社会工作专业资质 on the day. */
  socialWorkQualification: z.boolean(),
});
export type StaffCandidate = z.infer<typeof StaffCandidate>;

const facts = { 'staff.candidates': z.array(StaffCandidate).min(1) };
export type StaffChoiceFacts = { [K in keyof typeof facts]: z.infer<(typeof facts)[K]> };

/** Nothing of it is a number that could be set: 优先使用 is the guidance's own. */
export const StaffChoiceParams = z.strictObject({});
export type StaffChoiceParams = z.infer<typeof StaffChoiceParams>;

/**
 * R-STF-01 (四(二)1-2) [S]: 在同等条件下, whoever has a social-work qualification comes first. Candidates are ranked by total
 * score, rounded half up to two decimals (definition 4); the qualification decides between equal ones and never else.
 * Equal in both stay in the order given. Never fails; unknown while nobody is on record.
 *
 * Conclusion: `ranking`, first to last; `ties`, each group of equal scores; `applied`, whether the qualification put
 * anybody before another.
 */
export const staffChoiceRule: Rule<StaffChoiceParams, StaffChoiceFacts> = {
  rule: 'R-STF-01',
  impl: 1,
  params: StaffChoiceParams,
  facts,
  evaluate(known, _params, { on }) {
    const names = Object.keys(facts);
    const candidates = valueOn(known['staff.candidates'], on);
    if (candidates === undefined) {
      return { ...unknown('尚无候选人', 'no candidates are on record'), facts: names };
    }
    const ranked = candidates.toSorted(
      (a, b) =>
        compare(hundredths(b.totalScore), hundredths(a.totalScore)) ||
        Number(b.socialWorkQualification) - Number(a.socialWorkQualification),
    );
    const ties = tiesAmong(ranked);
    const decided = ties.filter((tie) => isMixed(tie));
    return {
      outcome: 'pass',
      reason: decided.length === 0 ? notApplied(ties) : applied(decided),
      facts: names,
      conclusion: {
        ranking: ranked.map(({ candidate }) => candidate),
        ties: ties.map((tie) => tie.map(({ candidate }) => candidate)),
        applied: decided.length > 0,
      },
    };
  },
};

type Tie = readonly StaffCandidate[];

function applied(ties: readonly Tie[]) {
  const { zh, en } = listed(
    ties.map((tie) => {
      const first = tie.filter((one) => one.socialWorkQualification);
      const names = (group: Tie): string => group.map(({ candidate }) => candidate).join('/');
      const others = tie.filter((one) => !one.socialWorkQualification);
      const score = scoreOf(tie);
      return text(
        `同为${score}分，${names(first)}具有社会工作专业资质，优先于${names(others)}`,
        `at ${score} points each, ${names(first)} with a social-work qualification before ${names(others)}`,
      );
    }),
  );
  return text(zh, en);
}

function notApplied(ties: readonly Tie[]) {
  return ties.length === 0
    ? text('总分各不相同，按总分排序', 'no two scores are equal: ranked by score')
    : text(
        '总分相同者资质情况也相同，优先规则不起作用',
        'those of equal score are alike in qualification: nobody comes first by the rule',
      );
}

/** Groups of more than one. */
function tiesAmong(ranked: readonly StaffCandidate[]): readonly Tie[] {
  const groups = new Map<bigint, StaffCandidate[]>();
  for (const one of ranked) {
    const score = hundredths(one.totalScore);
    groups.set(score, [...(groups.get(score) ?? []), one]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

function isMixed(tie: Tie): boolean {
  return new Set(tie.map((one) => one.socialWorkQualification)).size === 2;
}

/** Of a tie, as it was rounded. */
function scoreOf([first]: Tie): string {
  return pointsText(hundredths(first?.totalScore ?? '0'));
}

/** With its two decimals. */
export function pointsText(inHundredths: bigint): string {
  const decimals = String(inHundredths % 100n).padStart(2, '0');
  return `${String(inHundredths / 100n)}.${decimals}`;
}

/** Half up, in whole hundredths. */
export function hundredths(score: string): bigint {
  const [whole = '0', fraction = ''] = score.split('.');
  const digits = fraction.padEnd(3, '0');
  const floor = BigInt(whole) * 100n + BigInt(digits.slice(0, 2));
  return Number(digits[2]) >= 5 ? floor + 1n : floor;
}

function compare(a: bigint, b: bigint): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
