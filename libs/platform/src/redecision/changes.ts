import { isDeepStrictEqual } from 'node:util';
import type { RuleChange } from '@fuhua/kernel';
import type { StoredDecision, StoredResult } from './decision.ts';

/** What a rule decides beside pass or fail, such as the regime; undefined where its conclusion only explains. */
export type Concluded = (result: StoredResult) => unknown;

const onlyExplains: Concluded = () => undefined;

/**
 * The rules that say otherwise now, or conclude otherwise; none when the decision would be the same. What they rest on may
 * differ all the same.
 */
export function changesBetween(
  before: Pick<StoredDecision, 'results'>,
  after: Pick<StoredDecision, 'results'>,
  concluded: Concluded = onlyExplains,
): readonly RuleChange[] {
  const rules = [...new Set([...before.results, ...after.results].map(({ rule }) => rule))];
  return rules.flatMap((rule): readonly RuleChange[] => {
    const [was, is] = [resultOf(before, rule), resultOf(after, rule)];
    const same =
      was?.outcome === is?.outcome && isDeepStrictEqual(was && concluded(was), is && concluded(is));
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
