import { isInForce, type Day } from '@fuhua/kernel';
import type { FactKind, FactRow } from './fact-row.ts';

/** What holds on a day, of the facts of one organization as they were known. */

/** Facts of that kind that had begun or happened by that day, the oldest first. */
export function begunOn(facts: readonly FactRow[], kind: FactKind, on: Day): readonly FactRow[] {
  return facts
    .filter((fact) => fact.kind === kind && fact.validFrom <= on)
    .sort((a, b) => compare(a.validFrom, b.validFrom) || a.sequence - b.sequence);
}

/** Of these, those that have neither lapsed nor ended (definition 3). */
export function inForceOn(facts: readonly FactRow[], kind: FactKind, on: Day): readonly FactRow[] {
  return begunOn(facts, kind, on).filter(
    ({ validFrom, validTo, endedOn }) =>
      isInForce({ validFrom, validTo: validTo ?? undefined }, on) &&
      (endedOn === null || on < endedOn),
  );
}

/** The newest that is in force; of a kind that holds until the next one, the one that holds. */
export function newestOn(facts: readonly FactRow[], kind: FactKind, on: Day): FactRow | undefined {
  return inForceOn(facts, kind, on).at(-1);
}

/** 存续 in law on that day. */
export type LegalStatus =
  'not-yet' | 'active' | 'suspended' | 'revoked' | 'deregistered' | 'disbanded';

export function legalStatusOn(facts: readonly FactRow[], on: Day): LegalStatus {
  if (newestOn(facts, 'body', on) === undefined) return 'not-yet';
  if (newestOn(facts, 'deregistration', on)) return 'deregistered';
  if (newestOn(facts, 'revocation', on)) return 'revoked';
  if (newestOn(facts, 'disbanding', on)) return 'disbanded';
  return newestOn(facts, 'suspension', on) ? 'suspended' : 'active';
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
