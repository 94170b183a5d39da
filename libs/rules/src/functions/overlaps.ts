import type { BaseId, DivisionCode } from '@fuhua/kernel';

export interface FunctionsOfBase {
  readonly base: BaseId;
  /** The county it lies in or counts for. */
  readonly county: DivisionCode;
  /** Those approved; a base without any overlaps with none. */
  readonly functions: readonly string[];
}

export interface Overlap {
  readonly county: DivisionCode;
  /** In order of code. */
  readonly functions: readonly string[];
  /** Two or more, in order of id. */
  readonly bases: readonly BaseId[];
}

/** 错位发展 (一-2): bases of one county that are for exactly the same, by county and functions. A report; nothing follows. */
export function overlapsOf(bases: readonly FunctionsOfBase[]): readonly Overlap[] {
  const groups = new Map<string, Overlap>();
  for (const { base, county, functions } of bases) {
    if (functions.length === 0) continue;
    const sorted = [...functions].sort();
    const key = JSON.stringify([county, sorted]);
    const before = groups.get(key);
    const together = [...(before?.bases ?? []), base].sort();
    groups.set(key, { county, functions: sorted, bases: together });
  }
  return [...groups.entries()]
    .filter(([, { bases: together }]) => together.length > 1)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, overlap]) => overlap);
}
