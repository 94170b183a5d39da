import type { BaseId, DivisionCode } from '@fuhua/kernel';
import type { FunctionCode } from './codes.ts';

export interface BaseFunctions {
  readonly base: BaseId;
  /** Of 6 digits. */
  readonly county: DivisionCode;
  /** Approved ones, in any order. */
  readonly functions: readonly FunctionCode[];
}

export interface Overlap {
  readonly county: DivisionCode;
  /** In order of their codes. */
  readonly functions: readonly FunctionCode[];
  /** Two or more, in order of their ids. */
  readonly bases: readonly BaseId[];
}

/** 错位发展 (一-2): bases of one county with identical function sets, county by county. A base without functions has none. */
export function overlaps(bases: readonly BaseFunctions[]): readonly Overlap[] {
  const groups = new Map<string, Overlap>();
  for (const { base, county, functions } of bases) {
    if (functions.length === 0) continue;
    const codes = [...new Set(functions)].sort();
    const key = `${county} ${codes.join(' ')}`;
    const others = groups.get(key)?.bases ?? [];
    groups.set(key, { county, functions: codes, bases: [...others, base].sort() });
  }
  return [...groups]
    .filter(([, group]) => group.bases.length > 1)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group]) => group);
}
