import type { Day } from '@fuhua/kernel';
import type { RegimeInputs } from './base.events.ts';
import type { BaseFactKind, BaseFactRow } from './base-fact.view.ts';

/** What holds on a day, of the facts of one base as they were known. */

/** Facts of that kind that had begun by that day and have not ended, the oldest first. */
export function begunOn(
  facts: readonly BaseFactRow[],
  kind: BaseFactKind,
  on: Day,
): readonly BaseFactRow[] {
  return facts
    .filter((fact) => fact.kind === kind && fact.validFrom <= on)
    .filter(({ endedOn }) => endedOn === null || on < endedOn)
    .sort((a, b) => compare(a.validFrom, b.validFrom) || a.sequence - b.sequence);
}

/** Of a kind that holds until the next one, the one that holds. */
export function holdingOn(
  facts: readonly BaseFactRow[],
  kind: BaseFactKind,
  on: Day,
): BaseFactRow | undefined {
  return begunOn(facts, kind, on).at(-1);
}

/** What R-REG-01 rests on, each as it was found last. */
export function inputsOn(facts: readonly BaseFactRow[], on: Day): RegimeInputs {
  const found = begunOn(facts, 'regime-inputs', on).map(({ data }) => data as RegimeInputs);
  return Object.assign({}, ...found) as RegimeInputs;
}

function compare(a: Day, b: Day): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
