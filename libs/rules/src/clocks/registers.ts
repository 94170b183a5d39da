import { daysBetween, type Day } from '@fuhua/kernel';

/** Days for which what a register does not say counts as absent (definition 5). */
const FRESH_DAYS_MAX = 7;

/**
 * Definition 5: absence from a list or register counts on day `on` only if it was synchronised on that day or at most 7
 * days before; otherwise it is unknown. A register never synchronised (undefined), or only later, is not fresh.
 */
export function registerIsFresh(synchronisedOn: Day | undefined, on: Day): boolean {
  if (synchronisedOn === undefined) return false;
  const age = daysBetween(synchronisedOn, on);
  return age >= 0 && age <= FRESH_DAYS_MAX;
}
