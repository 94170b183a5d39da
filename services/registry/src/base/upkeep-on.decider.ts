import { addMonths, daysBetween, isInForce, type Day } from '@fuhua/kernel';
import { atMostMonthsSince } from '@fuhua/rules';
import type { FactKind, Kept } from './upkeep-facts.events.ts';
import { BasePart, BaseSystem, type Completeness } from './upkeep.events.ts';

/** What holds on a day, of the facts kept up of one base: as its state has them, or as rows of a view. */

/** A record is to be verified within so many months (五(一)-2). */
export const VERIFIED_MONTHS = 12;

/** Those in force on that day (definition 3), the oldest first; of what holds until the next, the one that holds. */
export function holding<F extends Kept>(facts: Iterable<F>, kind: FactKind, on: Day): readonly F[] {
  const begun = begunBy(facts, kind, on);
  return newestOfEach(kind, begun).filter(
    ({ validFrom, validTo, endedOn }) =>
      isInForce({ validFrom, validTo: validTo ?? undefined }, on) &&
      (endedOn === null || on < endedOn),
  );
}

/** Those that had begun, or were done, by that day, the oldest first. */
export function begunBy<F extends Kept>(facts: Iterable<F>, kind: FactKind, on: Day): readonly F[] {
  return [...facts].filter((fact) => fact.kind === kind && fact.validFrom <= on).sort(byDay);
}

/** A new version replaces the one before, which does not come back when the new one is withdrawn. */
function newestOfEach<F extends Kept>(kind: FactKind, begun: readonly F[]): readonly F[] {
  switch (kind) {
    case 'system':
      return [...new Map(begun.map((fact) => [systemOf(fact), fact])).values()];
    case 'operating-model':
      return begun.slice(-1);
    case 'actor':
    case 'verification':
    case 'flag':
    case 'staff':
    case 'qualification':
    case 'staff-choice':
    case 'host-facility':
    case 'party-service':
      return begun;
  }
}

function systemOf({ data }: Kept): unknown {
  return 'system' in data ? data.system : undefined;
}

/** Of the five, those that a base has on that day (四(四)2-6). */
export function systemsOn(facts: Iterable<Kept>, on: Day): ReadonlySet<BaseSystem> {
  const present = new Set(holding(facts, 'system', on).map(systemOf));
  return new Set(BaseSystem.options.filter((system) => present.has(system)));
}

export function partyServiceOn(facts: Iterable<Kept>, on: Day): boolean {
  return holding(facts, 'party-service', on).length > 0;
}

/** Persons who work full-time on that day; whoever holds two posts is one. For R-REG-01. */
export function fullTimeStaffOn(facts: Iterable<Kept>, on: Day): number {
  const staff = holding(facts, 'staff', on).flatMap(({ data }) =>
    'fullTime' in data && data.fullTime === true && 'person' in data ? [data.person] : [],
  );
  return new Set(staff).size;
}

/** The newest day by which the record had been verified; undefined when it never was. */
export function verifiedOn(facts: Iterable<Kept>, on: Day): Day | undefined {
  return begunBy(facts, 'verification', on).at(-1)?.validFrom;
}

/** Whole days since the record was verified; undefined when it never was (五(一)-2). */
export function freshness(facts: Iterable<Kept>, on: Day): number | undefined {
  const verified = verifiedOn(facts, on);
  return verified === undefined ? undefined : daysBetween(verified, on);
}

/** The last day on which a record verified on `day` counts as verified. */
export function verifiedUntil(day: Day): Day {
  return addMonths(day, VERIFIED_MONTHS);
}

/** Parts of the record that stand beside what is kept up. Level, location and capacity are told by its opening. */
export type OtherPart = Extract<
  BasePart,
  'level' | 'location' | 'functions' | 'regime' | 'responsible' | 'capacity'
>;

/** 五(一)-2: which parts are on record on that day. An operator is as good as a responsible body. */
export function completeness(
  others: ReadonlySet<OtherPart>,
  facts: Iterable<Kept>,
  on: Day,
): Completeness {
  const kept = [...facts];
  const missing = BasePart.options.filter((part) => !isOnRecord(part, others, kept, on));
  const present = BasePart.options.length - missing.length;
  return { percent: Math.floor((100 * present) / BasePart.options.length), missing };
}

function isOnRecord(
  part: BasePart,
  others: ReadonlySet<OtherPart>,
  facts: readonly Kept[],
  on: Day,
): boolean {
  switch (part) {
    case 'level':
    case 'location':
    case 'functions':
    case 'regime':
    case 'capacity':
      return others.has(part);
    case 'responsible':
      return others.has(part) || hasOperator(facts, on);
    case 'host-facility':
    case 'operating-model':
      return holding(facts, part, on).length > 0;
    case 'party-service':
      return partyServiceOn(facts, on);
    case 'systems':
      return systemsOn(facts, on).size === BaseSystem.options.length;
    case 'verification': {
      const verified = verifiedOn(facts, on);
      return verified !== undefined && atMostMonthsSince(verified, VERIFIED_MONTHS, on);
    }
  }
}

function hasOperator(facts: readonly Kept[], on: Day): boolean {
  return holding(facts, 'actor', on).some(({ data }) => 'kind' in data && data.kind === 'operator');
}

/** The oldest first; of one day the one recorded earlier. */
export function byDay(a: Kept, b: Kept): number {
  if (a.validFrom !== b.validFrom) return a.validFrom < b.validFrom ? -1 : 1;
  return a.sequence - b.sequence;
}
