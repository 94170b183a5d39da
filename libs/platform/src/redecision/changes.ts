import { isDeepStrictEqual } from 'node:util';
import type { RuleChange } from '@fuhua/kernel';
import type { StoredDecision, StoredResult } from './decision.ts';

/**
 * The rules that say otherwise now, or conclude otherwise; none when the decision would be the same. What they rest on may
 * differ all the same.
 */
export function changesBetween(
  before: Pick<StoredDecision, 'results'>,
  after: Pick<StoredDecision, 'results'>,
): readonly RuleChange[] {
  const rules = [...new Set([...before.results, ...after.results].map(({ rule }) => rule))];
  return rules.flatMap((rule): readonly RuleChange[] => {
    const [was, is] = [resultOf(before, rule), resultOf(after, rule)];
    const same = was?.outcome === is?.outcome && isDeepStrictEqual(was?.conclusion, is?.conclusion);
    const clause = (is ?? was)?.clause;
    if (same || clause === undefined) return [];
    return [
      {
        ...{ rule, clause },
        ...(was && { before: was.outcome }),
        ...(is && { after: is.outcome, reason: is.reason }),
      },
    ];
  });
}

function resultOf(
  { results }: Pick<StoredDecision, 'results'>,
  rule: string,
): StoredResult | undefined {
  return results.find((result) => result.rule === rule);
}
