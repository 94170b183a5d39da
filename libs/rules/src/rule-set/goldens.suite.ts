import { addDays, parseDay, type Day } from '@fuhua/kernel';
import fc from 'fast-check';
import {
  shippedRuleSets,
  type Fact,
  type Facts,
  type KnownRule,
  type RuleInSet,
} from '../index.ts';

/** Inputs to freeze a rule's implementation by: drawn once from these pools, then on file. */

export interface Question {
  readonly on: Day;
  readonly facts: Facts;
}

const QUESTIONS = 120;

/** The values a fact may have, those at the limits among them. A fact may be unknown as well, and not in force that day. */
const values: Readonly<Record<string, readonly unknown[]>> = {
  'base.natureDefinable': [...Array<boolean>(9).fill(true), false],
  'base.meetsRegistrationConditions': [true, false, false, false, false, false, false],
  'base.areaM2': [0, 120, 199.99, 200, 3800],
  'base.fullTimeStaff': [0, 1, 2, 3, 12],
  'base.liveIncubatees': [0, 4, 9, 10, 26],
  'base.yearlyFundsFen': ['0', '3000000', '19999999', '20000000', '80000000'],
  'base.hasCharter': [true, true, false],
  'base.hasRegularMeeting': [true, true, false],
  'base.hasOwnAccount': [true, true, false],
  'base.location': ['320506104001', '320506001201', '320506201399', '320506100500', '320506400001'],
};

/** As the oldest shipped set that uses it has them. @throws Error when none does: nobody could have asked it */
export function paramsOf({ rule, impl }: KnownRule): RuleInSet['params'] {
  const uses = shippedRuleSets.flatMap(({ rules }) => rules);
  const use = uses.find((one) => one.rule === rule && one.impl === impl);
  if (use === undefined) throw new Error(`no shipped set uses ${rule} impl ${String(impl)}`);
  return use.params;
}

/** @throws Error for a fact without a pool: a new rule's facts get theirs above */
export function questionsTo({ factNames }: KnownRule): readonly Question[] {
  const days = ['2024-02-29', '2024-09-30', '2025-01-24', '2025-12-31'].map(parseDay);
  const questions = fc
    .constantFrom(...days)
    .chain((on) => factsOn(on, factNames).map((facts) => ({ on, facts })));
  return fc.sample(questions, { numRuns: QUESTIONS, seed: 20231011 });
}

function factsOn(on: Day, names: readonly string[]): fc.Arbitrary<Facts> {
  const each = names.map((name) => {
    const pool = values[name];
    if (pool === undefined) throw new Error(`no pool for ${name}`);
    return [name, factOn(on, pool)] as const;
  });
  return fc
    .record(Object.fromEntries(each))
    .map((facts) =>
      Object.fromEntries(
        Object.entries(facts).filter((entry): entry is [string, Fact] => entry[1] !== undefined),
      ),
    );
}

/** Seldom unknown, lapsed the day before, ending this very day or beginning only tomorrow. */
function factOn(on: Day, pool: readonly unknown[]): fc.Arbitrary<Fact | undefined> {
  const since = addDays(on, -400);
  const validity = fc.oneof(
    { weight: 36, arbitrary: fc.constant({ validFrom: since }) },
    { weight: 2, arbitrary: fc.constant({ validFrom: since, validTo: on }) },
    { weight: 1, arbitrary: fc.constant({ validFrom: since, validTo: addDays(on, -1) }) },
    { weight: 1, arbitrary: fc.constant({ validFrom: addDays(on, 1) }) },
  );
  const fact = fc
    .tuple(fc.constantFrom(...pool), validity)
    .map(([value, days]): Fact => ({ value, ...days, sources: [] }));
  return fc.oneof(
    { weight: 24, arbitrary: fact },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );
}
